using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using Microsoft.Extensions.Caching.Memory;

namespace LiveBlog.Web.Rendering;

/// <summary>An entry with the event it is shown in: the model of <c>_Entry.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="Entry">The entry.</param>
/// <param name="StartsDay">Whether the entry before it is of another day.</param>
public sealed record EntryView(LiveEvent Event, Entry Entry, bool StartsDay = false);

/// <summary>An event with its key events: the model of <c>_EventKeys.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="KeyEvents">Its key events, the latest first.</param>
public sealed record KeyEventsView(LiveEvent Event, IReadOnlyList<Entry> KeyEvents);

/// <summary>
/// The one place where entries and the event's parts become HTML, for the page, the pushed change and whatever else shows them.
/// </summary>
public sealed class EventRenderer(ViewRenderer views) : IEventRenderer, IDisposable
{
    // Some ten thousand entries, in UTF-16.
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan KeptIdle = TimeSpan.FromMinutes(10);

    private static readonly (string Id, string View)[] HeaderParts =
    [
        ("event-header", "/Pages/Shared/_EventHeader.cshtml"),
        ("event-summary", "/Pages/Shared/_EventSummary.cshtml"),
        ("event-next", "/Pages/Shared/_EventNext.cshtml"),
        ("event-background", "/Pages/Shared/_EventBackground.cshtml"),
    ];

    // Whoever is told of a change, and every page that shows it, has the same element.
    private readonly MemoryCache published = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <inheritdoc />
    public Task<string> EntryAsync(LiveEvent liveEvent, Entry entry) => PublishedAsync(new EntryView(liveEvent, entry));

    /// <summary>The element of an entry as it is given, published or not, in its place on a page.</summary>
    public Task<string> EntryAsync(EntryView view) => views.RenderAsync(
        view.Event.IsWire ? "/Pages/Shared/_WireItem.cshtml" : "/Pages/Shared/_Entry.cshtml", view, Cultures.Of(view.Event.Language));

    /// <summary>The elements of entries that follow each other on a page.</summary>
    /// <param name="liveEvent">The event.</param>
    /// <param name="entries">Its entries, in the order shown.</param>
    /// <param name="cancellation">Ends the rendering: of a long event it takes seconds, which nobody needs once the reader has left.</param>
    /// <param name="pinnedOnTop">Whether the pinned ones stand outside time, so that no day begins with them.</param>
    public async Task<IReadOnlyList<string>> EntriesAsync(
        LiveEvent liveEvent, IEnumerable<Entry> entries, CancellationToken cancellation, bool pinnedOnTop = true)
    {
        var rendered = new List<string>();
        string? day = null;
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var its = liveEvent.MachineDay(entry.PublishedAt);
            var apart = pinnedOnTop && entry.IsPinned;
            rendered.Add(await PublishedAsync(new EntryView(liveEvent, entry, StartsDay: !apart && its != day)));
            day = apart ? day : its;
        }
        return rendered;
    }

    /// <inheritdoc />
    public void Dispose() => published.Dispose();

    /// <summary>The element of the event's state alone.</summary>
    public Task<string> StateAsync(LiveEvent liveEvent) =>
        views.RenderAsync("/Pages/Shared/_EventState.cshtml", liveEvent, Cultures.Of(liveEvent.Language));

    /// <inheritdoc />
    public async Task<IReadOnlyList<RenderedPart>> PartsAsync(LiveEvent liveEvent, IReadOnlyList<Entry> keyEvents)
    {
        if (liveEvent.IsWire)
            return [];
        var culture = Cultures.Of(liveEvent.Language);
        var parts = new List<RenderedPart>
        {
            new("event-state", liveEvent.Revision, await StateAsync(liveEvent)),
            new("event-keys", liveEvent.KeyEventsRevision,
                await views.RenderAsync("/Pages/Shared/_EventKeys.cshtml", new KeyEventsView(liveEvent, keyEvents), culture)),
        };
        foreach (var (id, view) in HeaderParts)
            parts.Add(new RenderedPart(id, liveEvent.HeaderRevision, await views.RenderAsync(view, liveEvent, culture)));
        return parts;
    }

    // The same for the same revision: rendered when it is first shown.
    private async Task<string> PublishedAsync(EntryView view)
    {
        var (liveEvent, entry, startsDay) = view;
        if (entry.Status != EntryStatus.Published)
            return await EntryAsync(view);
        var key = new Known(
            entry.Id, liveEvent.Epoch, entry.Revision, startsDay, liveEvent.Slug, liveEvent.Language, liveEvent.TimeZone, entry.AuthorId, entry.Author?.Version);
        if (published.TryGetValue(key, out string? known))
            return known!;
        var html = await EntryAsync(view);
        return published.Set(key, html, new MemoryCacheEntryOptions { Size = sizeof(char) * html.Length, SlidingExpiration = KeptIdle });
    }

    // All that an entry's element depends on; what it says itself has a new revision when it changes.
    private sealed record Known(
        Guid EntryId, string Epoch, long Revision, bool StartsDay, string Slug, string Language, string TimeZone, Guid? AuthorId, int? AuthorVersion);
}
