using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event in the desk's list.</summary>
/// <param name="Event">The event.</param>
/// <param name="Published">How many entries readers see.</param>
/// <param name="Drafts">How many are drafts.</param>
/// <param name="Scheduled">How many wait for their time.</param>
/// <param name="Waiting">How many wait for approval.</param>
/// <param name="LatestAt">When the latest entry was published, UTC, or null.</param>
/// <param name="Latest">What to call that entry.</param>
/// <param name="LastHour">How many were published in the hour before it.</param>
public sealed record ListedEvent(
    LiveEvent Event, int Published, int Drafts, int Scheduled, int Waiting, DateTime? LatestAt, string? Latest, int LastHour);

/// <summary>The desk's list of events: <c>/desk</c>.</summary>
public sealed class IndexModel(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int Most = 200;

    /// <summary>The events: what is being covered first, then the latest.</summary>
    public IReadOnlyList<ListedEvent> Events { get; private set; } = [];

    /// <summary>Only events whose title or address contains this.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>Answers the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = (await db.LatestEventsAsync(Most, cancellation, archived: true, of: db.EventsOf(Actor, Role.Contributor))).Where(IsWanted).ToList();
        var ids = found.ConvertAll(e => e.Id);
        var counts = await db.Entries.Where(e => ids.Contains(e.EventId)).GroupBy(e => new { e.EventId, e.Status })
            .Select(group => new { group.Key, Count = group.Count(), LatestAt = group.Max(e => e.PublishedAt), Position = group.Max(e => e.Position) })
            .ToDictionaryAsync(group => (group.Key.EventId, group.Key.Status), cancellation);
        int Count(LiveEvent one, EntryStatus status) => counts.TryGetValue((one.Id, status), out var its) ? its.Count : 0;

        var positions = counts.Where(pair => pair.Key.Status == EntryStatus.Published).Select(pair => pair.Value.Position).ToList();
        var latest = await db.Entries.AsNoTracking().Where(e => ids.Contains(e.EventId) && positions.Contains(e.Position)).ToDictionaryAsync(e => e.EventId, cancellation);
        var listed = new List<ListedEvent>(found.Count);
        foreach (var one in found)
        {
            var its = latest.GetValueOrDefault(one.Id);
            // Only of what is live does anybody ask how fast it goes.
            var hourBefore = its?.PublishedAt.AddHours(-1);
            var lastHour = one.Status == EventStatus.Live && its is not null
                ? await db.Entries.CountAsync(e => e.EventId == one.Id && e.Status == EntryStatus.Published && e.PublishedAt > hourBefore, cancellation)
                : 0;
            listed.Add(new ListedEvent(one, Count(one, EntryStatus.Published), Count(one, EntryStatus.Draft), Count(one, EntryStatus.Scheduled),
                Count(one, EntryStatus.Submitted), its?.PublishedAt, its?.Heading, lastHour));
        }
        Events = [.. listed.OrderBy(one => Rank(one.Event.Status))];
    }

    private static int Rank(EventStatus status) => status switch
    {
        EventStatus.Live => 0,
        EventStatus.Paused => 1,
        EventStatus.Scheduled => 2,
        EventStatus.Ended => 3,
        _ => 4,
    };

    private bool IsWanted(LiveEvent one) => string.IsNullOrWhiteSpace(Query)
        || one.Title.Contains(Query.Trim(), StringComparison.CurrentCultureIgnoreCase)
        || one.Slug.Contains(Query.Trim(), StringComparison.OrdinalIgnoreCase);
}
