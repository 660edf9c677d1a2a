using LiveBlog.Core.Events;

namespace LiveBlog.Web.Rendering;

/// <summary>An event as lists show it: the model of <c>_EventCard.cshtml</c>.</summary>
/// <param name="Event">The event.</param>
/// <param name="IsLead">Whether it leads the page: shown large, its photo fetched first.</param>
public sealed record EventCard(LiveEvent Event, bool IsLead);
