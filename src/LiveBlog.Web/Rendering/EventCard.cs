using LiveBlog.Core.Events;

namespace LiveBlog.Web.Rendering;

/// <summary>An event as lists show it: the model of <c>_EventCard.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="WithPhoto">Whether its photo is shown, where it has one.</param>
/// <param name="IsFirst">Whether it is what a reader sees first.</param>
public sealed record EventCard(LiveEvent Event, bool WithPhoto, bool IsFirst);
