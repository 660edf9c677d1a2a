using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>Makes, finds and revokes bearer tokens.</summary>
public sealed class TokenWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>Makes a token; the secret it answers can't be shown again.</summary>
    /// <exception cref="Refused">The name is empty, too long, or that of another good token.</exception>
    public async Task<string> CreateAsync(string name, Role role, CancellationToken cancellation)
    {
        var (token, secret) = ApiToken.Create(name, role, clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ApiTokens.AnyAsync(t => t.Name == token.Name && t.RevokedAt == null, cancellation))
        {
            throw new Refused(RefusalKind.Conflict, "token-name-taken", "name",
                $"There is a token \"{token.Name}\" already: revoke it first, or choose another name.");
        }
        db.ApiTokens.Add(token);
        await db.SaveChangesAsync(cancellation);
        return secret;
    }

    /// <summary>All tokens, the latest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.AsNoTracking().OrderByDescending(t => t.CreatedAt).ToListAsync(cancellation);
    }

    /// <summary>The token with that secret, revoked or not; null if there is none.</summary>
    public async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = ApiToken.HashOf(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellation);
    }

    /// <summary>Revokes the good token of that name.</summary>
    /// <exception cref="Refused">There is none.</exception>
    public async Task RevokeAsync(string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Name == name && t.RevokedAt == null, cancellation)
            ?? throw new Refused(RefusalKind.Missing, "token-unknown", "name", $"There is no good token \"{name}\": see \"token list\".");
        token.RevokedAt = Input.Instant(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
    }
}
