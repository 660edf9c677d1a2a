namespace LiveBlog.Core.Accounts;

/// <summary>What a good session stands for, as the database has it now.</summary>
public sealed record SignedIn
{
    /// <summary>The account.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>The role for the whole site.</summary>
    public required Role Role { get; init; }

    /// <summary>The language chosen, or null.</summary>
    public required string? Language { get; init; }

    /// <summary>Whether the demo made the account.</summary>
    public required bool IsDemo { get; init; }

    /// <summary>Whether there is a second factor to ask for: an authenticator app or a passkey.</summary>
    public required bool HasSecondFactor { get; init; }

    /// <summary>Whether administrators ask everybody for one.</summary>
    public required bool NeedsSecondFactor { get; init; }

    /// <summary>When the session was last used, UTC, to the minute or so.</summary>
    public required DateTime SeenAt { get; init; }

    /// <summary>Roles in single events.</summary>
    public required IReadOnlyList<EventRole> Events { get; init; }

    /// <summary>The same by the addresses that those events once had: a desk that was open during a renaming still sends there.</summary>
    public required IReadOnlyList<EventRole> FormerEvents { get; init; }
}

/// <summary>A role in one event.</summary>
/// <param name="Slug">The event's address.</param>
/// <param name="Role">The role.</param>
public sealed record EventRole(string Slug, Role Role);
