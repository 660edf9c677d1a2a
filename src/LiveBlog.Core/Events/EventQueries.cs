using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Events;

/// <summary>What is asked about events.</summary>
public static class EventQueries
{
    /// <summary>The id of the event at that address, or of the one that it once was the address of; else null.</summary>
    public static async Task<Guid?> FindEventIdAsync(this LiveBlogContext db, string slug, CancellationToken cancellation) =>
        await db.Events.Where(e => e.Slug == slug).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(cancellation)
        ?? await db.SlugRedirects.Where(r => r.Slug == slug).Select(r => (Guid?)r.EventId).SingleOrDefaultAsync(cancellation);

    /// <summary>The present slug of the event that once had this one; null if none had.</summary>
    public static Task<string?> FindPresentSlugAsync(this LiveBlogContext db, string old, CancellationToken cancellation) =>
        db.SlugRedirects.Where(r => r.Slug == old)
            .Join(db.Events, redirect => redirect.EventId, e => e.Id, (_, e) => e.Slug).SingleOrDefaultAsync(cancellation);

    /// <summary>The id of the event at that address; not the wire's, which is changed only by what it shows.</summary>
    /// <exception cref="Refused">There is none.</exception>
    public static async Task<Guid> EventIdAsync(this LiveBlogContext db, string slug, CancellationToken cancellation) =>
        await db.FindEventIdAsync(slug, cancellation) is { } id && id != LiveEvent.WireId ? id : throw Unknown(slug);

    /// <summary>Events with their dossier and authors.</summary>
    public static IQueryable<LiveEvent> WithDetails(this IQueryable<LiveEvent> events) =>
        events.Include(e => e.Topic).Include(e => e.Authors.OrderBy(author => author.Name));

    /// <summary>
    /// The newest events, of all, of some or of one topic: those being covered first, then by their start. Archived ones only
    /// where they are asked for.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="topicId">Only those of that topic.</param>
    /// <param name="archived">Whether archived ones too.</param>
    /// <param name="of">Only these.</param>
    /// <param name="after">Only those after that one.</param>
    public static async Task<IReadOnlyList<LiveEvent>> LatestEventsAsync(
        this LiveBlogContext db, int most, CancellationToken cancellation, Guid? topicId = null, bool archived = false,
        IQueryable<LiveEvent>? of = null, ListCursor? after = null)
    {
        var events = (of ?? db.Events).Where(e => e.Id != LiveEvent.WireId);
        if (topicId is not null)
            events = events.Where(e => e.TopicId == topicId);
        EventStatus[] covered = after is { StandsFirst: false } ? [] : [EventStatus.Live, EventStatus.Paused];
        EventStatus[] others = archived ? [EventStatus.Scheduled, EventStatus.Ended, EventStatus.Archived] : [EventStatus.Scheduled, EventStatus.Ended];
        // Down the index once for each status, and of these the first: to sort them by what is covered, all events would be read.
        var keys = covered.Concat(others).Select(status =>
        {
            var isCovered = covered.Contains(status);
            var its = events.Where(e => e.Status == status);
            if (after?.StandsFirst == isCovered)
                its = its.Where(e => e.StartedAt <= after.At && (e.StartedAt < after.At || e.Id.CompareTo(after.Id) > 0));
            return its.OrderByDescending(e => e.StartedAt).ThenBy(e => e.Id).Take(most).Select(e => new { e.Id, e.StartedAt, IsCovered = isCovered });
        }).Aggregate((some, more) => some.Concat(more));
        var ids = await keys.OrderByDescending(key => key.IsCovered).ThenByDescending(key => key.StartedAt).ThenBy(key => key.Id)
            .Take(most).Select(key => key.Id).ToListAsync(cancellation);
        return await db.EventsAsync(ids, cancellation);
    }

    /// <summary>Those events, in that order.</summary>
    public static async Task<IReadOnlyList<LiveEvent>> EventsAsync(this LiveBlogContext db, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var found = await db.Events.AsNoTracking().WithDetails().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellation);
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<LiveEvent>()];
    }

    internal static Refused Unknown(string slug) =>
        new(RefusalKind.Missing, "event-unknown", "slug", $"There is no event \"{slug}\": look at the list of events for its address.");
}
