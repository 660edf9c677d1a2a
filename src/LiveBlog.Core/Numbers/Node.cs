namespace LiveBlog.Core.Numbers;

/// <summary>A process that serves this site.</summary>
public sealed class Node
{
    /// <summary>What it is called; no two that run at once have the same.</summary>
    public required string Name { get; init; }

    /// <summary>When it was last heard of, UTC.</summary>
    public required DateTime SeenAt { get; set; }
}
