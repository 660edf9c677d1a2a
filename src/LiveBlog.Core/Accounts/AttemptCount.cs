namespace LiveBlog.Core.Accounts;

/// <summary>How often something was tried, on all nodes together.</summary>
public sealed class AttemptCount
{
    /// <summary>What, and by whom or at what, as a hash: no address is written down.</summary>
    public required string Key { get; init; }

    /// <summary>When the count ends, in seconds since 1970, UTC.</summary>
    public required long Until { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; init; }
}
