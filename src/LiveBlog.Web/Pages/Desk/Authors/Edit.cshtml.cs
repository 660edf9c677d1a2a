using LiveBlog.Core;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Authors;

/// <summary>An author: <c>/desk/authors/{slug}</c>, or by id one who has no address yet.</summary>
public sealed class AuthorEditModel(AuthorWriter authors, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : VersionedPage(words)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public AuthorForm Author { get; set; } = new();

    /// <summary>What stands.</summary>
    public Author Current { get; private set; } = null!;

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Author = AuthorForm.Of(Current);
        return Page();
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            var saved = await authors.EditAsync(Current.Id, Author.Version, Author.ToInput() with { Photo = await Author.Photo.TakeAsync(media, cancellation) }, Actor, cancellation);
            (Note, DraftDone) = (Words["saved-it"], draft);
            return RedirectToPage(new { slug = saved.Slug });
        }
        catch (Refused refused)
        {
            if (refused is { Code: "author-stale", Current: Author current })
            {
                (Current, Author.Version) = (current, current.Version);
                ShowTheirs("Author.Version");
            }
            return Show(refused, nameof(Author), AuthorForm.Fields);
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.FindAuthorAsync(slug, cancellation) is not { } found)
            return false;
        Current = found;
        return true;
    }
}
