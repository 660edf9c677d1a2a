using LiveBlog.Core.Events;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A step in an event's life that its desk offers.</summary>
/// <param name="Name">The word <c>do-{name}</c> is its button, <c>do-{name}-hint</c> says what comes of it.</param>
/// <param name="To">The status it leads to.</param>
/// <param name="IsMain">Whether it is what is most often wanted.</param>
public sealed record EventDoing(string Name, EventStatus To, bool IsMain = false)
{
    /// <summary>What can be done from a status, in the order of the buttons.</summary>
    public static IReadOnlyList<EventDoing> From(EventStatus status) => status switch
    {
        EventStatus.Scheduled => [new("start", EventStatus.Live, IsMain: true), new("archive", EventStatus.Archived)],
        EventStatus.Live => [new("pause", EventStatus.Paused), new("end", EventStatus.Ended)],
        EventStatus.Paused => [new("go-on", EventStatus.Live, IsMain: true), new("end", EventStatus.Ended)],
        EventStatus.Ended => [new("reopen", EventStatus.Live), new("archive", EventStatus.Archived)],
        _ => [new("bring-back", EventStatus.Ended), new("reopen", EventStatus.Live)],
    };
}
