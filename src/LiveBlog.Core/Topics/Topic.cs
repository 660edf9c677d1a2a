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

    /// <summary>Its part of the address, unique.</summary>
    public string Slug { get; private init; } = "";

    /// <summary>Its name, such as « Garanties de sécurité ».</summary>
    public string Name { get; private init; } = "";

    /// <summary>One or two sentences on what it groups; may be empty.</summary>
    public string Description { get; set; } = "";

    /// <summary>Counts the saved versions from 0; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>Its photo, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>Takes over the fields that <paramref name="input"/> names.</summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    public void Apply(TopicInput input)
    {
        var description = input.Description is null ? Description : Input.Text(input.Description, "description", LongestDescription);
        var photo = input.Photo is null ? Photo : Photo.Checked(input.Photo, "photo");
        (Description, Photo) = (description, photo);
    }

    /// <summary>A new topic of that name.</summary>
    /// <exception cref="Refused">The name is empty, too long or without a letter.</exception>
    public static Topic Create(string name)
    {
        var line = Input.Required(name, "topic", LongestName);
        return new Topic { Id = Guid.CreateVersion7(), Name = line, Slug = LiveBlog.Core.Events.Slug.From(line, "topic") };
    }
}
