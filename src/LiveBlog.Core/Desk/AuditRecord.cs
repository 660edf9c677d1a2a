namespace LiveBlog.Core.Desk;

/// <summary>Who changed what of events, accounts, tokens and settings; written with the change, never changed.</summary>
public sealed class AuditRecord
{
    /// <summary>Identifies the record; UUID version 7 (RFC 9562), so records sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>The name of who did it.</summary>
    public required string ActorName { get; init; }

    /// <summary>Their <see cref="Accounts.Actor.Key"/>.</summary>
    public required string ActorKey { get; init; }

    /// <summary>What was done, such as <c>event-ended</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing it was done to, such as <c>event</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The id of that thing.</summary>
    public required string SubjectId { get; init; }

    /// <summary>Its name at that time.</summary>
    public required string Subject { get; init; }

    /// <summary>What else is worth knowing, for people; may be empty. Never a secret.</summary>
    public string Details { get; init; } = "";
}
