using LiveBlog.Core;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Authors;

/// <summary>The desk's list of authors: <c>/desk/authors</c>.</summary>
public sealed class AuthorListModel(AuthorWriter authors, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : DeskPage(words)
{
    private const int Most = 1_000;

    /// <summary>The new one's name.</summary>
    [BindProperty]
    public AuthorForm Author { get; set; } = new();

    /// <summary>The authors, by name.</summary>
    public IReadOnlyList<Author> Authors { get; private set; } = [];

    /// <summary>Answers the list.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Makes an author.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        try
        {
            var made = await authors.CreateAsync(new AuthorInput { Name = Author.Name ?? "" }, Actor, cancellation);
            Note = Words["author-made"];
            return RedirectToPage("/Desk/Authors/Edit", new { slug = made.Slug });
        }
        catch (Refused refused)
        {
            await LoadAsync(cancellation);
            return Show(refused, nameof(Author), AuthorForm.Fields);
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Authors = await db.Authors.AsNoTracking().OrderBy(a => a.Name).Take(Most).ToListAsync(cancellation);
    }
}
