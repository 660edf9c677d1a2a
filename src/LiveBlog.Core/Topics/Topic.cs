using LiveBlog.Core.Media;

namespace LiveBlog.Core.Topics;

/// <summary>A dossier: groups events on one subject.</summary>
public sealed class Topic
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest description, in characters.</summary>
    public const int LongestDescription = 2_000;

    private Topic() { }

    /// <summary>Identifies the topic.</summary>
    public Guid Id { get; private init; }

    /// <summary>Its part of the address, unique; made from its first name, and fixed.</summary>
    public string Slug { get; private init; } = "";

    /// <summary>Its name, such as « Garanties de sécurité ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>One or two sentences on what it groups; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>Counts the saved versions from 0; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>Its photo, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>Takes over the fields that <paramref name="input"/> names; answers whether anything changed.</summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    public bool Apply(TopicInput input)
    {
        var before = (Name, Description, Photo);
        var name = input.Name is null ? Name : Input.Required(input.Name, "name", LongestName);
        var description = input.Description is null ? Description : Input.Text(input.Description, "description", LongestDescription);
        var photo = input.Photo is null ? Photo : Photo.Checked(input.Photo, "photo");
        (Name, Description, Photo) = (name, description, photo);
        return before != (Name, Description, Photo);
    }

    /// <summary>Marks a saved change with its version.</summary>
    public void Stamp() => Version++;

    /// <summary>A new topic of that name.</summary>
    /// <exception cref="Refused">The name is empty, too long or without a letter.</exception>
    public static Topic Create(string name)
    {
        var line = Input.Required(name, "topic", LongestName);
        return new Topic { Id = Guid.CreateVersion7(), Name = line, Slug = LiveBlog.Core.Events.Slug.From(line, "topic") };
    }
}
