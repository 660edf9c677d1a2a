namespace LiveBlog.Core.Events;

/// <summary>Where an event stands in its life.</summary>
public enum EventStatus
{
    /// <summary>Announced; coverage has not begun.</summary>
    Scheduled,

    /// <summary>Being covered now.</summary>
    Live,

    /// <summary>Interrupted; it will go on.</summary>
    Paused,

    /// <summary>Coverage is over; corrections may still come.</summary>
    Ended,

    /// <summary>Over, and out of the lists; its page stays at its address.</summary>
    Archived,
}
