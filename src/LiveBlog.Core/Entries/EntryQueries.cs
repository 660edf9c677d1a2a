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

    /// <summary>The event's published key events, the latest first; of a very long list the latest hundred.</summary>
    public static async Task<IReadOnlyList<Entry>> KeyEventsAsync(this LiveBlogContext db, Guid eventId, CancellationToken cancellation) =>
        await db.Entries.AsNoTracking().Where(e => e.EventId == eventId && e.IsKey && e.Status == EntryStatus.Published)
            .OrderByDescending(e => e.Position).Take(100).ToListAsync(cancellation);

    /// <summary>Of each of these events the published entry with the highest position, by the event's id; none of an event without entries.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Entry>> LatestEntriesAsync(
        this LiveBlogContext db, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellation)
    {
        // One step down the index for each event: a maximum by group would read all their entries.
        var latest = db.Events.Where(e => eventIds.Contains(e.Id)).SelectMany(e => db.Entries
            .Where(entry => entry.EventId == e.Id && entry.Status == EntryStatus.Published).OrderByDescending(entry => entry.Position).Take(1));
        return await latest.AsNoTracking().ToDictionaryAsync(entry => entry.EventId, cancellation);
    }

    /// <summary>What readers could have seen change after a revision, tombstones included, the latest change first.</summary>
    public static async Task<IReadOnlyList<Entry>> ChangedSinceAsync(
        this LiveBlogContext db, Guid eventId, long revision, int most, CancellationToken cancellation) =>
        await db.Entries.AsNoTracking().Include(e => e.Author)
            .Where(e => e.EventId == eventId && e.Revision > revision)
            .OrderByDescending(e => e.Revision).Take(most).ToListAsync(cancellation);
}
