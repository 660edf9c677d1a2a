using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveBlog.Core.Live;

/// <summary>
/// One transaction that changes one event. It holds the event's row lock, so the changes of an event come in one order,
/// and revisions without holes. Disposed without <see cref="CommitAsync"/>, nothing has happened.
/// </summary>
public sealed class EventChange : IAsyncDisposable
{
    private readonly LiveBlogContext db;
    private readonly ChangeSignal signal;
    private readonly IDbContextTransaction transaction;
    private readonly long revisionBefore;

    private EventChange(LiveBlogContext db, ChangeSignal signal, IDbContextTransaction transaction, LiveEvent locked)
    {
        (this.db, this.signal, this.transaction, Event) = (db, signal, transaction, locked);
        revisionBefore = locked.Revision;
    }

    /// <summary>The event, locked and tracked.</summary>
    public LiveEvent Event { get; }

    /// <summary>Locks the event.</summary>
    /// <exception cref="Refused">There is no such event.</exception>
    public static async Task<EventChange> BeginAsync(LiveBlogContext db, ChangeSignal signal, Guid eventId, CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            var locked = await db.LockEventAsync(eventId, cancellation) ?? throw EventQueries.Unknown(eventId.ToString());
            return new EventChange(db, signal, transaction, locked);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Saves and commits; if readers can see the change, tells every node.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        var change = new Change(Event.Id, Event.Revision);
        var visible = Event.Revision > revisionBefore;
        await db.SaveChangesAsync(cancellation);
        if (visible)
            await signal.AnnounceAsync(db, change, cancellation);
        await transaction.CommitAsync(cancellation);
        if (visible)
            signal.Committed(change);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
