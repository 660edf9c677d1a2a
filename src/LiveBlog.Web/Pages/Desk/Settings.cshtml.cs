using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event's own texts: <c>/desk/{slug}/settings</c>.</summary>
public sealed class SettingsModel(
    EventWriter events, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public EventForm Event { get; set; } = new();

    /// <summary>What stands.</summary>
    public LiveEvent Current { get; private set; } = null!;

    /// <summary>Whether somebody else changed the event meanwhile.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The dossiers there are, to choose from.</summary>
    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>A field, with what stands if that is something else.</summary>
    public Field Compared(string name, string? mine, string? theirs) =>
        Field(name, mine) with { Theirs = IsStale && (mine ?? "").ReplaceLineEndings() != (theirs ?? "").ReplaceLineEndings() ? theirs : null };

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!IsEditor)
            return RedirectToPage("/Desk/Event", new { slug });
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Event = EventForm.Of(Current);
        return Page();
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid? draft, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await events.EditAsync(slug, Event.HeaderRevision, Event.ToInput(), Actor, cancellation);
            (Note, DraftDone) = (Words["event-saved"], draft);
            return RedirectToPage("/Desk/Event", new { slug });
        }
        catch (Refused refused)
        {
            if (refused.Current is LiveEvent current)
            {
                (Current, IsStale) = (current, true);
                // Saving once more saves over what is shown beside the fields now.
                Event.HeaderRevision = current.HeaderRevision;
                ModelState.Remove("Event.HeaderRevision");
            }
            return Show(refused, nameof(Event), EventForm.Fields);
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { } found)
            return false;
        Current = found;
        Topics = await db.Topics.Select(t => t.Name).OrderBy(name => name).ToListAsync(cancellation);
        return true;
    }
}
