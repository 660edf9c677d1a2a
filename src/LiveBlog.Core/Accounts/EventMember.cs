namespace LiveBlog.Core.Accounts;

/// <summary>What somebody may do in one event, where that is more than their role for the whole site.</summary>
public sealed class EventMember
{
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The account.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The role in that event.</summary>
    public required Role Role { get; set; }
}
