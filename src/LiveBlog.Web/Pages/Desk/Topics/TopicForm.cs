using LiveBlog.Core.Topics;

namespace LiveBlog.Web.Pages.Desk.Topics;

/// <summary>A dossier as the desk's forms hold it.</summary>
public sealed class TopicForm
{
    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields = ["name", "description"];

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>One or two sentences.</summary>
    public string? Description { get; set; }

    /// <summary>Its photo.</summary>
    public PhotoForm Photo { get; set; } = new();

    /// <summary>The version that the edit started from.</summary>
    public int Version { get; set; }

    /// <summary>A form filled with a dossier.</summary>
    public static TopicForm Of(Topic topic) => new() { Name = topic.Name, Description = topic.Description, Version = topic.Version, Photo = PhotoForm.Of(topic.Photo) };

    /// <summary>What to ask of the core.</summary>
    public TopicInput ToInput() => new() { Name = Name ?? "", Description = Description ?? "" };
}
