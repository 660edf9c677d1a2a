using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Live;

/// <summary>
/// The reader's page of an event: <c>/live/{slug}</c>; with an entry's id, the page of the event on which that entry stands.
/// </summary>
public sealed class EventModel(IDbContextFactory<LiveBlogContext> contexts, EventRenderer renderer) : ReaderPage
{
    /// <summary>What is shown, from one snapshot.</summary>
    public EventPage Shown { get; private set; } = null!;

    /// <summary>The event.</summary>
    public LiveEvent Event => Shown.Event;

    /// <summary>The pieces of the page that are not entries, by the id of their element.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; private set; } = null!;

    /// <summary>The HTML of the entries in the order shown, the pinned ones first.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = null!;

    /// <summary>Whether the oldest entries are shown first.</summary>
    public bool OldestFirst => Shown.Request.Order == EntryOrder.Oldest;

    /// <summary>The event's own address.</summary>
    public string Path => Event.Address();

    /// <summary>
    /// A page of the event in that order. The order is always named: a link without one would follow what the reader chose last.
    /// </summary>
    public string Address(EntryOrder order, string? before = null, string? after = null) =>
        QueryHelpers.AddQueryString(Path, Cursor(before, after).Append(new("order", order == EntryOrder.Oldest ? "oldest" : "newest")));

    /// <summary>The address that stands for this page in either order.</summary>
    public string Canonical => QueryHelpers.AddQueryString(Path, Cursor(Shown.Request.Before, Shown.Request.After));

    /// <summary>Answers the page; 404 for an unknown event or entry or a cursor that is none, 410 for a withdrawn entry, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(
        string slug, Guid? entryId, string? order, string? before, string? after, CancellationToken cancellation)
    {
        if (!PageRequest.IsCursor(before) || !PageRequest.IsCursor(after) || before is not null && after is not null)
            return NotFound();
        var request = new PageRequest(order == "oldest" ? EntryOrder.Oldest : EntryOrder.Newest, before, after, entryId);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EventPage.ReadAsync(db, slug, request, cancellation) is not { } shown)
            return NotFound();
        if (shown.Event.IsWire)
            return RedirectPermanent(Addresses.Wire);
        if (entryId is not null && shown.Target?.Status != EntryStatus.Published)
            return shown.Target is { Status: EntryStatus.Withdrawn } ? StatusCode(StatusCodes.Status410Gone) : NotFound();
        Shown = shown;
        Language = Event.Language;
        if (Response.Revalidate(Request, Event.Slug, $"{Event.Epoch}-{Event.Revision}-{request.Order}-{before}{after}{entryId}"))
            return StatusCode(StatusCodes.Status304NotModified);

        Parts = (await renderer.PartsAsync(Event, shown.KeyEvents)).ToDictionary(part => part.Id, part => part.Html);
        Entries = await renderer.EntriesAsync(Event, shown.Pinned.Concat(shown.Entries));
        return Page();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Cursor(string? before, string? after) =>
        new Dictionary<string, string?> { ["before"] = before, ["after"] = after }.Where(parameter => parameter.Value is not null);
}
