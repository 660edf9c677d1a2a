using LiveBlog.Core.Media;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Media;

/// <summary>Removes files that were sent long ago and that nothing names: no entry, no version of one, no working copy, nothing else stored.</summary>
public sealed partial class UnusedMedia(MediaStore store, MediaUse use, IOptions<MediaOptions> options, TimeProvider clock, ILogger<UnusedMedia> log)
{
    /// <summary>Removes them; how many there were.</summary>
    public async Task<int> RemoveAsync(CancellationToken cancellation)
    {
        // Files from before the first event belong to another database, which may be about to come here.
        if (options.Value.UnusedDays == 0 || await use.SinceAsync(cancellation) is not { } since)
            return 0;
        var until = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.UnusedDays);
        // Looked up first: what is used meanwhile is found to be used.
        var old = store.Sent(since, until);
        if (old.Count == 0)
            return 0;
        var used = await use.NamesAsync(cancellation);
        var unused = old.Where(name => !used.Contains(name)).ToList();
        foreach (var name in unused)
            store.Remove(name, until);
        if (unused.Count > 0)
            LogRemoved(unused.Count, options.Value.UnusedDays);
        return unused.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} media that were sent more than {Days} days ago and that nothing uses")]
    private partial void LogRemoved(int count, int days);
}
