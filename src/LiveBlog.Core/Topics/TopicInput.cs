using LiveBlog.Core.Media;

namespace LiveBlog.Core.Topics;

/// <summary>What somebody wants a topic to say. A field left null keeps its value; an empty text empties it.</summary>
public record TopicInput
{
    /// <summary>Its name; required at creation. Its address stays as it is.</summary>
    public string? Name { get; init; }

    /// <summary>One or two sentences on what it groups.</summary>
    public string? Description { get; init; }

    /// <summary>Its photo; one without path takes it away.</summary>
    public Photo? Photo { get; init; }
}
