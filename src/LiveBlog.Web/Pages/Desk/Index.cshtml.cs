using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>The desk's list of events: <c>/desk</c>.</summary>
public sealed class IndexModel(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int Most = 200;

    /// <summary>The events, live ones first.</summary>
    public IReadOnlyList<LiveEvent> Events { get; private set; } = [];

    /// <summary>How many entries of a kind an event has.</summary>
    public int Count(LiveEvent liveEvent, EntryStatus status) => counts.GetValueOrDefault((liveEvent.Id, status));

    private Dictionary<(Guid, EntryStatus), int> counts = [];

    /// <summary>Answers the list.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Events = await db.LatestEventsAsync(Most, cancellation, archived: true);
        counts = await db.Entries.GroupBy(e => new { e.EventId, e.Status })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => (group.Key.EventId, group.Key.Status), group => group.Count, cancellation);
    }
}
