using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Live;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Articles;

/// <summary>An article: <c>/articles/{slug}</c>.</summary>
public sealed class ArticleModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>The article.</summary>
    public Article Article { get; private set; } = null!;

    /// <summary>The box of its dossier, or null.</summary>
    public TopicBox? TopicBox { get; private set; }

    /// <summary>Whether nobody but the newsroom sees the page.</summary>
    public bool IsPreview { get; private set; }

    /// <summary>Answers the page; 404 for an unknown article or a draft, 410 for a withdrawn one, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.FindArticleAsync(slug, cancellation) is not { } found)
            return NotFound();
        Article = found;
        // The newsroom sees it as readers would.
        IsPreview = found.Status != EntryStatus.Published && User.HasClaim(claim => claim.Type == Actors.KeyClaim);
        if (found.Status == EntryStatus.Draft && !IsPreview)
            return NotFound();
        if (found.Status == EntryStatus.Withdrawn && !IsPreview)
            return StatusCode(StatusCodes.Status410Gone);
        Language = found.Language;
        TopicBox = await TopicBox.ReadAsync(db, found.Topic, found.Id, cancellation);
        if (TopicBox is not null)
        {
            Response.AlsoShows(TopicBox.State, Change.ListsId);
            Response.GoesWith(SurrogateKeys.Topics);
        }
        if (IsPreview)
        {
            Response.Headers.CacheControl = "no-store";
            Response.Headers["X-Robots-Tag"] = "noindex";
            return Page();
        }
        return Response.Revalidate(Request, SurrogateKeys.Article(slug), $"{found.Id:N}-{found.Version}-{found.Author?.Version}", source: Change.ListsId) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
