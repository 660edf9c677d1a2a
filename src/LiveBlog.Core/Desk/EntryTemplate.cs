namespace LiveBlog.Core.Desk;

/// <summary>A text to begin an entry with: a goal, a score, a vote. Its places to fill in are written <c>{{…}}</c>.</summary>
public sealed class EntryTemplate
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Identifies the template.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event it is offered in; null for all.</summary>
    public Guid? EventId { get; set; }

    /// <summary>What it is called at the desk.</summary>
    public required string Name { get; set; }

    /// <summary>The headline to begin with.</summary>
    public required string Headline { get; set; }

    /// <summary>The Markdown to begin with.</summary>
    public required string Body { get; set; }

    /// <summary>Marks a key event.</summary>
    public bool IsKey { get; set; }

    /// <summary>Marks breaking news.</summary>
    public bool IsBreaking { get; set; }

    /// <summary>Marks it for the wire.</summary>
    public bool IsOnWire { get; set; }

    /// <summary>Its place in the list, the lowest first.</summary>
    public int Rank { get; set; }

    /// <summary>When it was last changed, UTC.</summary>
    public required DateTime ChangedAt { get; set; }
}
