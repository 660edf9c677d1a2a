namespace LiveBlog.Core.Events;

/// <summary>An address that an event once had, and that still leads to it.</summary>
public sealed class SlugRedirect
{
    /// <summary>The old part of the address; no event has it now.</summary>
    public required string Slug { get; init; }

    /// <summary>Where it leads.</summary>
    public required Guid EventId { get; set; }

    /// <summary>When the event left it, UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}
