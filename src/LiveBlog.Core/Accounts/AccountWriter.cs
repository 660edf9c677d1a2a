using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>The commands of administrators: who may do what. Each is told in the audit log.</summary>
public sealed class AccountWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>Gives an account another role for the whole site.</summary>
    /// <exception cref="Refused">The actor is no administrator, the account is unknown, or it is the last administrator's.</exception>
    public Task ChangeRoleAsync(Guid userId, Role role, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(userId, actor, user =>
        {
            if (user.Role == role)
                return null;
            var before = user.Role;
            user.Role = role;
            return ("role-changed", $"{before} → {role}");
        }, cancellation);

    /// <summary>Shuts an account: it is signed out everywhere, its tokens are worthless, nobody can sign in to it.</summary>
    /// <exception cref="Refused">The actor is no administrator, the account is unknown, or it is the last administrator's.</exception>
    public Task DeactivateAsync(Guid userId, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(userId, actor, user =>
        {
            if (user.DeactivatedAt is not null)
                return null;
            user.DeactivatedAt = Input.Instant(clock.GetUtcNow());
            return ("account-deactivated", "");
        }, cancellation);

    /// <summary>Opens an account again.</summary>
    /// <exception cref="Refused">The actor is no administrator, or the account is unknown.</exception>
    public Task ReactivateAsync(Guid userId, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(userId, actor, user =>
        {
            if (user.DeactivatedAt is null)
                return null;
            user.DeactivatedAt = null;
            return ("account-reactivated", "");
        }, cancellation);

    /// <summary>Gives an account a role in one event, or takes that role away.</summary>
    /// <exception cref="Refused">The actor does not run events, or account or event is unknown.</exception>
    public async Task SetMemberAsync(string slug, Guid userId, Role? role, Actor actor, CancellationToken cancellation)
    {
        if (role > Role.Editor)
            throw new Refused(RefusalKind.Invalid, "member-role", "role", $"An event has no administrators: choose editor or less.");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        var title = await db.Events.Where(e => e.Id == eventId).Select(e => e.Title).SingleAsync(cancellation);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, cancellation) ?? throw Unknown();
        var member = await db.EventMembers.SingleOrDefaultAsync(m => m.EventId == eventId && m.UserId == userId, cancellation);
        if (member?.Role == role)
            return;
        if (role is not { } given)
            db.EventMembers.Remove(member!);
        else if (member is null)
            db.EventMembers.Add(new EventMember { EventId = eventId, UserId = userId, Role = given });
        else
            member.Role = given;
        db.AuditRecords.Add(Audit.Of(actor, now, role is null ? "member-removed" : "member-set", "account", userId.ToString(), user.DisplayName, role is null ? title : $"{title}: {role}"));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Makes a choice for the whole site.</summary>
    /// <exception cref="Refused">The actor is no administrator.</exception>
    public async Task SetAsync(string key, string value, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeAdmin();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var setting = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, cancellation);
        if (setting?.Value == value)
            return;
        if (setting is null)
            db.Settings.Add(new Setting { Key = key, Value = value, ChangedAt = Input.Instant(now) });
        else
            (setting.Value, setting.ChangedAt) = (value, Input.Instant(now));
        db.AuditRecords.Add(Audit.Of(actor, now, "setting-changed", "setting", key, key, value));
        await db.SaveChangesAsync(cancellation);
    }

    internal static Refused Unknown() =>
        new(RefusalKind.Missing, "account-unknown", "", $"There is no such account: look at the list of people.");

    private async Task ChangeAsync(Guid userId, Actor actor, Func<User, (string Action, string Details)?> change, CancellationToken cancellation)
    {
        actor.MustBeAdmin();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Locks the administrators' rows, so that two of them can't demote each other at the same moment.
        await Admins(db).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, Role.Admin), cancellation);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellation) ?? throw Unknown();
        if (change(user) is not { } done)
            return;
        var now = clock.GetUtcNow();
        db.AuditRecords.Add(Audit.Of(actor, now, done.Action, "account", user.Id.ToString(), user.DisplayName, done.Details));
        await db.SaveChangesAsync(cancellation);
        if (!await Admins(db).AnyAsync(cancellation))
            throw new Refused(RefusalKind.Conflict, "last-admin", "role", $"This is the last administrator: make somebody else one first.");
        if (user.DeactivatedAt is not null)
            await db.EndSessionsAsync(userId, null, now, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    // The demo's account is an editor's; whoever made it an administrator still needs one that outlives the demo.
    private static IQueryable<User> Admins(LiveBlogContext db) =>
        db.Users.Where(u => u.Role == Role.Admin && u.DeactivatedAt == null && !u.IsDemo);
}
