using System.Globalization;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Rendering;

/// <summary>An entry with the event it is shown in: the model of <c>_Entry.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="Entry">The entry.</param>
public sealed record EntryView(LiveEvent Event, Entry Entry);

/// <summary>
/// The one place where entries and the event's parts become HTML, for the page, the pushed change and whatever else shows them.
/// </summary>
public sealed class EventRenderer(ViewRenderer views) : IEventRenderer
{
    private static readonly (string Id, string View)[] HeaderParts =
    [
        ("event-header", "/Pages/Shared/_EventHeader.cshtml"),
        ("event-background", "/Pages/Shared/_EventBackground.cshtml"),
    ];

    /// <inheritdoc />
    public Task<string> EntryAsync(LiveEvent liveEvent, Entry entry) =>
        views.RenderAsync("/Pages/Shared/_Entry.cshtml", new EntryView(liveEvent, entry), CultureOf(liveEvent));

    /// <inheritdoc />
    public async Task<IReadOnlyList<RenderedPart>> PartsAsync(LiveEvent liveEvent)
    {
        var parts = new List<RenderedPart>
        {
            new("event-state", liveEvent.Revision,
                await views.RenderAsync("/Pages/Shared/_EventState.cshtml", liveEvent, CultureOf(liveEvent))),
        };
        foreach (var (id, view) in HeaderParts)
            parts.Add(new RenderedPart(id, liveEvent.HeaderRevision, await views.RenderAsync(view, liveEvent, CultureOf(liveEvent))));
        return parts;
    }

    /// <summary>The culture an event is shown in; French where its language is none that .NET knows.</summary>
    public static CultureInfo CultureOf(LiveEvent liveEvent)
    {
        try
        {
            return CultureInfo.GetCultureInfo(liveEvent.Language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("fr");
        }
    }
}
