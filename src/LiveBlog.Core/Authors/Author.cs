using LiveBlog.Core.Media;

namespace LiveBlog.Core.Authors;

/// <summary>A byline: a person, or an organization such as an agency (schema.org <c>Person</c>, <c>Organization</c>).</summary>
public sealed class Author
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    private Author() { }

    /// <summary>Identifies the author.</summary>
    public Guid Id { get; private init; }

    /// <summary>The name as printed, unique.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Their part of the address, unique; null until somebody says more of them than the name.</summary>
    public string? Slug { get; private set; }

    /// <summary>What they do, such as « correspondante à Bruxelles »; may be empty.</summary>
    public string JobTitle { get; private set; } = "";

    /// <summary>A few sentences about them, plain text; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Their photo, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>Addresses of theirs elsewhere (schema.org <c>sameAs</c>).</summary>
    public IReadOnlyList<string> Links { get; private set; } = [];

    /// <summary>Counts the saved versions from 0; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is an organization rather than a person.</summary>
    public bool IsOrganization { get; set; }

    /// <summary>A new author of that name.</summary>
    /// <exception cref="Refused">The name is empty or too long.</exception>
    public static Author Create(string name) =>
        new() { Id = Guid.CreateVersion7(), Name = Input.Required(name, "author", LongestName) };
}
