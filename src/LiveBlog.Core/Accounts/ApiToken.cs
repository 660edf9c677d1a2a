namespace LiveBlog.Core.Accounts;

/// <summary>
/// A bearer token (RFC 6750) for tools. Only its SHA-256 is stored: the token is 256 random bits, so nothing slower is needed.
/// </summary>
public sealed class ApiToken
{
    private ApiToken() { }

    /// <summary>Identifies the token.</summary>
    public Guid Id { get; private init; }

    /// <summary>What it is for; unique among the tokens that are not revoked, and the byline of what it posts.</summary>
    public string Name { get; private init; } = "";

    /// <summary>What it may do.</summary>
    public Role Role { get; private init; }

    /// <summary>SHA-256 of the token, lower-case hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>What of its role it may use, names separated by spaces; empty for all of it.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>Until when it is good, UTC; null for ever.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When it was last used, UTC, to the minute or so; null if never.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>The <see cref="Actor.Key"/> of who made it; empty if it was made on the command line.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>When it was revoked, UTC; null while it is good.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>Makes a token and the secret to hand over, which can't be shown again.</summary>
    /// <exception cref="Refused">The name is empty or too long.</exception>
    public static (ApiToken Token, string Secret) Create(
        string name, Role role, DateTimeOffset now, string scopes = "", DateTimeOffset? expires = null, string createdBy = "")
    {
        var secret = "lb_" + Accounts.Secret.Make();
        var token = new ApiToken
        {
            Id = Guid.CreateVersion7(now),
            Name = Input.Required(name, "name", Authors.Author.LongestName),
            Role = role,
            Hash = Accounts.Secret.HashOf(secret),
            CreatedAt = Input.Instant(now),
            Scopes = scopes,
            ExpiresAt = expires is { } end ? Input.Instant(end) : null,
            CreatedBy = createdBy,
        };
        return (token, secret);
    }
}
