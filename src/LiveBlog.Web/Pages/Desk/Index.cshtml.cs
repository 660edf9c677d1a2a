using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event in the desk's list.</summary>
/// <param name="Event">The event.</param>
/// <param name="Counts">How many entries it has.</param>
/// <param name="LatestAt">When the latest entry was published, UTC, or null.</param>
/// <param name="Latest">What to call that entry.</param>
/// <param name="LastHour">How many were published in the hour before it; at most <see cref="EntryCounts.Most"/>.</param>
public sealed record ListedEvent(LiveEvent Event, EntryCounts Counts, DateTime? LatestAt, string? Latest, int LastHour);

/// <summary>The desk's list of events: <c>/desk</c>.</summary>
public sealed class IndexModel(
    IDbContextFactory<LiveBlogContext> contexts, SearchIndex index, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int Most = 200;

    /// <summary>The events: what is being covered first, then the latest.</summary>
    public IReadOnlyList<ListedEvent> Events { get; private set; } = [];

    /// <summary>Only events whose title or address contains this.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>Only events after this one, a <see cref="ListCursor"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Where the list goes on, or null.</summary>
    public ListCursor? Next { get; private set; }

    /// <summary>Whether there are more than are shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Answers the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await FindAsync(db, cancellation);
        HasMore = found.Count > Most;
        var events = found.Take(Most).ToList();
        Next = HasMore && !IsSearch ? ListCursor.Of(events[^1]) : null;
        var ids = events.ConvertAll(e => e.Id);
        var counts = await db.CountEntriesAsync(ids, cancellation);
        var latest = await db.LatestEntriesAsync(ids, cancellation);
        var listed = new List<ListedEvent>(events.Count);
        foreach (var one in events)
        {
            var its = latest.GetValueOrDefault(one.Id);
            // Only of what is live does anybody ask how fast it goes.
            var lastHour = one.Status == EventStatus.Live && its is not null
                ? await db.CountPublishedAfterAsync(one.Id, its.PublishedAt.AddHours(-1), cancellation)
                : 0;
            listed.Add(new ListedEvent(one, counts[one.Id], its?.PublishedAt, its?.Heading, lastHour));
        }
        Events = [.. listed.OrderBy(one => Rank(one.Event.Status))];
    }

    private bool IsSearch => !string.IsNullOrWhiteSpace(Query);

    // One more than is shown, only to know whether there is more.
    private async Task<IReadOnlyList<LiveEvent>> FindAsync(LiveBlogContext db, CancellationToken cancellation)
    {
        var mine = db.EventsOf(Actor, Role.Contributor);
        if (!IsSearch)
            return await db.LatestEventsAsync(Most + 1, cancellation, archived: true, of: mine, after: ListCursor.Parse(After));
        IEnumerable<Guid> found = await index.FindEventsAsync(Query, cancellation);
        if (Actor.Role < Role.Contributor)
            found = found.Intersect(await mine.Select(e => e.Id).ToListAsync(cancellation));
        return await db.EventsAsync([.. found.Take(Most + 1)], cancellation);
    }

    private static int Rank(EventStatus status) => status switch
    {
        EventStatus.Live => 0,
        EventStatus.Paused => 1,
        EventStatus.Scheduled => 2,
        EventStatus.Ended => 3,
        _ => 4,
    };
}
