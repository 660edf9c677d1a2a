using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event's own texts, and what can be done with it: <c>/desk/{slug}/settings</c>.</summary>
public sealed class SettingsModel(
    EventWriter events, SignedInCache signedIn, IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock, IStringLocalizer<Resources.Desk> words)
    : EventFormPage(contexts, words)
{
    private const int MostOthers = 200;
    private readonly IDbContextFactory<LiveBlogContext> contexts = contexts;

    /// <summary>What the quick panel of the desk sends.</summary>
    [BindProperty]
    public EssentialsForm Essentials { get; set; } = new();

    /// <summary>What the form for a copy holds.</summary>
    [BindProperty]
    public CopyForm Copy { get; set; } = new();

    /// <summary>What the form for a merge holds.</summary>
    [BindProperty]
    public MergeForm Merge { get; set; } = new();

    /// <summary>What stands.</summary>
    public LiveEvent Current { get; private set; } = null!;

    /// <summary>The events that this one may be merged into.</summary>
    public IReadOnlyList<LiveEvent> Others { get; private set; } = [];

    /// <inheritdoc />
    public override bool IsNew => false;

    /// <inheritdoc />
    public override EventForm? Theirs => IsStale ? EventForm.Of(Current) : null;

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Event = EventForm.Of(Current);
        return Page();
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            var input = Event.ToInput() with { Photo = await Event.Photo.TakeAsync(media, cancellation) };
            var saved = await events.EditAsync(slug, Event.HeaderRevision, input, Actor, cancellation);
            // Roles in an event are known by its address.
            if (saved.Slug != slug)
                await signedIn.ForgetEverywhereAsync();
            (Note, DraftDone) = (Words["event-saved"], draft);
            return RedirectToPage("/Desk/Event", new { slug = saved.Slug });
        }
        catch (Refused refused)
        {
            TakeCurrent(refused);
            return Show(refused, nameof(Event), EventForm.Fields);
        }
    }

    /// <summary>Saves what the quick panel sends: what matters so far, and when the next entry is to be expected.</summary>
    public async Task<IActionResult> OnPostEssentialsAsync(string slug, Guid? draft, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            // What else of the event was changed meanwhile has nothing to do with it.
            var revision = Same(Current.Summary, Essentials.SummaryShown) ? Current.HeaderRevision : Essentials.HeaderRevision;
            await events.EditAsync(slug, revision, Essentials.ToInput(clock.GetUtcNow()), Actor, cancellation);
            (Note, DraftDone) = (Words["event-saved"], draft);
            return RedirectToPage("/Desk/Event", new { slug });
        }
        catch (Refused refused)
        {
            Event = EventForm.Of(Current);
            TakeCurrent(refused);
            Event.Summary = Essentials.Summary;
            return Show(refused, nameof(Event), EventForm.Fields);
        }
    }

    /// <summary>Starts, pauses, ends, reopens or archives the event.</summary>
    public async Task<IActionResult> OnPostStatusAsync(string slug, EventStatus to, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await events.EditAsync(slug, null, new EventInput { Status = to }, Actor, cancellation);
            Note = Words[$"event-now-{to}".ToLowerInvariant()];
            return RedirectToPage(new { slug });
        }
        catch (Refused refused)
        {
            Event = EventForm.Of(Current);
            return Show(refused, nameof(Event));
        }
    }

    /// <summary>Makes an event with the same texts, and leads to its settings.</summary>
    public async Task<IActionResult> OnPostCopyAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            var start = ZonedTime.Read(Copy.StartedAt, null, Current.Zone, "startedAt");
            var made = await events.DuplicateAsync(slug, Copy.Title, start, Actor, cancellation);
            Note = Words["event-copied"];
            return RedirectToPage(new { slug = made.Slug });
        }
        catch (Refused refused)
        {
            Event = EventForm.Of(Current);
            // Its address comes from its title.
            return Show(refused, nameof(Copy), "title", "startedAt");
        }
    }

    /// <summary>Moves all entries into another event, once this one's title was typed.</summary>
    public async Task<IActionResult> OnPostMergeAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Event = EventForm.Of(Current);
        if (!Same(Merge.Title, Current.Title))
        {
            ModelState.AddModelError("Merge.Title", Words["merge-title-wrong"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        try
        {
            // Once begun it is carried through; each of its steps leaves both events whole.
            var into = await events.MergeAsync(slug, Merge.Into ?? "", Actor, CancellationToken.None);
            Note = Words["event-merged"];
            return RedirectToPage("/Desk/Event", new { slug = into.Slug });
        }
        catch (Refused refused)
        {
            return Show(refused, nameof(Merge), "into");
        }
    }

    // As typed: without the difference between one kind of space and another, which nobody sees.
    private static bool Same(string? one, string? other) => Plain(one) == Plain(other);

    private static string Plain(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private void TakeCurrent(Refused refused)
    {
        if (refused.Current is not LiveEvent current || refused.Code != "event-stale")
            return;
        (Current, Event.HeaderRevision) = (current, current.HeaderRevision);
        ShowTheirs("Event.HeaderRevision");
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { IsWire: false } found)
            return false;
        Current = found;
        Others = [.. (await db.LatestEventsAsync(MostOthers, cancellation, of: db.EventsOf(Actor, Role.Editor))).Where(e => e.Id != found.Id)];
        await LoadChoicesAsync(cancellation);
        return true;
    }
}

/// <summary>What the quick panel of the desk holds.</summary>
public sealed class EssentialsForm
{
    /// <summary>What matters so far, Markdown; null leaves it.</summary>
    public string? Summary { get; set; }

    /// <summary>The same, as the panel began with it.</summary>
    public string? SummaryShown { get; set; }

    /// <summary>In how many minutes the next entry is to be expected; 0 takes the announcement away, null leaves it.</summary>
    public int? Minutes { get; set; }

    /// <summary>The revision of the event's own fields that the edit started from.</summary>
    public long HeaderRevision { get; set; }

    /// <summary>What to ask of the core.</summary>
    public EventInput ToInput(DateTimeOffset now) => new()
    {
        Summary = Summary ?? "",
        NextUpdateAt = Minutes is not { } minutes ? null : minutes <= 0 ? DateTimeOffset.UnixEpoch : now.AddMinutes(Math.Min(minutes, 24 * 60)),
    };
}

/// <summary>What the form for a copy of an event holds.</summary>
public sealed class CopyForm
{
    /// <summary>The copy's title.</summary>
    public string? Title { get; set; }

    /// <summary>When its coverage begins, in the event's zone; empty for now.</summary>
    public string? StartedAt { get; set; }
}

/// <summary>What the form for a merge holds.</summary>
public sealed class MergeForm
{
    /// <summary>The address of the event that goes on.</summary>
    public string? Into { get; set; }

    /// <summary>The title of the event that ceases, typed to be sure.</summary>
    public string? Title { get; set; }
}
