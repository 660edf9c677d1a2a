using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Rendering;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An entry in the desk's list.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Html">As readers see it.</param>
/// <param name="SavedBy">Who saved its present version.</param>
public sealed record DeskEntry(Entry Entry, string Html, string SavedBy);

/// <summary>A page of an event's entries as the desk sees them, drafts and withdrawn ones included.</summary>
public sealed record DeskEntries
{
    private const int Size = 50;

    /// <summary>The event, from the same snapshot.</summary>
    public required LiveEvent Event { get; init; }

    /// <summary>The page's entries, the latest first.</summary>
    public required IReadOnlyList<DeskEntry> Entries { get; init; }

    /// <summary>Only entries of this status; all, if null.</summary>
    public required EntryStatus? Only { get; init; }

    /// <summary>The position that the next older page lies before, or null.</summary>
    public required string? OlderBefore { get; init; }

    /// <summary>How many entries there are of each status.</summary>
    public required IReadOnlyDictionary<EntryStatus, int> Counts { get; init; }

    /// <summary>Who looks.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Tells whether the page is another one by now: drafts change without a revision.</summary>
    public string Stamp =>
        $"{Event.Epoch}-{Event.Revision}-{Event.Status}-{Counts.Values.Sum()}-{Entries.Sum(e => e.Entry.Version)}-{Entries.FirstOrDefault()?.Entry.Id:n}";

    /// <summary>Whether the actor may edit the entry: contributors only drafts of their own.</summary>
    public bool MayEdit(Entry entry) =>
        Actor.Role >= Role.Editor || entry.Status == EntryStatus.Draft && entry.FiledBy == Actor.Key;

    /// <summary>Reads a page, or answers null when there is no such event.</summary>
    public static async Task<DeskEntries?> ReadAsync(
        LiveBlogContext db, EventRenderer renderer, string slug, string? before, EntryStatus? only, Actor actor, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var liveEvent = await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation);
        if (liveEvent is null)
            return null;
        var all = db.Entries.AsNoTracking().Include(e => e.Author).Where(e => e.EventId == liveEvent.Id);
        var counts = await all.GroupBy(e => e.Status).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        if (only is { } status)
            all = all.Where(e => e.Status == status);
        if (before is not null)
            all = all.Where(e => string.Compare(e.Position, before) < 0);
        var entries = await all.OrderByDescending(e => e.Position).Take(Size + 1).ToListAsync(cancellation);
        var more = entries.Count > Size;
        if (more)
            entries.RemoveAt(Size);
        var ids = entries.ConvertAll(e => e.Id);
        var savers = await db.EntryVersions.Where(v => ids.Contains(v.EntryId))
            .Join(db.Entries, v => new { v.EntryId, v.Version }, e => new { EntryId = e.Id, e.Version }, (v, _) => new { v.EntryId, v.SavedBy })
            .ToDictionaryAsync(v => v.EntryId, v => v.SavedBy, cancellation);
        var shown = new List<DeskEntry>(entries.Count);
        foreach (var entry in entries)
            shown.Add(new DeskEntry(entry, await renderer.EntryAsync(liveEvent, entry), savers.GetValueOrDefault(entry.Id, "")));
        return new DeskEntries
        {
            Event = liveEvent,
            Entries = shown,
            Only = only,
            OlderBefore = more ? entries[^1].Position : null,
            Counts = counts,
            Actor = actor,
        };
    }
}
