using LiveBlog.Core.Accounts;

namespace LiveBlog.Core.Desk;

/// <summary>Makes the records of the audit log. Each is added to the transaction that makes the change it tells of.</summary>
public static class Audit
{
    /// <summary>What kind of thing an event is, in <see cref="AuditRecord.SubjectKind"/>.</summary>
    public const string Event = "event";

    /// <summary>A record, not yet stored.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="now">When.</param>
    /// <param name="action">What was done, such as <c>event-ended</c>; the desk has a word for it.</param>
    /// <param name="kind">What kind of thing it was done to, such as <c>event</c>.</param>
    /// <param name="id">The id of that thing.</param>
    /// <param name="name">What that thing is called now.</param>
    /// <param name="details">What else is worth knowing, for people. Never a secret.</param>
    public static AuditRecord Of(
        Actor actor, DateTimeOffset now, string action, string kind, string id, string name, string details = "") => new()
        {
            Id = Guid.CreateVersion7(now),
            At = Input.Instant(now),
            ActorName = actor.Name,
            ActorKey = actor.Key,
            Action = action,
            SubjectKind = kind,
            SubjectId = id,
            Subject = name,
            Details = details,
        };
}
