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
    public static async Task<IReadOnlyList<LiveEvent>> LatestEventsAsync(
        this LiveBlogContext db, int most, CancellationToken cancellation, Guid? topicId = null, int skip = 0, bool archived = false,
        IQueryable<LiveEvent>? of = null) =>
        await (of ?? db.Events).AsNoTracking().WithDetails()
            .Where(e => e.Id != LiveEvent.WireId && (topicId == null || e.TopicId == topicId) && (archived || e.Status != EventStatus.Archived))
            .OrderByDescending(e => e.Status == EventStatus.Live || e.Status == EventStatus.Paused).ThenByDescending(e => e.StartedAt).ThenBy(e => e.Id)
            .Skip(skip).Take(most).ToListAsync(cancellation);

    internal static Refused Unknown(string slug) =>
        new(RefusalKind.Missing, "event-unknown", "slug", $"There is no event \"{slug}\": look at the list of events for its address.");
}
