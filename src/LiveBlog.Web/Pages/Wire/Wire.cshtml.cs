using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Wire;

/// <summary>The wire (« fil d'actu ») as a page: <c>/wire</c>. It is an event, and so are its pages.</summary>
public sealed class WireModel(IDbContextFactory<LiveBlogContext> contexts, EventRenderer renderer) : ReaderPage
{
    /// <summary>What is shown, from one snapshot.</summary>
    public EventPage Shown { get; private set; } = null!;

    /// <summary>The HTML of the headlines in the order shown.</summary>
    public IReadOnlyList<string> Items { get; private set; } = null!;

    /// <inheritdoc />
    public override bool ShowsWire => false;

    /// <summary>A page of the wire in that order, always named.</summary>
    public string Address(EntryOrder order, string? before = null, string? after = null) => InLanguage(QueryHelpers.AddQueryString(
        Addresses.Wire,
        new Dictionary<string, string?> { ["before"] = before, ["after"] = after, ["order"] = order == EntryOrder.Oldest ? "oldest" : "newest" }
            .Where(parameter => parameter.Value is not null)));

    /// <summary>Answers the page; 404 for a cursor that is none, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string? order, string? before, string? after, CancellationToken cancellation)
    {
        if (!PageRequest.IsCursor(before) || !PageRequest.IsCursor(after) || before is not null && after is not null)
            return NotFound();
        var request = new PageRequest(order == "oldest" ? EntryOrder.Oldest : EntryOrder.Newest, before, after);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EventPage.ReadAsync(db, LiveEvent.WireSlug, request, cancellation) is not { } shown)
            return NotFound();
        Shown = shown;
        if (Response.Revalidate(Request, SurrogateKeys.Wire, $"{shown.Event.Epoch}-{shown.Event.Revision}-{request.Order}-{before}{after}", source: LiveEvent.WireId))
            return StatusCode(StatusCodes.Status304NotModified);
        Items = await renderer.EntriesAsync(shown.Event, shown.Entries, cancellation);
        return Page();
    }
}
