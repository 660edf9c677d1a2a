using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LiveBlog.Core;
using LiveBlog.Core.Media;
using LiveBlog.Web.Images;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Media;

/// <summary>
/// Takes photos, sounds and videos into the newsroom's own files: <c>media/{year}/{month}/{hash}…</c> below the data folder.
/// Names come from what is in a file, never from its sender, so the same file sent twice is one, and no name leads anywhere
/// else. Everything is made in a folder of its own first and then moved, so that no reader meets half a file.
/// </summary>
public sealed class MediaStore(
    IConfiguration configuration, IWebHostEnvironment environment, IOptions<MediaOptions> options, PhotoEncoder photos, TimeProvider clock)
{
    /// <summary>The most widths in which a photo may be sent.</summary>
    public const int MostWidths = 4;

    // Changes when other files are made of a photo than before: what was kept under an older one stays as it is.
    private const string Making = "1";

    // Names that begin with a dot are never served.
    private const string Incoming = ".incoming";

    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(6);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string root = Storage.MediaFolder(configuration, environment);
    private readonly MediaOptions limits = options.Value;

    /// <summary>Takes one file in, up to the limit of its kind.</summary>
    /// <param name="content">What is sent; read once, to its end.</param>
    /// <param name="cancellation">When the sender goes away.</param>
    /// <exception cref="Refused">By its first bytes it is nothing that LiveBlog shows, or it is too large.</exception>
    public async Task<Upload> ReceiveAsync(Stream content, CancellationToken cancellation)
    {
        var head = new byte[FileType.Enough];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        var type = FileType.Of(head.AsSpan(0, length));
        var limit = type.LimitIn(limits);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, Incoming)).FullName, Guid.NewGuid().ToString("n"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
            {
                var block = new byte[64 * 1024];
                head.AsSpan(0, length).CopyTo(block);
                for (var (read, total) = (length, 0L); read > 0; read = await content.ReadAsync(block, cancellation))
                {
                    total += read;
                    if (total > limit)
                        throw MediaRefusals.TooLarge(total, limit);
                    hash.AppendData(block, 0, read);
                    await file.WriteAsync(block.AsMemory(0, read), cancellation);
                }
            }
            return new Upload(path, type, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes a medium of what was taken in: one file, or one photo in several widths.</summary>
    /// <param name="sent">The files.</param>
    /// <param name="cancellation">Ends the waiting for a core, not the work.</param>
    /// <returns>The medium without texts.</returns>
    /// <exception cref="Refused">It can't be shown; the sentence says what to send.</exception>
    public async Task<Medium> KeepAsync(IReadOnlyList<Upload> sent, CancellationToken cancellation)
    {
        if (sent.Count == 0)
            throw new Refused(RefusalKind.Invalid, "media-empty", "files", $"There is no file in the request: send at least one, as multipart/form-data.");
        if (sent.Count > 1 && (sent.Count > MostWidths || sent.Any(one => one.Type.Kind != MediumKind.Photo)))
        {
            throw new Refused(RefusalKind.Invalid, "media-one", "files",
                $"Several files in one request are one photo in up to {MostWidths} widths: send sounds, videos and other photos each in a request of their own.");
        }
        var name = Name(sent);
        if (Find(name) is { } known)
            return known;
        var work = Directory.CreateDirectory(Path.Combine(root, Incoming, Guid.NewGuid().ToString("n"))).FullName;
        try
        {
            return await KeepAsync(sent, name, work, cancellation);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Takes a file of a form in and makes a medium of it.</summary>
    /// <exception cref="Refused">As <see cref="ReceiveAsync"/> and <see cref="KeepAsync(IReadOnlyList{Upload}, CancellationToken)"/>.</exception>
    public async Task<Medium> TakeAsync(Stream content, CancellationToken cancellation)
    {
        using var upload = await ReceiveAsync(content, cancellation);
        return await KeepAsync([upload], cancellation);
    }

    /// <summary>As <see cref="TakeAsync"/>, of a photo; anything else is not even kept.</summary>
    /// <exception cref="Refused">It is no photo, or as with <see cref="TakeAsync"/>.</exception>
    public async Task<Medium> TakePhotoAsync(Stream content, CancellationToken cancellation)
    {
        using var upload = await ReceiveAsync(content, cancellation);
        return upload.Type.Kind == MediumKind.Photo ? await KeepAsync([upload], cancellation) : throw MediaRefusals.NoPhoto();
    }

    /// <summary>Removes what was left by requests that ended with the program.</summary>
    public void Sweep()
    {
        var folder = Path.Combine(root, Incoming);
        if (!Directory.Exists(folder))
            return;
        foreach (var left in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(left => left.LastWriteTimeUtc < clock.GetUtcNow().UtcDateTime - Forgotten))
        {
            if (left is DirectoryInfo directory)
                directory.Delete(recursive: true);
            else
                left.Delete();
        }
    }

    /// <summary>The names of what was sent, or sent again, between two moments for the last time.</summary>
    internal IReadOnlyCollection<string> Sent(DateTime since, DateTime until) =>
        [.. Months().SelectMany(Directory.EnumerateFiles).Select(path => (Name: NameOf(path), At: File.GetLastWriteTimeUtc(path)))
            .Where(file => file.Name is not null).GroupBy(file => file.Name!, file => file.At)
            .Where(files => files.Min() >= since && files.Max() < until).Select(files => files.Key)];

    /// <summary>Removes the files of one, but those written since that moment: it was sent anew.</summary>
    internal void Remove(string name, DateTime until)
    {
        // The note first: whoever finds it finds the files.
        foreach (var path in Months().SelectMany(month => Directory.EnumerateFiles(month, $"*{name}*")).OrderBy(path => Path.GetFileName(path)[0] != '.').ToList())
        {
            if (File.GetLastWriteTimeUtc(path) >= until)
                return;
            File.Delete(path);
        }
    }

    private async Task<Medium> KeepAsync(IReadOnlyList<Upload> sent, string name, string work, CancellationToken cancellation)
    {
        var month = clock.GetUtcNow().ToString("yyyy'/'MM", CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine(root, month)).FullName;
        Medium medium;
        if (sent[0].Type.Kind == MediumKind.Photo)
        {
            medium = await photos.EncodeAsync([.. sent.Select(one => (one.File, one.Type.Format))], work, cancellation);
            foreach (var file in Directory.EnumerateFiles(work))
                File.Move(file, Path.Combine(folder, $"{name}-{Path.GetFileName(file)}"), overwrite: true);
            medium = medium with { Path = $"/media/{month}/{name}" };
        }
        else
        {
            var recording = await Task.Run(() => Recording.Clean(sent[0].File, sent[0].Type.Format), CancellationToken.None);
            // Whether it is a sound or a video shows only now.
            var limit = recording.Kind == MediumKind.Audio ? limits.AudioBytes : limits.VideoBytes;
            if (new FileInfo(sent[0].File).Length is var length && length > limit)
                throw MediaRefusals.TooLarge(length, limit);
            File.Move(sent[0].File, Path.Combine(folder, $"{name}.{recording.Ending}"), overwrite: true);
            medium = new Medium { Kind = recording.Kind, Path = $"/media/{month}/{name}.{recording.Ending}", AspectRatio = recording.AspectRatio };
        }
        // Written last: whoever finds it finds the files.
        var note = Path.Combine(work, "note");
        await File.WriteAllTextAsync(note, JsonSerializer.Serialize(medium, Json), CancellationToken.None);
        File.Move(note, Path.Combine(folder, Note(name)), overwrite: true);
        return medium;
    }

    // Some folders a year; the newest first, for what is sent twice is sent twice within a minute.
    private Medium? Find(string name)
    {
        foreach (var note in Months().Select(month => Path.Combine(month, Note(name))).Where(File.Exists))
        {
            // Whoever sends it again is about to use it.
            File.SetLastWriteTimeUtc(note, clock.GetUtcNow().UtcDateTime);
            return JsonSerializer.Deserialize<Medium>(File.ReadAllText(note), Json);
        }
        return null;
    }

    private IEnumerable<string> Months() => Numbered(root).SelectMany(Numbered);

    private static IEnumerable<string> Numbered(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)).OrderDescending();

    // Of a file or a note; null for anything else.
    private static string? NameOf(string path) =>
        Path.GetFileName(path).TrimStart('.') is { Length: > 32 } file && file.AsSpan(0, 32).IndexOfAnyExcept("0123456789abcdef") < 0 && file[32] is ('-' or '.')
            ? file[..32]
            : null;

    private static string Note(string name) => $".{name}.json";

    private static string Name(IReadOnlyList<Upload> sent)
    {
        var all = string.Join(' ', sent.Select(one => one.Hash).Order().Prepend(Making));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(all)))[..32];
    }
}
