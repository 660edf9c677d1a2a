namespace LiveBlog.Core.Desk;

/// <summary>A word among colleagues, on an entry or on the whole event. Never shown to readers.</summary>
public sealed class Note
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>Identifies the note.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The entry it is about; null for the team.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>Whether it tells the author why the entry was sent back: also a correspondent, who sees no other note.</summary>
    public bool IsForAuthor { get; init; }

    /// <summary>What it says, plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The name of who wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>Their <see cref="Accounts.Actor.Key"/>.</summary>
    public required string ActorKey { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was settled, UTC, or null.</summary>
    public DateTime? ResolvedAt { get; set; }

    /// <summary>The name of who settled it; empty until then.</summary>
    public string ResolvedBy { get; set; } = "";
}
