using LiveBlog.Core;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>A new article: <c>/desk/articles/new</c>.</summary>
public sealed class NewArticleModel(
    ArticleWriter articles, IDbContextFactory<LiveBlogContext> contexts, IOptions<SiteOptions> site, IStringLocalizer<Resources.Desk> words)
    : ArticlePage(contexts, words)
{
    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Article = new ArticleForm { Id = Guid.CreateVersion7(), Language = site.Value.Language, TimeZone = site.Value.TimeZone, Author = Actor.Name, Wire = true };
        await LoadChoicesAsync(cancellation);
        return Page();
    }

    /// <summary>Saves it as a draft, or publishes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? to, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        try
        {
            var id = Article.Id == Guid.Empty ? Guid.CreateVersion7() : Article.Id;
            var input = Article.ToInput(null) with
            {
                Status = StatusOf(to) ?? EntryStatus.Draft,
                Photo = await Article.Photo.TakeAsync(media, cancellation),
            };
            var (saved, created) = await articles.CreateAsync(id, input, Actor, CancellationToken.None);
            // An earlier sending came through, maybe with another text: what is in the form now is what is meant.
            if (!created)
                saved = await articles.EditAsync(saved.Slug, 1, input with { Status = StatusOf(to) }, Actor, CancellationToken.None);
            return After(saved, to, draft);
        }
        catch (Refused refused)
        {
            await LoadChoicesAsync(cancellation);
            return Show(refused, nameof(Article), ArticleForm.Fields);
        }
    }
}
