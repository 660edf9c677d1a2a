using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Topics;

/// <summary>A dossier: <c>/topics/{slug}</c>.</summary>
public sealed class TopicModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>The dossier.</summary>
    public Topic Topic { get; private set; } = null!;

    /// <summary>Its events, live ones first, each of those with its latest entry.</summary>
    public IReadOnlyList<EventCard> Events { get; private set; } = [];

    /// <summary>Its articles, the latest first.</summary>
    public IReadOnlyList<ArticleCard> Articles { get; private set; } = [];

    /// <summary>Where this page goes on; it begins where it is the first.</summary>
    public Continuation From { get; private set; } = new(null, null);

    /// <summary>Where the next one does; null if there is none.</summary>
    public Continuation? Next { get; private set; }

    /// <summary>Answers the page; 404 for an unknown dossier or a page after its last, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, string? events, string? articles, CancellationToken cancellation)
    {
        if (Continuation.Parse(events, articles) is not { } from)
            return NotFound();
        From = from;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Topics.AsNoTracking().SingleOrDefaultAsync(topic => topic.Slug == slug, cancellation) is not { } found)
            return NotFound();
        Topic = found;
        var itsEvents = await db.LatestEventsAsync(from.MostEvents, cancellation, found.Id, after: from.Events);
        var itsArticles = await db.LatestArticlesAsync(from.MostArticles, cancellation, found.Id, after: from.Articles);
        if (!from.IsFirst && itsEvents.Count + itsArticles.Count == 0)
            return NotFound();
        Next = Continuation.After(itsEvents, itsArticles);
        var latest = await db.LatestEntriesAsync([.. itsEvents.Where(e => e.IsCovered).Select(e => e.Id)], cancellation);
        Events = [.. itsEvents.Take(Continuation.Size).Select(e => new EventCard(e, Latest: latest.GetValueOrDefault(e.Id)))];
        Articles = [.. itsArticles.Take(Continuation.Size).Select(article => new ArticleCard(article))];
        var state = PublicCaching.StateOf(
            [$"{Topic.Name}\n{Topic.Description}", $"{Topic.Photo}{Next}", .. Events.Select(card => card.State), .. Articles.Select(card => card.State)]);
        return Response.Revalidate(Request, $"{SurrogateKeys.Topic(slug)} {SurrogateKeys.Topics}", state) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
