namespace LiveBlog.Core.Desk;

/// <summary>A template as somebody sends it. What is null stays as it is, or is empty in a new one.</summary>
public sealed record TemplateInput
{
    /// <summary>What it is called at the desk.</summary>
    public string? Name { get; init; }

    /// <summary>The headline to begin with.</summary>
    public string? Headline { get; init; }

    /// <summary>The Markdown to begin with.</summary>
    public string? Body { get; init; }

    /// <summary>Marks a key event.</summary>
    public bool? Key { get; init; }

    /// <summary>Marks breaking news.</summary>
    public bool? Breaking { get; init; }

    /// <summary>Marks it for the wire.</summary>
    public bool? Wire { get; init; }
}
