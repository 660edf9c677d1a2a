using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>Begins, finds and ends sessions: sign-ins of an account, each on one browser.</summary>
public sealed class SessionWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>How exactly it is kept when a session was last used.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Begins a session of that account and answers its id. Sessions long over are forgotten.</summary>
    public async Task<Guid> BeginAsync(Guid userId, string client, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        var session = new UserSession { Id = Guid.NewGuid(), UserId = userId, Client = Input.Line(client, "client", 200), CreatedAt = now, SeenAt = now };
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.UserSessions.Where(s => s.UserId == userId && s.SeenAt < now - Kept).ExecuteDeleteAsync(cancellation);
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignedInAt, now), cancellation);
        db.UserSessions.Add(session);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return session.Id;
    }

    /// <summary>What the session stands for; null if it was ended or its account shut. One query.</summary>
    public async Task<SignedIn?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.UserSessions.Where(s => s.Id == id && s.EndedAt == null)
            .Join(db.Users.Where(u => u.DeactivatedAt == null), s => s.UserId, u => u.Id, (s, u) => new SignedIn
            {
                UserId = u.Id,
                Name = u.DisplayName,
                Role = u.Role,
                Language = u.Language,
                IsDemo = u.IsDemo,
                HasSecondFactor = u.TwoFactorEnabled || db.Set<IdentityUserPasskey<Guid>>().Any(p => p.UserId == u.Id),
                NeedsSecondFactor = db.Settings.Any(x => x.Key == SettingKeys.SecondFactor && x.Value == SettingKeys.On),
                SeenAt = s.SeenAt,
                Events = db.EventMembers.Where(m => m.UserId == u.Id)
                    .Join(db.Events, m => m.EventId, e => e.Id, (m, e) => new EventRole(e.Slug, m.Role)).ToList(),
                FormerEvents = db.EventMembers.Where(m => m.UserId == u.Id)
                    .Join(db.SlugRedirects, m => m.EventId, r => r.EventId, (m, r) => new EventRole(r.Slug, m.Role)).ToList(),
            })
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Notes that the session is in use.</summary>
    public async Task TouchAsync(Guid id, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.UserSessions.Where(s => s.Id == id && s.SeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancellation);
    }

    /// <summary>The account's good sessions, the last used first.</summary>
    public async Task<IReadOnlyList<UserSession>> ListAsync(Guid userId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var from = Input.Instant(clock.GetUtcNow()) - TimeSpan.FromDays(30);
        return await db.UserSessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.SeenAt > from)
            .OrderByDescending(s => s.SeenAt).ToListAsync(cancellation);
    }

    /// <summary>Ends one session, as its browser or another of the same account asks.</summary>
    public async Task EndAsync(Guid userId, Guid id, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.UserSessions.Where(s => s.Id == id && s.UserId == userId && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellation);
    }

    /// <summary>Ends all sessions of an account but that one, if any is named.</summary>
    public async Task EndAllAsync(Guid userId, Guid? but, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, cancellation) ?? throw AccountWriter.Unknown();
        if (user.Id.ToString() != actor.Key)
            actor.MustBeAdmin();
        await db.EndSessionsAsync(userId, but, clock.GetUtcNow(), cancellation);
        db.AuditRecords.Add(Audit.Of(actor, clock.GetUtcNow(), "sessions-ended", "account", user.Id.ToString(), user.DisplayName));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

/// <summary>What several commands do to sessions.</summary>
public static class Sessions
{
    /// <summary>Ends an account's sessions but that one, in the transaction of the caller.</summary>
    public static Task EndSessionsAsync(this LiveBlogContext db, Guid userId, Guid? but, DateTimeOffset now, CancellationToken cancellation)
    {
        var ended = Input.Instant(now);
        return db.UserSessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != but)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, ended), cancellation);
    }
}
