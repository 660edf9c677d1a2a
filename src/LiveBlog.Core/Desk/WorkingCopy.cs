namespace LiveBlog.Core.Desk;

/// <summary>A text as somebody is typing it, kept so that no browser, phone or battery can lose it.</summary>
public sealed class WorkingCopy
{
    /// <summary>The longest <see cref="Fields"/>, in characters.</summary>
    public const int LongestFields = 100_000;

    /// <summary>The id of the text: that of the entry it will be, or one of its own for an edit.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who types: <see cref="Accounts.Actor.Key"/>. Nobody else sees it.</summary>
    public required string ActorKey { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The entry being edited; null for a new one.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>The version that the edit started from; null for a new one.</summary>
    public int? EntryVersion { get; set; }

    /// <summary>The form's fields, JSON.</summary>
    public required string Fields { get; set; }

    /// <summary>When it was last kept, UTC.</summary>
    public required DateTime SavedAt { get; set; }
}
