using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Live;

/// <summary>
/// Makes the HTML of entries and of the event's own parts. The templates belong to the web, which the core can't see:
/// hence an interface although there is one implementation.
/// </summary>
public interface IEventRenderer
{
    /// <summary>The element of a published entry.</summary>
    Task<string> EntryAsync(LiveEvent liveEvent, Entry entry);

    /// <summary>The pieces of the page that are not entries, each with the revision it belongs to.</summary>
    /// <param name="liveEvent">The event.</param>
    /// <param name="keyEvents">Its key events, the latest first.</param>
    Task<IReadOnlyList<RenderedPart>> PartsAsync(LiveEvent liveEvent, IReadOnlyList<Entry> keyEvents);
}
