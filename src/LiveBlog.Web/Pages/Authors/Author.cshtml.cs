using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Authors;

/// <summary>An author: <c>/authors/{slug}</c>.</summary>
public sealed class AuthorModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>How many of their latest entries stand on the first.</summary>
    public const int LatestEntries = 10;

    /// <summary>The author.</summary>
    public Author Author { get; private set; } = null!;

    /// <summary>The events that they cover, live ones first.</summary>
    public IReadOnlyList<EventCard> Events { get; private set; } = [];

    /// <summary>Their articles, the latest first.</summary>
    public IReadOnlyList<ArticleCard> Articles { get; private set; } = [];

    /// <summary>Their latest entries, each with its event; on the first page.</summary>
    public IReadOnlyList<(Entry Entry, LiveEvent Event)> Entries { get; private set; } = [];

    /// <summary>Where this page goes on; it begins where it is the first.</summary>
    public Continuation From { get; private set; } = new(null, null);

    /// <summary>Where the next one does; null if there is none.</summary>
    public Continuation? Next { get; private set; }

    /// <summary>Answers the page; 404 for an unknown author or a page after the last, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, string? events, string? articles, CancellationToken cancellation)
    {
        if (Continuation.Parse(events, articles) is not { } from)
            return NotFound();
        From = from;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Authors.AsNoTracking().SingleOrDefaultAsync(a => a.Slug == slug, cancellation) is not { } found)
            return NotFound();
        Author = found;
        var itsEvents = await db.EventsOfAsync(found.Id, from.MostEvents, cancellation, from.Events);
        var itsArticles = await db.LatestArticlesAsync(from.MostArticles, cancellation, authorId: found.Id, after: from.Articles);
        if (!from.IsFirst && itsEvents.Count + itsArticles.Count == 0)
            return NotFound();
        Next = Continuation.After(itsEvents, itsArticles);
        Events = [.. itsEvents.Take(Continuation.Size).Select(e => new EventCard(e))];
        Articles = [.. itsArticles.Take(Continuation.Size).Select(article => new ArticleCard(article))];
        if (from.IsFirst)
            Entries = await db.EntriesOfAsync(found.Id, LatestEntries, cancellation);
        var state = PublicCaching.StateOf(
        [
            $"{Author.Version}{Next}", .. Events.Select(card => card.State), .. Articles.Select(card => card.State),
            .. Entries.Select(one => $"{one.Entry.Id:N}{one.Entry.Revision}{one.Event.Epoch}{one.Event.HeaderRevision}"),
        ]);
        return Response.Revalidate(Request, $"{SurrogateKeys.Author(slug)} {SurrogateKeys.Authors}", state) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
