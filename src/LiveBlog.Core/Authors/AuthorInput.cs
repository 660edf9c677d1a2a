using LiveBlog.Core.Media;

namespace LiveBlog.Core.Authors;

/// <summary>What somebody wants an author to be. A field left null keeps its value; an empty text empties it.</summary>
public record AuthorInput
{
    /// <summary>The name as printed; required at creation.</summary>
    public string? Name { get; init; }

    /// <summary>What they do.</summary>
    public string? JobTitle { get; init; }

    /// <summary>A few sentences about them, plain text.</summary>
    public string? Description { get; init; }

    /// <summary>Their photo; one without path takes it away.</summary>
    public Photo? Photo { get; init; }

    /// <summary>Addresses of theirs elsewhere, http or https; an empty list takes all away.</summary>
    public IReadOnlyList<string>? Links { get; init; }

    /// <summary>Whether it is an organization rather than a person.</summary>
    public bool? IsOrganization { get; init; }
}
