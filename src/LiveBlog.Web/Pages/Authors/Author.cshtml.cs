using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Authors;

/// <summary>An author: <c>/authors/{slug}</c>.</summary>
public sealed class AuthorModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>How many events, and how many articles, stand on one page.</summary>
    public const int Size = 20;

    /// <summary>How many of their latest entries stand on the first.</summary>
    public const int LatestEntries = 10;

    private const int MostPages = 1_000;

    /// <summary>The author.</summary>
    public Author Author { get; private set; } = null!;

    /// <summary>The events that they cover, live ones first.</summary>
    public IReadOnlyList<EventCard> Events { get; private set; } = [];

    /// <summary>Their articles, the latest first.</summary>
    public IReadOnlyList<ArticleCard> Articles { get; private set; } = [];

    /// <summary>Their latest entries, each with its event; on the first page.</summary>
    public IReadOnlyList<(Entry Entry, LiveEvent Event)> Entries { get; private set; } = [];

    /// <summary>The number of this page, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether there is a page after it.</summary>
    public bool HasMore { get; private set; }

    /// <summary>One of the author's pages.</summary>
    public string Address(int number) => InLanguage(number == 1
        ? Author.Address()!
        : QueryHelpers.AddQueryString(Author.Address()!, "page", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Answers the page; 404 for an unknown author or a page after the last, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "page")] int? number, CancellationToken cancellation)
    {
        Number = number ?? 1;
        if (Number is < 1 or > MostPages || !ModelState.IsValid)
            return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Authors.AsNoTracking().SingleOrDefaultAsync(a => a.Slug == slug, cancellation) is not { } found)
            return NotFound();
        Author = found;
        // One more than a page holds, only to know whether there is more.
        var skip = (Number - 1) * Size;
        var events = await db.EventsOfAsync(found.Id, Size + 1, skip, cancellation);
        var articles = await db.ArticlesOfAsync(found.Id, Size + 1, skip, cancellation);
        if (Number > 1 && events.Count + articles.Count == 0)
            return NotFound();
        HasMore = events.Count > Size || articles.Count > Size;
        Events = [.. events.Take(Size).Select(e => new EventCard(e))];
        Articles = [.. articles.Take(Size).Select(article => new ArticleCard(article))];
        if (Number == 1)
            Entries = await db.EntriesOfAsync(found.Id, LatestEntries, cancellation);
        var state = PublicCaching.StateOf(
        [
            $"{Author.Version}{HasMore}", .. Events.Select(card => card.State), .. Articles.Select(card => card.State),
            .. Entries.Select(one => $"{one.Entry.Id:N}{one.Entry.Revision}{one.Event.Epoch}{one.Event.HeaderRevision}"),
        ]);
        return Response.Revalidate(Request, $"{SurrogateKeys.Author(slug)} {SurrogateKeys.Authors}", state) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
