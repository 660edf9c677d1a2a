using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace LiveBlog.Web.Images;

/// <summary>
/// Share images as PNG files, each made once: an image is known by what it shows, so a change of the event that does not
/// show on it costs nothing. Making one takes some tenths of a second of one core; only half of the cores ever do that, so
/// that pages and live changes have the rest.
/// </summary>
public sealed partial class ShareImages(ILogger<ShareImages> log) : IDisposable
{
    // Some hundred images of about 150 kB.
    private const long MostBytes = 48 * 1024 * 1024;

    // More than that are not queued: crawlers come again.
    private const int MostWaiting = 32;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    private readonly MemoryCache made = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> making = new();
    private readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Whether images can be made on this machine.</summary>
    public static bool IsAvailable => LibVips.IsAvailable;

    /// <summary>What an image is known by: the same for the same words and photo, another one otherwise.</summary>
    /// <param name="card">What it shows.</param>
    public static string KeyOf(ShareCard card)
    {
        var photo = card.PhotoFile is null ? "" : File.GetLastWriteTimeUtc(card.PhotoFile).Ticks.ToString("x", null);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{card}{photo}")))[..20];
    }

    /// <summary>The image, or null when too many others are waiting to be made.</summary>
    /// <param name="key">As <see cref="KeyOf"/> says.</param>
    /// <param name="card">What it shows.</param>
    /// <param name="cancellation">Ends the waiting, not the making: somebody else may wait for the same image.</param>
    public async Task<byte[]?> GetAsync(string key, ShareCard card, CancellationToken cancellation)
    {
        if (made.TryGetValue(key, out byte[]? file))
            return file;
        if (making.Count >= MostWaiting && !making.ContainsKey(key))
            return null;
        var one = making.GetOrAdd(key, _ => new Lazy<Task<byte[]>>(() => Task.Run(() => MakeAsync(key, card))));
        return await one.Value.WaitAsync(cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        made.Dispose();
        cores.Dispose();
    }

    private async Task<byte[]> MakeAsync(string key, ShareCard card)
    {
        try
        {
            await cores.WaitAsync();
            try
            {
                var file = Draw(card);
                made.Set(key, file, new MemoryCacheEntryOptions { Size = file.Length, SlidingExpiration = Kept });
                return file;
            }
            finally
            {
                cores.Release();
            }
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }

    private byte[] Draw(ShareCard card)
    {
        try
        {
            return ShareDrawing.Draw(card);
        }
        catch (VipsException failure) when (card.PhotoFile is not null)
        {
            LogPhoto(card.PhotoFile, failure);
            return ShareDrawing.Draw(card with { PhotoFile = null });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The photo {File} can't be read; its share image goes without")]
    private partial void LogPhoto(string file, Exception reason);
}
