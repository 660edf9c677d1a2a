namespace LiveBlog.Core.Numbers;

/// <summary>How many readers one node served at one minute. Nothing in it is about a person.</summary>
public sealed class ReaderSample
{
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The minute, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The node that counted.</summary>
    public required string Node { get; init; }

    /// <summary>How many followed the event there.</summary>
    public required int Readers { get; set; }
}
