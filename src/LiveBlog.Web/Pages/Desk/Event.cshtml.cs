using LiveBlog.Core;
using LiveBlog.Core.Data;
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

    /// <summary>Only entries of this status.</summary>
    [BindProperty(SupportsGet = true)]
    public EntryStatus? Status { get; set; }

    /// <summary>Only entries before this position.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>The entries shown, and the event.</summary>
    public DeskEntries Shown { get; private set; } = null!;

    /// <summary>The event.</summary>
    public LiveEvent Event => Shown.Event;

    /// <summary>The entry that already has the composer's id: an earlier sending came through with another text.</summary>
    public Entry? Earlier { get; private set; }

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) =>
        await LoadAsync(slug, cancellation) ? Page() : NotFound();

    /// <summary>Answers only the list, for the script; nothing, if it is as the script knows it.</summary>
    public async Task<IActionResult> OnGetEntriesAsync(string slug, string? stamp, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return stamp == Shown.Stamp ? StatusCode(StatusCodes.Status204NoContent) : Partial("_Live", this);
    }

    /// <summary>Posts what the composer holds.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, string? to, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await Entry.TakeFilesAsync(media, cancellation);
            var status = IsEditor && to != "draft" ? EntryStatus.Published : EntryStatus.Draft;
            var (posted, _) = await entries.PostAsync(
                slug, Entry.Id, Entry.ToInput(Event) with { Status = status }, Actor, CancellationToken.None);
            (Note, DraftDone) = (Words[status == EntryStatus.Draft ? "draft-filed" : "posted-at", Time(posted.PublishedAt)], draft);
            return Back(slug, posted.Id);
        }
        catch (Refused refused)
        {
            Earlier = refused is { Code: "entry-id-used", Current: Entry current } && current.EventId == Event.Id ? current : null;
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
            Earlier = refused.Current as Entry;
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

    /// <summary>Starts, ends or reopens the event.</summary>
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

    /// <summary>Hours and minutes in the event's zone.</summary>
    public string Time(DateTime utc) => Event.Local(utc).ToString("HH:mm", null);

    private RedirectResult Back(string slug, Guid id) =>
        Redirect(Url.Page("/Desk/Event", null, new { slug, Status, Before }, null, null, $"d-{id}") ?? "/desk");

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await DeskEntries.ReadAsync(db, renderer, slug, Before, Status, Actor, cancellation) is not { } shown)
            return false;
        Shown = shown;
        return true;
    }
}
