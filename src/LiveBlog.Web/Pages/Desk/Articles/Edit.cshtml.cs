using LiveBlog.Core;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>An article: <c>/desk/articles/{slug}</c>.</summary>
public sealed class ArticleEditModel(
    ArticleWriter articles, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : ArticlePage(contexts, words)
{
    private readonly IDbContextFactory<LiveBlogContext> contexts = contexts;

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Article = ArticleForm.Of(Current!);
        return Page();
    }

    /// <summary>Saves, and publishes where that was asked.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, string? to, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            var input = Article.ToInput(Current) with { Status = StatusOf(to), Photo = await Article.Photo.TakeAsync(media, cancellation) };
            var saved = await articles.EditAsync(slug, Article.Version, input, Actor, CancellationToken.None);
            return After(saved, to, draft);
        }
        catch (Refused refused)
        {
            if (refused is { Code: "article-stale", Current: Article current })
            {
                (Current, Article.Version) = (current, current.Version);
                ShowTheirs("Article.Version");
            }
            return Show(refused, nameof(Article), ArticleForm.Fields);
        }
    }

    /// <summary>Takes it back from readers; its text stays as it was saved.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(string slug)
    {
        try
        {
            await articles.EditAsync(slug, null, new ArticleInput { Status = EntryStatus.Withdrawn }, Actor, CancellationToken.None);
            Note = Words["article-is-withdrawn"];
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return RedirectToPage(new { slug });
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Current = await db.FindArticleAsync(slug, cancellation);
        if (Current is not null)
            await LoadChoicesAsync(cancellation);
        return Current is not null;
    }
}
