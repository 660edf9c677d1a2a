using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Entries;

/// <summary>What readers could read in an entry since it was published. Drafts and who saved what are not in it.</summary>
/// <param name="Event">The entry's event.</param>
/// <param name="Entry">The entry as it stands.</param>
/// <param name="Versions">The latest first; none if readers never saw it.</param>
public sealed record EntryHistory(LiveEvent Event, Entry Entry, IReadOnlyList<SeenVersion> Versions)
{
    /// <summary>The most versions shown; of more, the latest.</summary>
    public const int Most = 100;

    /// <summary>Reads the history, or answers null when there is no such entry.</summary>
    public static async Task<EntryHistory?> ReadAsync(LiveBlogContext db, string slug, Guid entryId, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var liveEvent = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == slug, cancellation);
        if (liveEvent is null)
            return null;
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId && e.EventId == liveEvent.Id, cancellation);
        if (entry is null)
            return null;
        var saved = await db.EntryVersions.AsNoTracking()
            .Where(v => v.EntryId == entryId && v.Status == EntryStatus.Published)
            .OrderByDescending(v => v.Version).Take(Most).ToListAsync(cancellation);
        saved.Reverse();
        var authors = saved.Select(v => v.AuthorId).Distinct().ToList();
        var names = await db.Authors.Where(author => authors.Contains(author.Id)).ToDictionaryAsync(author => author.Id, author => author.Name, cancellation);

        var versions = new List<SeenVersion>();
        foreach (var version in saved)
        {
            // The time that the first one shows is when it was published, also where an import stored it much later.
            var at = versions.Count == 0 && saved.Count < Most ? version.PublishedAt : version.SavedAt;
            var seen = SeenVersion.Of(version, at, version.AuthorId is { } id ? names.GetValueOrDefault(id, "") : "");
            if (versions.Count == 0 || seen with { At = versions[^1].At } != versions[^1])
                versions.Add(seen);
        }
        versions.Reverse();
        return new EntryHistory(liveEvent, entry, versions);
    }
}

/// <summary>What readers read in an entry for a while; two that are equal but for <paramref name="At"/> read the same.</summary>
/// <param name="At">From when on, UTC.</param>
/// <param name="Headline">The headline.</param>
/// <param name="Body">The Markdown.</param>
/// <param name="Byline">The author's name; may be empty.</param>
/// <param name="Correction">The note of the latest correction; may be empty.</param>
/// <param name="PublishedAt">The time it showed, UTC.</param>
/// <param name="HappenedAt">When it happened, UTC, or null.</param>
/// <param name="Media">Its media, as JSON.</param>
/// <param name="Related">Its card, or null.</param>
/// <param name="Certainty">How sure the newsroom was.</param>
public sealed record SeenVersion(
    DateTime At, string Headline, string Body, string Byline, string Correction, DateTime PublishedAt, DateTime? HappenedAt, string Media, RelatedCard? Related,
    Certainty Certainty)
{
    /// <summary>The text as a reader reads it.</summary>
    public string Text { get; } = PlainText.FromMarkdown(Body);

    internal static SeenVersion Of(EntryVersion version, DateTime at, string byline) => new(
        at, version.Headline, version.Body, byline, version.Correction, version.PublishedAt, version.HappenedAt, MediaJson.Write(version.Media), version.Related, version.Certainty);
}
