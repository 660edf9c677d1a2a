namespace LiveBlog.Core.Events;

/// <summary>A photo that LiveBlog holds itself, in several widths.</summary>
public sealed class Photo
{
    /// <summary>Site-relative address without width and ending: <c>/demo/otan-russie</c>, for <c>…-960.webp</c> and <c>…-960.jpg</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The widths held, in pixels, ascending, separated by spaces: <c>480 960 1600</c>.</summary>
    public required string Widths { get; init; }

    /// <summary>Width divided by height.</summary>
    public required double AspectRatio { get; init; }

    /// <summary>What a reader who can't see it should know.</summary>
    public required string Alt { get; init; }

    /// <summary>The line under it; may be empty.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Who made it; may be empty.</summary>
    public string Credit { get; init; } = "";
}
