namespace LiveBlog.Core.Accounts;

/// <summary>A link by which somebody makes their account, once. Only the SHA-256 of its secret is stored.</summary>
public sealed class Invitation
{
    /// <summary>Identifies the invitation.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The address it is for; empty if the invited chooses.</summary>
    public required string Email { get; init; }

    /// <summary>The name it is for; empty if the invited chooses.</summary>
    public required string Name { get; init; }

    /// <summary>The role the account gets.</summary>
    public required Role Role { get; init; }

    /// <summary>The one event in which it gets that role, being a <see cref="Role.Guest"/> elsewhere; null for the whole site.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The name of who invited.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when it may be used, UTC.</summary>
    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, UTC, or null.</summary>
    public DateTime? UsedAt { get; set; }

    /// <summary>The account made by it, or null.</summary>
    public Guid? UsedBy { get; set; }

    /// <summary>When it was taken back, UTC, or null.</summary>
    public DateTime? RevokedAt { get; set; }
}
