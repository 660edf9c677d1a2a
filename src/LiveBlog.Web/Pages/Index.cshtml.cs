using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages;

/// <summary>The home page: what is live, what is to come, articles, and what ended.</summary>
public sealed class IndexModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>What is live, the latest first, each with its latest entry.</summary>
    public IReadOnlyList<EventCard> Live { get; private set; } = [];

    /// <summary>What is to come, the next first.</summary>
    public IReadOnlyList<EventCard> Scheduled { get; private set; } = [];

    /// <summary>What ended, the latest first.</summary>
    public IReadOnlyList<EventCard> Ended { get; private set; } = [];

    /// <summary>The latest articles.</summary>
    public IReadOnlyList<ArticleCard> Articles { get; private set; } = [];

    /// <summary>Whether there is nothing at all yet.</summary>
    public bool IsEmpty => Live.Count + Scheduled.Count + Ended.Count + Articles.Count == 0;

    /// <summary>Answers the page; 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var events = await db.LatestEventsAsync(40, cancellation);
        var latest = await db.LatestEntriesAsync([.. events.Where(e => e.IsCovered).Select(e => e.Id)], cancellation);
        var articles = await db.LatestArticlesAsync(9, cancellation);

        Live = [.. events.Where(e => e.IsCovered).Select((e, i) => new EventCard(e, IsLead: i == 0, latest.GetValueOrDefault(e.Id)))];
        Scheduled = [.. Of(EventStatus.Scheduled).OrderBy(e => e.StartedAt).Select(e => new EventCard(e))];
        Ended = [.. Of(EventStatus.Ended).Select(e => new EventCard(e))];
        Articles = [.. articles.Select(article => new ArticleCard(article))];
        var state = PublicCaching.StateOf([.. Live.Concat(Scheduled).Concat(Ended).Select(card => card.State), .. Articles.Select(card => card.State)]);
        return Response.Revalidate(Request, SurrogateKeys.Home, state) ? StatusCode(StatusCodes.Status304NotModified) : Page();

        IEnumerable<LiveEvent> Of(EventStatus status) => events.Where(e => e.Status == status);
    }
}
