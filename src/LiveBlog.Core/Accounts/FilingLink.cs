namespace LiveBlog.Core.Accounts;

/// <summary>A link by which a correspondent without an account files entries into an event's queue. Only the SHA-256 of its secret is stored.</summary>
public sealed class FilingLink
{
    /// <summary>Identifies the link; the <see cref="Actor.Key"/> of who files by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Who it was given to; the byline of what is filed.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The name of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when it may be used, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was taken back, UTC, or null.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>When something was last filed by it, UTC, or null.</summary>
    public DateTime? LastUsedAt { get; set; }
}
