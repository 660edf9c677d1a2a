using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>Makes, finds and takes back filing links.</summary>
public sealed class FilingLinkWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>The longest that a link may be good.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Makes a link for a correspondent; the secret it answers can't be shown again.</summary>
    /// <exception cref="Refused">The actor does not run events, the event is unknown, or name or time won't do.</exception>
    public async Task<(FilingLink Link, string Secret)> CreateAsync(
        string slug, string? name, TimeSpan good, Actor actor, CancellationToken cancellation)
    {
        if (good <= TimeSpan.Zero || good > Longest)
            throw new Refused(RefusalKind.Invalid, "link-expiry", "days", $"A link is good for at most {Longest.Days} days.");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        var now = clock.GetUtcNow();
        var secret = Secret.Make();
        var link = new FilingLink
        {
            Id = Guid.CreateVersion7(now),
            EventId = eventId,
            Name = Input.Required(name, "name", Authors.Author.LongestName),
            Hash = Secret.HashOf(secret),
            CreatedBy = actor.Name,
            CreatedAt = Input.Instant(now),
            ExpiresAt = Input.Instant(now + good),
        };
        db.FilingLinks.Add(link);
        db.AuditRecords.Add(Audit.Of(actor, now, "link-made", "filing-link", link.Id.ToString(), link.Name, slug));
        await db.SaveChangesAsync(cancellation);
        return (link, secret);
    }

    /// <summary>The link with that secret, good or not; null if there never was one.</summary>
    public async Task<FilingLink?> FindAsync(string secret, CancellationToken cancellation)
    {
        var hash = Secret.HashOf(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FilingLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash, cancellation);
    }

    /// <summary>Whether something may be filed by the link now.</summary>
    public bool IsGood(FilingLink link) => link.RevokedAt is null && link.ExpiresAt > clock.GetUtcNow().UtcDateTime;

    /// <summary>Notes that something was filed by it.</summary>
    public async Task TouchAsync(Guid id, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.FilingLinks.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.LastUsedAt, now), cancellation);
    }

    /// <summary>An event's links, the latest first.</summary>
    public async Task<IReadOnlyList<FilingLink>> ListAsync(Guid eventId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FilingLinks.AsNoTracking().Where(l => l.EventId == eventId)
            .OrderByDescending(l => l.CreatedAt).Take(200).ToListAsync(cancellation);
    }

    /// <summary>Takes a link back.</summary>
    /// <exception cref="Refused">The actor does not run events, or there is no such good link.</exception>
    public async Task RevokeAsync(string slug, Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        var link = await db.FilingLinks.SingleOrDefaultAsync(l => l.Id == id && l.EventId == eventId && l.RevokedAt == null, cancellation)
            ?? throw new Refused(RefusalKind.Missing, "link-unknown", "", $"The link was taken back already.");
        link.RevokedAt = Input.Instant(now);
        db.AuditRecords.Add(Audit.Of(actor, now, "link-revoked", "filing-link", id.ToString(), link.Name, slug));
        await db.SaveChangesAsync(cancellation);
    }
}
