namespace LiveBlog.Core.Accounts;

/// <summary>One sign-in of an account, on one browser.</summary>
public sealed class UserSession
{
    /// <summary>Identifies the session; the browser's cookie names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The browser and system as they named themselves, shortened for people.</summary>
    public required string Client { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was last used, UTC, to the minute or so.</summary>
    public required DateTime SeenAt { get; set; }

    /// <summary>When it was ended, UTC; null while it is good.</summary>
    public DateTime? EndedAt { get; set; }
}
