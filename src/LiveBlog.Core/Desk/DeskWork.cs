using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;

namespace LiveBlog.Core.Desk;

/// <summary>What the desk's commands have in common.</summary>
internal static class DeskWork
{
    /// <summary>The event, of which the actor must have that role or a higher one.</summary>
    /// <exception cref="Refused">There is no such event, or the role is lower.</exception>
    public static async Task<Guid> EventForAsync(
        this LiveBlogContext db, string slug, Actor actor, Role needed, CancellationToken cancellation)
    {
        var eventId = await db.EventIdAsync(slug, cancellation);
        await db.MustBeAsync(actor, eventId, needed, cancellation);
        return eventId;
    }

    /// <summary>Saves what the context holds and tells every node.</summary>
    public static async Task SaveAsync(this LiveBlogContext db, ChangeSignal signal, DeskChange change, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        await signal.AnnounceAsync(db, change, cancellation);
        await transaction.CommitAsync(cancellation);
        signal.Committed(change);
    }
}
