namespace LiveBlog.Core.Live;

/// <summary>Says that an event changed: all that travels between processes.</summary>
/// <param name="EventId">The event; <see cref="Guid.Empty"/> when any may have changed (signals could have been missed).</param>
/// <param name="Revision">The revision it has now.</param>
public readonly record struct Change(Guid EventId, long Revision)
{
    /// <summary>Signals may have been missed: look at every event.</summary>
    public static readonly Change Any = new(Guid.Empty, 0);
}
