using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>What somebody wants a token to be.</summary>
/// <param name="Name">What it is for; the byline of what it posts.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Scopes">What of that it may use; empty for all.</param>
/// <param name="Good">How long; null for ever.</param>
public sealed record TokenInput(string? Name, Role Role, IReadOnlyList<string> Scopes, TimeSpan? Good);

/// <summary>Makes, finds and revokes bearer tokens.</summary>
public sealed class TokenWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>Whoever works on the command line: may do everything, and is told in the audit log as such.</summary>
    public static readonly Actor CommandLine = new("command line", Role.Admin, "");

    /// <summary>Makes a token on the command line; the secret it answers can't be shown again.</summary>
    /// <exception cref="Refused">The name is empty, too long, or that of another good token.</exception>
    public Task<string> CreateAsync(string name, Role role, CancellationToken cancellation) =>
        CreateAsync(new TokenInput(name, role, [], null), CommandLine, cancellation);

    /// <summary>Makes a token; the secret it answers can't be shown again.</summary>
    /// <exception cref="Refused">The name is empty, too long, or that of another good token; or the actor may not give that role.</exception>
    public async Task<string> CreateAsync(TokenInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        if (input.Role > actor.Role)
            throw new Refused(RefusalKind.Forbidden, "token-role", "role", $"A token can't have a higher role than who makes it: choose {actor.Role} or less.");
        if (input.Good <= TimeSpan.Zero)
            throw new Refused(RefusalKind.Invalid, "token-expiry", "days", $"The token would be worthless at once: choose a later date.");
        var now = clock.GetUtcNow();
        var (token, secret) = ApiToken.Create(input.Name!, input.Role, now, Scopes.Checked(input.Scopes), now + input.Good, actor.Key);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.ApiTokens.AnyAsync(t => t.Name == token.Name && t.RevokedAt == null, cancellation))
        {
            throw new Refused(RefusalKind.Conflict, "token-name-taken", "name",
                $"There is a token \"{token.Name}\" already: revoke it first, or choose another name.");
        }
        db.ApiTokens.Add(token);
        db.AuditRecords.Add(Audit.Of(actor, now, "token-made", "token", token.Id.ToString(), token.Name, $"{token.Role} {token.Scopes}".Trim()));
        await db.SaveChangesAsync(cancellation);
        return secret;
    }

    /// <summary>All tokens, the latest first; only those that the named account made, if one is named.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellation, string? madeBy = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.AsNoTracking().Where(t => madeBy == null || t.CreatedBy == madeBy)
            .OrderByDescending(t => t.CreatedAt).ToListAsync(cancellation);
    }

    /// <summary>The token with that secret, good or not; null if there is none.</summary>
    public async Task<ApiToken?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = Secret.HashOf(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash, cancellation);
    }

    /// <summary>
    /// The role that the token has now: never more than whoever made it has. Null if their account is shut. Notes the use, to
    /// the minute.
    /// </summary>
    public async Task<Role?> UseAsync(ApiToken token, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var role = token.Role;
        if (Guid.TryParse(token.CreatedBy, out var maker))
        {
            var allowed = await db.Users.Where(u => u.Id == maker && u.DeactivatedAt == null).Select(u => (Role?)u.Role).SingleOrDefaultAsync(cancellation);
            if (allowed is null)
                return null;
            role = allowed < role ? allowed.Value : role;
        }
        var minuteAgo = now.AddMinutes(-1);
        if (token.LastUsedAt is null || token.LastUsedAt < minuteAgo)
        {
            await db.ApiTokens.Where(t => t.Id == token.Id && (t.LastUsedAt == null || t.LastUsedAt < minuteAgo))
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), cancellation);
        }
        return role;
    }

    /// <summary>Revokes the good token of that name, on the command line.</summary>
    /// <exception cref="Refused">There is none.</exception>
    public async Task RevokeAsync(string name, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await RevokeAsync(db, await db.ApiTokens.SingleOrDefaultAsync(t => t.Name == name && t.RevokedAt == null, cancellation), name, CommandLine, cancellation);
    }

    /// <summary>Revokes a token; whoever is no administrator, only one of their own.</summary>
    /// <exception cref="Refused">There is no such good token.</exception>
    public async Task RevokeAsync(Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == id && t.RevokedAt == null, cancellation);
        await RevokeAsync(db, actor.Role >= Role.Admin || token?.CreatedBy == actor.Key ? token : null, id.ToString(), actor, cancellation);
    }

    private async Task RevokeAsync(LiveBlogContext db, ApiToken? token, string name, Actor actor, CancellationToken cancellation)
    {
        if (token is null)
            throw new Refused(RefusalKind.Missing, "token-unknown", "name", $"There is no good token \"{name}\": see \"token list\".");
        var now = clock.GetUtcNow();
        token.RevokedAt = Input.Instant(now);
        db.AuditRecords.Add(Audit.Of(actor, now, "token-revoked", "token", token.Id.ToString(), token.Name));
        await db.SaveChangesAsync(cancellation);
    }
}
