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
    public string Name { get; private init; } = "";

    /// <summary>Whether it is an organization rather than a person.</summary>
    public bool IsOrganization { get; set; }

    /// <summary>A new author of that name.</summary>
    /// <exception cref="Refused">The name is empty or too long.</exception>
    public static Author Create(string name) =>
        new() { Id = Guid.CreateVersion7(), Name = Input.Required(name, "author", LongestName) };
}
