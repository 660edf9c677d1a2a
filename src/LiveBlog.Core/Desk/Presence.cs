namespace LiveBlog.Core.Desk;

/// <summary>What somebody does at an event's desk.</summary>
public enum Doing
{
    /// <summary>Looks.</summary>
    Here,

    /// <summary>Writes a new entry.</summary>
    Writing,

    /// <summary>Edits an entry.</summary>
    Editing,
}

/// <summary>One open tab of an event's desk. Hinders nobody: it only tells the others.</summary>
public sealed class Presence
{
    /// <summary>Identifies the browser's tab.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; set; }

    /// <summary>Who: <see cref="Accounts.Actor.Key"/>.</summary>
    public required string ActorKey { get; init; }

    /// <summary>Their name.</summary>
    public required string Name { get; init; }

    /// <summary>What they do.</summary>
    public required Doing Doing { get; set; }

    /// <summary>The entry they edit, or null.</summary>
    public Guid? EntryId { get; set; }

    /// <summary>When the tab was last heard of, UTC; one that falls silent is gone.</summary>
    public required DateTime SeenAt { get; set; }
}
