using LiveBlog.Core;
using LiveBlog.Core.Desk;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event's notes among colleagues: <c>/desk/{slug}/notes</c>.</summary>
public sealed class NotesModel(NoteWriter notes, NotesPanel panel, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>Only those on this entry.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Entry { get; set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The notes.</summary>
    public ShownNotes Notes { get; private set; } = null!;

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) =>
        await LoadAsync(slug, cancellation) ? Page() : NotFound();

    /// <summary>Answers only the list, for the script.</summary>
    public async Task<IActionResult> OnGetListAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return Partial("_NoteList", Notes);
    }

    /// <summary>Writes a note.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid? id, CancellationToken cancellation)
    {
        try
        {
            await notes.PostAsync(slug, id ?? Guid.CreateVersion7(), Entry, Text, Actor, CancellationToken.None);
            return RedirectToPage(new { slug, Entry });
        }
        catch (Refused refused) when (refused.Kind == RefusalKind.Invalid)
        {
            return await LoadAsync(slug, cancellation) ? Show(refused, "", "text") : NotFound();
        }
        catch (Refused)
        {
            return NotFound();
        }
    }

    /// <summary>Settles a note, or opens it again.</summary>
    public async Task<IActionResult> OnPostSettleAsync(string slug, Guid id, bool settled)
    {
        try
        {
            await notes.SettleAsync(slug, id, settled, Actor, CancellationToken.None);
            return RedirectToPage(new { slug, Entry });
        }
        catch (Refused)
        {
            return NotFound();
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        try
        {
            Notes = await panel.ReadAsync(slug, Entry, Actor, cancellation);
            return true;
        }
        catch (Refused)
        {
            return false;
        }
    }
}
