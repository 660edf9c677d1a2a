using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Authors;

/// <summary>What is asked about authors.</summary>
public static class AuthorQueries
{
    // Up to so many events are sorted.
    private const int Few = 200;

    /// <summary>The author of that name, made if there is none; null for an empty name.</summary>
    /// <exception cref="Refused">The name is too long.</exception>
    public static async Task<Author?> AuthorAsync(this LiveBlogContext db, string name, CancellationToken cancellation)
    {
        var line = Input.Line(name, "author", Author.LongestName);
        if (line.Length == 0)
            return null;
        if (await Named(db, line, cancellation) is { } known)
            return known;
        // Two posts that bring the same new name at once make one author: the second waits for the first and takes it over.
        var created = Author.Create(line);
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "Authors" ("Id", "Name", "IsOrganization") VALUES ({created.Id}, {line}, {false}) ON CONFLICT ("Name") DO NOTHING""",
            cancellation);
        return await Named(db, line, cancellation);
    }

    /// <summary>The authors of those names, made where there are none; null for null.</summary>
    /// <exception cref="Refused">A name is too long.</exception>
    public static async Task<IReadOnlyList<Author>?> AuthorsAsync(
        this LiveBlogContext db, IReadOnlyList<string>? names, CancellationToken cancellation)
    {
        if (names is null)
            return null;
        var authors = new List<Author>();
        // In one order, so that two who bring the same new names never wait for each other.
        foreach (var name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await db.AuthorAsync(name, cancellation) is { } author)
                authors.Add(author);
        }
        return authors;
    }

    /// <summary>The author at that address, or of that id; null if there is none.</summary>
    public static Task<Author?> FindAuthorAsync(this LiveBlogContext db, string slugOrId, CancellationToken cancellation)
    {
        var id = Guid.TryParseExact(slugOrId, "D", out var parsed) ? parsed : Guid.Empty;
        return db.Authors.AsNoTracking().Where(a => a.Slug == slugOrId || a.Id == id)
            .OrderBy(a => a.Slug != slugOrId).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The ids of the events on whose pages an author is named: as who covers it, or under an entry that readers see.</summary>
    public static async Task<IReadOnlyList<Guid>> EventIdsOfAsync(this LiveBlogContext db, Guid authorId, CancellationToken cancellation) =>
        await db.Events
            .Where(e => e.Authors.Any(a => a.Id == authorId)
                || db.Entries.Any(entry => entry.EventId == e.Id && entry.AuthorId == authorId && entry.Status == EntryStatus.Published))
            .OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancellation);

    /// <summary>The events that an author covers or has published entries in, live ones first; none that was archived.</summary>
    public static async Task<IReadOnlyList<LiveEvent>> EventsOfAsync(
        this LiveBlogContext db, Guid authorId, int most, CancellationToken cancellation, ListCursor? after = null)
    {
        var covered = await db.Events.Where(e => e.Authors.Any(a => a.Id == authorId)).Select(e => e.Id).Take(Few + 1).ToListAsync(cancellation);
        var wroteIn = await db.EventsWithEntriesOfAsync(authorId, cancellation);
        if (covered.Count > Few || wroteIn.Count > Few)
        {
            // Of an agency that is in most of them: down the list of events, and of each it is looked whether the agency is in it.
            return await db.LatestEventsAsync(most, cancellation, after: after, of: db.Events.Where(e =>
                e.Authors.Where(a => a.Id == authorId).Select(a => a.Name).FirstOrDefault() != null
                || db.Entries.Where(entry => entry.EventId == e.Id && entry.AuthorId == authorId && entry.Status == EntryStatus.Published)
                    .Select(entry => entry.Position).FirstOrDefault() != null));
        }
        var ids = covered.Union(wroteIn).ToList();
        var events = db.Events.AsNoTracking().WithDetails().Where(e => ids.Contains(e.Id) && e.Id != LiveEvent.WireId && e.Status != EventStatus.Archived);
        if (after is { StandsFirst: false })
            events = events.Where(e => e.Status != EventStatus.Live && e.Status != EventStatus.Paused);
        if (after is not null)
        {
            events = events.Where(e => after.StandsFirst && e.Status != EventStatus.Live && e.Status != EventStatus.Paused
                || e.StartedAt < after.At || e.StartedAt == after.At && e.Id.CompareTo(after.Id) > 0);
        }
        return await events.OrderByDescending(e => e.Status == EventStatus.Live || e.Status == EventStatus.Paused)
            .ThenByDescending(e => e.StartedAt).ThenBy(e => e.Id).Take(most).ToListAsync(cancellation);
    }

    // From event to event down the index: to ask for what is distinct would read every entry of theirs.
    private static Task<List<Guid>> EventsWithEntriesOfAsync(this LiveBlogContext db, Guid authorId, CancellationToken cancellation) =>
        db.Database.SqlQuery<Guid>($"""
            WITH RECURSIVE its(id) AS (
                SELECT (SELECT "EventId" FROM "Entries" WHERE "AuthorId" = {authorId} AND "Status" = 'Published' ORDER BY "EventId" LIMIT 1)
                UNION ALL
                SELECT (SELECT "EventId" FROM "Entries" WHERE "AuthorId" = {authorId} AND "Status" = 'Published' AND "EventId" > its.id ORDER BY "EventId" LIMIT 1)
                FROM its WHERE its.id IS NOT NULL)
            SELECT id AS "Value" FROM its WHERE id IS NOT NULL LIMIT {Few + 1}
            """).ToListAsync(cancellation);

    /// <summary>An author's latest published entries, each with its event.</summary>
    public static async Task<IReadOnlyList<(Entry Entry, LiveEvent Event)>> EntriesOfAsync(
        this LiveBlogContext db, Guid authorId, int most, CancellationToken cancellation)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.AuthorId == authorId && e.Status == EntryStatus.Published)
            .OrderByDescending(e => e.PublishedAt).ThenBy(e => e.Id).Take(most).ToListAsync(cancellation);
        var ids = entries.Select(e => e.EventId).Distinct().ToList();
        var events = await db.Events.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellation);
        return [.. entries.Select(entry => (entry, events[entry.EventId]))];
    }

    private static Task<Author?> Named(LiveBlogContext db, string name, CancellationToken cancellation) =>
        db.Authors.SingleOrDefaultAsync(a => a.Name == name, cancellation);
}
