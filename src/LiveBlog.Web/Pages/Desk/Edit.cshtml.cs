using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Media;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Editing an entry: <c>/desk/{slug}/{id}/edit</c>.</summary>
public sealed class EditModel(
    EntryWriter entries, EventRenderer renderer, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : DeskPage(words)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public EntryForm Entry { get; set; } = new();

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>The entry as it stands.</summary>
    public Entry Current { get; private set; } = null!;

    /// <summary>Who saved it so.</summary>
    public string SavedBy { get; private set; } = "";

    /// <summary>The entry as it stands, for readers; set when somebody else saved it meanwhile.</summary>
    public string? TheirsHtml { get; private set; }

    /// <summary>The form.</summary>
    public ComposerView Composer => new()
    {
        Event = Event, Form = Entry, Entry = Current, Actor = Here, Field = Field, WasRefused = WasRefused,
        IsStale = TheirsHtml is not null, Notes = notes,
    };

    private IReadOnlyList<Note> notes = [];

    /// <summary>Answers the page.</summary>
    public Task<IActionResult> OnGetAsync(string slug, Guid id, CancellationToken cancellation) => AnswerAsync(slug, id, Page, cancellation);

    /// <summary>Answers only the form, for the script, which opens it in the entry's place.</summary>
    public Task<IActionResult> OnGetFormAsync(string slug, Guid id, CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        return AnswerAsync(slug, id, () => Partial("_Composer", Composer), cancellation);
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid id, string? to, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, id, cancellation))
            return NotFound();
        try
        {
            await Entry.TakeFilesAsync(media, cancellation);
            var input = Entry.ToInput(Event, Current) with { Status = Entry.WantedStatus(to, Current.Status, Composer.MayPublish) };
            await entries.EditAsync(slug, id, Entry.Version, input, Actor, CancellationToken.None);
            (Note, DraftDone) = (Words["saved"], draft);
            return Redirect(Url.Page("/Desk/Event", null, new { slug, status = DeskView.Name(input.Status ?? Current.Status) }, null, null, $"d-{id}") ?? "/desk");
        }
        catch (Refused refused)
        {
            if (refused.Code == "entry-stale" && await LoadAsync(slug, id, cancellation))
            {
                TheirsHtml = await renderer.EntryAsync(Event, Current);
                // Saving once more saves over what is shown now.
                Entry.Version = Current.Version;
                ModelState.Remove("Entry.Version");
            }
            return Show(refused, nameof(Entry), EntryForm.Fields);
        }
    }

    private async Task<IActionResult> AnswerAsync(string slug, Guid id, Func<IActionResult> answer, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, id, cancellation))
            return NotFound();
        if (!EntryActions.MayEdit(Current, Here))
        {
            Note = Words["refused-editor-needed"];
            return RedirectToPage("/Desk/Event", new { slug });
        }
        Entry = EntryForm.Of(Event, Current);
        return answer();
    }

    private async Task<bool> LoadAsync(string slug, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { } liveEvent)
            return false;
        var entry = await db.Entries.AsNoTracking().Include(e => e.Author)
            .SingleOrDefaultAsync(e => e.Id == id && e.EventId == liveEvent.Id, cancellation);
        if (entry is null)
            return false;
        (Event, Current) = (liveEvent, entry);
        SavedBy = await db.EntryVersions.Where(v => v.EntryId == id && v.Version == entry.Version)
            .Select(v => v.SavedBy).SingleOrDefaultAsync(cancellation) ?? "";
        notes = await db.Notes.AsNoTracking().Where(note => note.EntryId == id && note.ResolvedAt == null).OrderBy(note => note.CreatedAt).ToListAsync(cancellation);
        return true;
    }
}
