using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>What the forms of a new article and of one that there is share: the model of <c>_ArticleFields.cshtml</c>.</summary>
public abstract class ArticlePage(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : VersionedPage(words)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public ArticleForm Article { get; set; } = new();

    /// <summary>The article as it stands; null while it is new.</summary>
    public Article? Current { get; protected set; }

    /// <summary>The dossiers there are, to choose from.</summary>
    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>The authors there are, to choose from.</summary>
    public IReadOnlyList<string> Authors { get; private set; } = [];

    /// <summary>The article as it stands, as a form has it, where that is not what was typed.</summary>
    public ArticleForm? Theirs => IsStale && Current is { } current ? ArticleForm.Of(current) : null;

    /// <summary>What a button of the form asks for.</summary>
    protected static EntryStatus? StatusOf(string? to) => to switch
    {
        "published" => EntryStatus.Published,
        "withdrawn" => EntryStatus.Withdrawn,
        _ => null,
    };

    /// <summary>Where to go after saving: to the reader's page for a preview, else back to the form.</summary>
    protected IActionResult After(Article saved, string? to, Guid? draft)
    {
        (Note, DraftDone) = (Words[to switch { "published" => "article-is-published", "withdrawn" => "article-is-withdrawn", _ => "saved-it" }], draft);
        return to == "preview" ? Redirect(saved.Address()) : RedirectToPage("/Desk/Articles/Edit", new { slug = saved.Slug });
    }

    /// <summary>What to choose from.</summary>
    protected async Task LoadChoicesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Topics = await db.Topics.Select(t => t.Name).OrderBy(name => name).Take(500).ToListAsync(cancellation);
        Authors = await db.Authors.Select(a => a.Name).OrderBy(name => name).Take(1_000).ToListAsync(cancellation);
    }
}
