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

/// <summary>The desk of one event: <c>/desk/{slug}</c>.</summary>
public sealed class EventModel(
    EventWriter events, EntryWriter entries, EventRenderer renderer, IDbContextFactory<LiveBlogContext> contexts,
    IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>What the composer holds.</summary>
    [BindProperty]
    public EntryForm Entry { get; set; } = EntryForm.Blank();

    /// <summary>Which tab: a status, or <c>all</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>Only entries that contain this.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>Only entries before this position.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>The entries shown, and the event.</summary>
    public DeskEntries Shown { get; private set; } = null!;

    /// <summary>The event.</summary>
    public LiveEvent Event => Shown.Event;

    /// <summary>What is shown of its entries.</summary>
    public DeskView View => DeskView.Of(Status, Query, Before);

    /// <summary>The composer.</summary>
    public ComposerView Composer => new()
    {
        Event = Event, Form = Entry, Actor = Here, Field = Field, WasRefused = WasRefused, Earlier = earlier,
    };

    // The entry that already has the composer's id: an earlier sending came through with another text.
    private Entry? earlier;

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) =>
        await LoadAsync(slug, cancellation) ? Page() : NotFound();

    /// <summary>Answers only what changes by itself, for the script; nothing, if it is as the script knows it.</summary>
    public async Task<IActionResult> OnGetEntriesAsync(string slug, string? stamp, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return stamp == Shown.Stamp ? StatusCode(StatusCodes.Status204NoContent) : Partial("_Parts", this);
    }

    /// <summary>Posts what the composer holds.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, string? to, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await Entry.TakeFilesAsync(media, cancellation);
            var status = Entry.WantedStatus(to, null, IsEditor);
            var (posted, _) = await entries.PostAsync(
                slug, Entry.Id, Entry.ToInput(Event) with { Status = status }, Actor, CancellationToken.None);
            (Note, DraftDone) = (Said(posted), draft);
            return Back(slug, posted.Id);
        }
        catch (Refused refused)
        {
            earlier = refused is { Code: "entry-id-used", Current: Entry current } && current.EventId == Event.Id ? current : null;
            return Show(refused, nameof(Entry), EntryForm.Fields);
        }
    }

    /// <summary>Saves what the composer holds over the entry that has its id, or posts it under an id of its own.</summary>
    public async Task<IActionResult> OnPostEarlierAsync(string slug, string @as, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (@as == "new")
        {
            Entry.Id = Guid.CreateVersion7();
            ModelState.Remove("Entry.Id");
            return await OnPostAsync(slug, null, draft, media, cancellation);
        }
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await Entry.TakeFilesAsync(media, cancellation);
            await entries.EditAsync(slug, Entry.Id, Entry.Version, Entry.ToInput(Event), Actor, CancellationToken.None);
            (Note, DraftDone) = (Words["saved"], draft);
            return Back(slug, Entry.Id);
        }
        catch (Refused refused)
        {
            earlier = refused.Current as Entry;
            return Show(refused, nameof(Entry), EntryForm.Fields);
        }
    }

    /// <summary>One of the actions beside an entry.</summary>
    public async Task<IActionResult> OnPostEntryAsync(string slug, Guid id, int version, string act)
    {
        try
        {
            if (act == "withdraw")
                await entries.WithdrawAsync(slug, id, Actor, CancellationToken.None);
            else if (EntryActions.Find(act) is { } action)
                await entries.EditAsync(slug, id, version, action.Input, Actor, CancellationToken.None);
            else
                return BadRequest();
            Note = Words[$"done-{act}"];
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return Back(slug, id);
    }

    /// <summary>Gives a contribution back to whoever filed it, with a word why.</summary>
    public async Task<IActionResult> OnPostSendBackAsync(string slug, Guid id, int version, string? why, [FromServices] NoteWriter notes)
    {
        try
        {
            await entries.EditAsync(slug, id, version, new EntryInput { Status = EntryStatus.Draft }, Actor, CancellationToken.None);
            if (!string.IsNullOrWhiteSpace(why))
                await notes.PostAsync(slug, Guid.CreateVersion7(), id, why, Actor, CancellationToken.None, forAuthor: true);
            Note = Words["done-send-back"];
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return Back(slug, id);
    }

    /// <summary>Moves a pinned entry up or down among the pinned ones.</summary>
    public async Task<IActionResult> OnPostPinnedAsync(string slug, Guid id, int by, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        var order = Shown.Pinned.Select(entry => entry.Id).ToList();
        var at = order.IndexOf(id);
        if (at >= 0)
        {
            order.RemoveAt(at);
            order.Insert(Math.Clamp(at + by, 0, order.Count), id);
        }
        try
        {
            await entries.OrderPinnedAsync(slug, order, Actor, CancellationToken.None);
            Note = Words["done-pin-order"];
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return Redirect(Url.Page("/Desk/Event", null, new { slug, Status, q = Query, Before }, null, null, $"p-{id}") ?? "/desk");
    }

    /// <summary>Starts, pauses, ends or reopens the event.</summary>
    public async Task<IActionResult> OnPostStatusAsync(string slug, EventStatus to, CancellationToken cancellation)
    {
        try
        {
            await events.EditAsync(slug, null, new EventInput { Status = to }, Actor, cancellation);
            Note = Words[$"event-now-{to}".ToLowerInvariant()];
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return RedirectToPage(new { slug });
    }

    private string Said(Entry posted) => posted.Status switch
    {
        EntryStatus.Draft => Words["draft-filed", Event.Clock(posted.ModifiedAt)],
        EntryStatus.Submitted => Words["submitted-at", Event.Clock(posted.ModifiedAt)],
        EntryStatus.Scheduled => Words["scheduled-for", Event.Clock(posted.DueAt ?? posted.PublishedAt)],
        _ => Words["posted-at", Event.Clock(posted.PublishedAt)],
    };

    private RedirectResult Back(string slug, Guid id) =>
        Redirect(Url.Page("/Desk/Event", null, new { slug, Status, q = Query, Before }, null, null, $"d-{id}") ?? "/desk");

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await DeskEntries.ReadAsync(db, renderer, slug, View, Here, cancellation) is not { } shown)
            return false;
        Shown = shown;
        return true;
    }
}
