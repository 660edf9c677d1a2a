using System.Globalization;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Embed;

/// <summary>
/// An event in a frame on another site, <c>/embed/{slug}</c>: its latest entries, live like its page, and a link to it.
/// </summary>
public sealed class EventModel(IDbContextFactory<LiveBlogContext> contexts, EventRenderer renderer, IStringLocalizer<Ui> words) : ReaderPage
{
    /// <summary>Entries shown, beside the pinned ones.</summary>
    public const int Size = 20;

    /// <inheritdoc />
    public override bool ShowsWire => false;

    /// <summary>What is shown, from one snapshot.</summary>
    public EventPage Shown { get; private set; } = null!;

    /// <summary>The event.</summary>
    public LiveEvent Event => Shown.Event;

    /// <summary>The HTML of the event's state.</summary>
    public string State { get; private set; } = "";

    /// <summary>The HTML of the entries, the newest first but for the pinned ones.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = [];

    /// <summary>Whether the reader saves data.</summary>
    public bool SavesData { get; private set; }

    /// <summary>The colours that the address asks for (<c>?theme=light</c> or <c>dark</c>); the reader's own by default.</summary>
    public string Theme => Request.Query["theme"].ToString() is "light" or "dark" ? Request.Query["theme"].ToString() : "auto";

    /// <summary>Answers the page; 404 for an unknown event, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EventPage.ReadAsync(db, slug, new PageRequest(EntryOrder.Newest) { Size = Size }, cancellation) is not { Event.IsWire: false } shown)
            return NotFound();
        Shown = shown;
        Language = Event.Language;
        SavesData = Request.SavesData();
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (Response.Revalidate(Request, SurrogateKeys.Event(Event.Slug), $"{Event.Epoch}-{Event.Revision}-embed-{Theme}", source: Event.Id))
            return StatusCode(StatusCodes.Status304NotModified);

        // For the words on the buttons; what follows this method sets its own.
        CultureInfo.CurrentUICulture = Cultures.Of(Language);
        State = await renderer.StateAsync(Event);
        var entries = await renderer.EntriesAsync(Event, shown.Pinned.Concat(shown.Entries), cancellation);
        Entries = SavesData ? [.. entries.Select(words.Withheld)] : entries;
        return Page();
    }
}
