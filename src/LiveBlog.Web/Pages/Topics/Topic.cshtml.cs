using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Topics;

/// <summary>A dossier: <c>/topics/{slug}</c>.</summary>
public sealed class TopicModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>How many events, and how many articles, stand on one page.</summary>
    public const int Size = 20;

    private const int MostPages = 1_000;

    /// <summary>The dossier.</summary>
    public Topic Topic { get; private set; } = null!;

    /// <summary>Its events, live ones first, each of those with its latest entry.</summary>
    public IReadOnlyList<EventCard> Events { get; private set; } = [];

    /// <summary>Its articles, the latest first.</summary>
    public IReadOnlyList<ArticleCard> Articles { get; private set; } = [];

    /// <summary>The number of this page, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether there is a page after it.</summary>
    public bool HasMore { get; private set; }

    /// <summary>One of the dossier's pages.</summary>
    public string Address(int number) => InLanguage(number == 1
        ? Topic.Address()
        : QueryHelpers.AddQueryString(Topic.Address(), "page", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Answers the page; 404 for an unknown dossier or a page after its last, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "page")] int? number, CancellationToken cancellation)
    {
        Number = number ?? 1;
        if (Number is < 1 or > MostPages || !ModelState.IsValid)
            return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Topics.AsNoTracking().SingleOrDefaultAsync(topic => topic.Slug == slug, cancellation) is not { } found)
            return NotFound();
        Topic = found;
        // One more than a page holds, only to know whether there is more.
        var skip = (Number - 1) * Size;
        var events = await db.LatestEventsAsync(Size + 1, cancellation, found.Id, skip);
        var articles = await db.LatestArticlesAsync(Size + 1, cancellation, found.Id, skip);
        if (Number > 1 && events.Count + articles.Count == 0)
            return NotFound();
        HasMore = events.Count > Size || articles.Count > Size;
        var latest = await db.LatestEntriesAsync([.. events.Where(e => e.IsCovered).Select(e => e.Id)], cancellation);
        Events = [.. events.Take(Size).Select(e => new EventCard(e, Latest: latest.GetValueOrDefault(e.Id)))];
        Articles = [.. articles.Take(Size).Select(article => new ArticleCard(article))];
        var state = PublicCaching.StateOf(
            [$"{Topic.Name}\n{Topic.Description}", $"{Topic.Photo}{HasMore}", .. Events.Select(card => card.State), .. Articles.Select(card => card.State)]);
        return Response.Revalidate(Request, $"{SurrogateKeys.Topic(slug)} {SurrogateKeys.Topics}", state) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
