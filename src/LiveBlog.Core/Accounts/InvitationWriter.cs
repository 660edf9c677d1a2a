using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>Makes, finds, uses and takes back invitations.</summary>
public sealed class InvitationWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromDays(7);

    /// <summary>Invites somebody; the secret it answers can't be shown again.</summary>
    /// <param name="email">The address it is for, or empty.</param>
    /// <param name="name">The name it is for, or empty.</param>
    /// <param name="role">The role to get.</param>
    /// <param name="slug">The one event to get it in, or null.</param>
    /// <param name="actor">Who invites.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">The actor may not, the event is unknown, or the address has an account.</exception>
    public async Task<(Invitation Invitation, string Secret)> CreateAsync(
        string? email, string? name, Role role, string? slug, Actor actor, CancellationToken cancellation)
    {
        if (slug is not null && role > Role.Editor)
            throw new Refused(RefusalKind.Invalid, "member-role", "role", $"An event has no administrators: choose editor or less.");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Guid? eventId = null;
        if (slug is null)
            actor.MustBeAdmin();
        else
            eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        var now = clock.GetUtcNow();
        var secret = Secret.Make();
        var address = Address(email, required: false);
        if (address.Length > 0 && await db.Users.AnyAsync(u => u.NormalizedEmail == address.ToUpperInvariant(), cancellation))
            throw new Refused(RefusalKind.Conflict, "email-taken", "email", $"{address} has an account already: look at the list of people.");
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            Hash = Secret.HashOf(secret),
            Email = address,
            Name = Input.Line(name, "name", Authors.Author.LongestName),
            Role = role,
            EventId = eventId,
            CreatedBy = actor.Name,
            CreatedAt = Input.Instant(now),
            ExpiresAt = Input.Instant(now + Good),
        };
        db.Invitations.Add(invitation);
        db.AuditRecords.Add(Audit.Of(actor, now, "invited", "invitation", invitation.Id.ToString(), address.Length > 0 ? address : invitation.Name, slug is null ? role.ToString() : $"{slug}: {role}"));
        await db.SaveChangesAsync(cancellation);
        return (invitation, secret);
    }

    /// <summary>The good invitation with that secret; null if there is none, or none any more.</summary>
    public async Task<Invitation?> FindAsync(string secret, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Usable(db, secret).AsNoTracking().SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Uses the invitation up for that account, in the transaction of the caller; false if it is no good any more.</summary>
    public async Task<bool> UseAsync(LiveBlogContext db, string secret, Guid userId, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        return await Usable(db, secret).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.UsedAt, now).SetProperty(i => i.UsedBy, userId), cancellation) == 1;
    }

    /// <summary>Invitations that are neither used nor taken back, the latest first; only those into one event, if it is named.</summary>
    public async Task<IReadOnlyList<Invitation>> OpenAsync(Guid? eventId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var from = Input.Instant(clock.GetUtcNow() - Good);
        return await db.Invitations.AsNoTracking()
            .Where(i => i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > from && (eventId == null || i.EventId == eventId))
            .OrderByDescending(i => i.CreatedAt).Take(100).ToListAsync(cancellation);
    }

    /// <summary>Takes an invitation back. One into an event may be taken back by whoever runs it.</summary>
    /// <exception cref="Refused">The actor may not, or there is no such open invitation.</exception>
    public async Task RevokeAsync(Guid id, Guid? eventId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (eventId is { } into)
            await db.MustBeAsync(actor, into, Role.Editor, cancellation);
        else
            actor.MustBeAdmin();
        var now = clock.GetUtcNow();
        var invitation = await db.Invitations.SingleOrDefaultAsync(
                i => i.Id == id && i.UsedAt == null && i.RevokedAt == null && (eventId == null || i.EventId == eventId), cancellation)
            ?? throw new Refused(RefusalKind.Missing, "invitation-unknown", "", $"The invitation was used or taken back already.");
        invitation.RevokedAt = Input.Instant(now);
        db.AuditRecords.Add(Audit.Of(actor, now, "invitation-revoked", "invitation", id.ToString(), invitation.Email.Length > 0 ? invitation.Email : invitation.Name));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>An e-mail address as typed, without what can't be one.</summary>
    /// <exception cref="Refused">It is none, or missing where it is needed.</exception>
    public static string Address(string? typed, bool required = true)
    {
        var address = required ? Input.Required(typed, "email", 254) : Input.Line(typed, "email", 254);
        var at = address.LastIndexOf('@');
        return address.Length == 0 || at > 0 && at < address.Length - 1 && !address.Any(char.IsWhiteSpace)
            ? address
            : throw new Refused(RefusalKind.Invalid, "email-invalid", "email", $"\"{address}\" is no e-mail address.");
    }

    private IQueryable<Invitation> Usable(LiveBlogContext db, string secret)
    {
        var (hash, now) = (Secret.HashOf(secret), Input.Instant(clock.GetUtcNow()));
        return db.Invitations.Where(i => i.Hash == hash && i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
    }
}
