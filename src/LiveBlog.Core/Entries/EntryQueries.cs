using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Entries;

/// <summary>What is asked about entries.</summary>
public static class EntryQueries
{
    /// <summary>An entry of an event, tracked, whatever its status.</summary>
    /// <exception cref="Refused">There is none with that id in this event.</exception>
    public static async Task<Entry> EntryAsync(this LiveBlogContext db, Guid eventId, Guid id, CancellationToken cancellation) =>
        await db.Entries.Include(e => e.Author).SingleOrDefaultAsync(e => e.Id == id && e.EventId == eventId, cancellation)
        ?? throw new Refused(RefusalKind.Missing, "entry-unknown", "id", $"There is no entry {id} in this event: look at the event's entries for its id.");

    /// <summary>
    /// Where an entry went on that readers knew in one event and that was moved to another, as often as it was moved; null if it
    /// was not.
    /// </summary>
    public static async Task<(string Slug, Guid Id)?> FindMovedAsync(this LiveBlogContext db, Guid id, CancellationToken cancellation)
    {
        var known = await db.Entries.Where(e => e.Id == id && e.Revision > 0).Select(e => e.MovedTo).SingleOrDefaultAsync(cancellation);
        if (known is null)
            return null;
        var at = id;
        // Each move makes a new entry, so there is no circle.
        while (known is { } next)
        {
            at = next;
            known = await db.Entries.Where(e => e.Id == next).Select(e => e.MovedTo).SingleOrDefaultAsync(cancellation);
        }
        var slug = await db.Entries.Where(e => e.Id == at && e.Revision > 0)
            .Join(db.Events, e => e.EventId, liveEvent => liveEvent.Id, (_, liveEvent) => liveEvent.Slug).SingleOrDefaultAsync(cancellation);
        return slug is null ? null : (slug, at);
    }

    /// <summary>The event's published key events, the latest first; of a very long list the latest hundred.</summary>
    public static async Task<IReadOnlyList<Entry>> KeyEventsAsync(this LiveBlogContext db, Guid eventId, CancellationToken cancellation) =>
        await db.Entries.AsNoTracking().Where(e => e.EventId == eventId && e.IsKey && e.Status == EntryStatus.Published)
            .OrderByDescending(e => e.Position).Take(100).ToListAsync(cancellation);

    /// <summary>Of each of these events the published entry with the highest position, by the event's id; none of an event without entries.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Entry>> LatestEntriesAsync(
        this LiveBlogContext db, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation)
    {
        // One step down the index for each event: a maximum by group, or numbers of rows, would read all their entries.
        var ids = await db.Events.Where(e => eventIds.Contains(e.Id))
            .Select(e => db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Published)
                .OrderByDescending(entry => entry.Position).Select(entry => (Guid?)entry.Id).FirstOrDefault())
            .ToListAsync(cancellation);
        return await db.Entries.AsNoTracking().Where(e => ids.Contains(e.Id) && e.Status == EntryStatus.Published)
            .ToDictionaryAsync(e => e.EventId, cancellation);
    }

    /// <summary>How many entries each of these events has.</summary>
    public static async Task<IReadOnlyDictionary<Guid, EntryCounts>> CountEntriesAsync(
        this LiveBlogContext db, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation) =>
        await db.Events.Where(e => eventIds.Contains(e.Id))
            .Select(e => new
            {
                e.Id,
                Draft = db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Draft).Take(EntryCounts.Most).Count(),
                Submitted = db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Submitted).Take(EntryCounts.Most).Count(),
                Scheduled = db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Scheduled).Take(EntryCounts.Most).Count(),
                Published = db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Published).Take(EntryCounts.Most).Count(),
                Withdrawn = db.Entries.Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Withdrawn).Take(EntryCounts.Most).Count(),
            })
            .ToDictionaryAsync(e => e.Id, e => new EntryCounts(e.Draft, e.Submitted, e.Scheduled, e.Published, e.Withdrawn), cancellation);

    /// <summary>How many of the event's entries were published after a time, UTC; at most <see cref="EntryCounts.Most"/>.</summary>
    public static Task<int> CountPublishedAfterAsync(this LiveBlogContext db, Guid eventId, DateTime time, CancellationToken cancellation)
    {
        // Positions begin with the time, and are in the index.
        var first = Entry.PositionFrom(time.AddMilliseconds(1));
        return db.Entries.Where(e => e.EventId == eventId && e.Status == EntryStatus.Published && string.Compare(e.Position, first) >= 0)
            .Take(EntryCounts.Most).CountAsync(cancellation);
    }

    /// <summary>What readers could have seen change after a revision, tombstones included, the latest change first.</summary>
    public static async Task<IReadOnlyList<Entry>> ChangedSinceAsync(
        this LiveBlogContext db, Guid eventId, long revision, int most, CancellationToken cancellation) =>
        await db.Entries.AsNoTracking().Include(e => e.Author)
            .Where(e => e.EventId == eventId && e.Revision > revision && e.Revision > 0)
            .OrderByDescending(e => e.Revision).Take(most).ToListAsync(cancellation);
}
