using System.Globalization;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Live;

/// <summary>
/// The reader's page of an event: <c>/live/{slug}</c>; with an entry's id, the page of the event on which that entry stands.
/// </summary>
public sealed class EventModel(IDbContextFactory<LiveBlogContext> contexts, EventRenderer renderer, IStringLocalizer<Ui> words) : ReaderPage
{
    /// <summary>The most entries of one version for paper; what comes after has another.</summary>
    public const int MostPrinted = 5_000;

    // A whole event at once is work for seconds: those who ask for it must not keep the others waiting.
    private static readonly SemaphoreSlim Printing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>What is shown, from one snapshot.</summary>
    public EventPage Shown { get; private set; } = null!;

    /// <summary>The event.</summary>
    public LiveEvent Event => Shown.Event;

    /// <summary>The pieces of the page that are not entries, by the id of their element.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; private set; } = null!;

    /// <summary>The HTML of the entries in the order shown, the pinned ones first.</summary>
    public IReadOnlyList<string> Entries { get; private set; } = null!;

    /// <summary>Whether the oldest entries are shown first.</summary>
    public bool OldestFirst => Shown.Order == EntryOrder.Oldest;

    /// <summary>The entry that the address names, or null.</summary>
    public Entry? Target => Shown.Target;

    /// <summary>Whether this is the version for paper: every entry, the oldest first.</summary>
    public bool IsPrinted => Request.Query["print"] == "all" && Request.Query["before"].Count == 0 && RouteData.Values["entryId"] is null;

    /// <summary>Whether the reader saves data: pictures wait behind a button (docs/protocol.md, "Pictures on demand").</summary>
    public bool SavesData { get; private set; }

    /// <summary>Not on paper.</summary>
    public override bool ShowsWire => !IsPrinted;

    /// <summary>The box of its dossier, or null.</summary>
    public TopicBox? TopicBox { get; private set; }

    /// <summary>The event's own address.</summary>
    public string Path => Event.Address();

    /// <summary>
    /// A page of the event in that order. The order is always named: a link without one would follow what the reader chose last.
    /// </summary>
    public string Address(EntryOrder order, string? before = null, string? after = null) =>
        QueryHelpers.AddQueryString(Path, Cursor(before, after).Append(new("order", order == EntryOrder.Oldest ? "oldest" : "newest"))
            .Append(new("images", Request.Query["images"] == "no" ? "no" : null)));

    /// <summary>The version for paper.</summary>
    public string PrintAddress(string? after = null) => QueryHelpers.AddQueryString(Path, Cursor(null, after).Append(new("print", "all")));

    /// <summary>The address that stands for this page in either order.</summary>
    public string Canonical => QueryHelpers.AddQueryString(Path, Cursor(Shown.Request.Before, Shown.Request.After));

    /// <summary>
    /// Answers the page; 404 for an unknown event or entry or a cursor that is none, 410 for a withdrawn entry, 304 where the
    /// reader has it.
    /// </summary>
    public async Task<IActionResult> OnGetAsync(
        string slug, Guid? entryId, string? order, string? before, string? after, CancellationToken cancellation)
    {
        if (!IsPrinted)
            return await AnswerAsync(slug, entryId, order, before, after, cancellation);
        if (!await Printing.WaitAsync(TimeSpan.FromSeconds(5), cancellation))
        {
            Response.Headers.RetryAfter = "10";
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        try
        {
            return await AnswerAsync(slug, entryId, order, before, after, cancellation);
        }
        finally
        {
            Printing.Release();
        }
    }

    private async Task<IActionResult> AnswerAsync(
        string slug, Guid? entryId, string? order, string? before, string? after, CancellationToken cancellation)
    {
        if (!PageRequest.IsCursor(before) || !PageRequest.IsCursor(after) || before is not null && after is not null)
            return NotFound();
        var request = IsPrinted
            ? new PageRequest(EntryOrder.Oldest, After: after) { Size = MostPrinted }
            : new PageRequest(order switch { "oldest" => EntryOrder.Oldest, "newest" => EntryOrder.Newest, _ => null }, before, after, entryId);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EventPage.ReadAsync(db, slug, request, cancellation) is not { } shown)
            return NotFound();
        if (shown.Event.IsWire)
            return RedirectPermanent(Addresses.Wire);
        if (entryId is not null && shown.Target?.Status != EntryStatus.Published)
            return shown.Target is { IsPublic: true } ? Withdrawn(shown.Event) : NotFound();
        Shown = shown;
        Language = Event.Language;
        TopicBox = IsPrinted ? null : await TopicBox.ReadAsync(db, Event.Topic, Event.Id, cancellation);
        if (TopicBox is not null)
        {
            Response.AlsoShows(TopicBox.State, Change.ListsId);
            Response.GoesWith(SurrogateKeys.Topics);
        }
        SavesData = Request.SavesData();
        if (IsPrinted)
            Response.Headers["X-Robots-Tag"] = "noindex";
        var state = $"{Event.Epoch}-{Event.Revision}-{shown.Order}-{before}{after}{entryId}{(IsPrinted ? "-p" : "")}";
        var keys = SurrogateKeys.Event(Event.Slug) + (entryId is { } own ? $" {SurrogateKeys.Entry(own)}" : "");
        if (Response.Revalidate(Request, keys, state, source: Event.Id))
            return StatusCode(StatusCodes.Status304NotModified);

        // For the words on the buttons; what follows this method sets its own.
        CultureInfo.CurrentUICulture = Cultures.Of(Language);
        var parts = await renderer.PartsAsync(Event, shown.KeyEvents);
        var entries = await renderer.EntriesAsync(Event, IsPrinted
            ? shown.Entries.Concat(shown.Pinned).OrderBy(entry => entry.Position, StringComparer.Ordinal)
            : shown.Pinned.Concat(shown.Entries), cancellation, pinnedOnTop: !IsPrinted);
        Parts = parts.ToDictionary(part => part.Id, part => Suited(part.Html));
        Entries = [.. entries.Select(Suited)];
        return Page();
    }

    // Pictures wait where the reader saves data; on paper they are there without scrolling to them.
    private string Suited(string html) =>
        SavesData ? words.Withheld(html) : IsPrinted ? html.Replace(" loading=\"lazy\"", "", StringComparison.Ordinal) : html;

    private StatusCodeResult Withdrawn(LiveEvent from)
    {
        HttpContext.Items[ErrorModel.WithdrawnFrom] = from;
        return StatusCode(StatusCodes.Status410Gone);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Cursor(string? before, string? after) =>
        new Dictionary<string, string?> { ["before"] = before, ["after"] = after }.Where(parameter => parameter.Value is not null);
}
