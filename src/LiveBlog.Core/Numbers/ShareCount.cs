namespace LiveBlog.Core.Numbers;

/// <summary>How often an entry was shared from its page.</summary>
public sealed class ShareCount
{
    /// <summary>The entry.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Its event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; set; }
}
