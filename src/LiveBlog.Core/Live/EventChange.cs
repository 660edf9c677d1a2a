using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveBlog.Core.Live;

/// <summary>
/// One transaction that changes one event, or two between which an entry moves, and the wire where that shows it. It holds the event's row lock, so the changes of an event come in one order,
/// and revisions without holes. Disposed without <see cref="CommitAsync"/>, nothing has happened.
/// </summary>
public sealed class EventChange : IAsyncDisposable
{
    private readonly LiveBlogContext db;
    private readonly ChangeSignal signal;
    private readonly IDbContextTransaction transaction;
    private readonly Dictionary<LiveEvent, long> revisionsBefore = [];

    private EventChange(LiveBlogContext db, ChangeSignal signal, IDbContextTransaction transaction, LiveEvent locked)
    {
        (this.db, this.signal, this.transaction, Event) = (db, signal, transaction, locked);
        revisionsBefore[locked] = locked.Revision;
    }

    /// <summary>The event, locked and tracked.</summary>
    public LiveEvent Event { get; }

    /// <summary>The other event, locked and tracked, where the change is of two.</summary>
    public LiveEvent? Other { get; private set; }

    /// <summary>Locks the event.</summary>
    /// <exception cref="Refused">There is no such event.</exception>
    public static Task<EventChange> BeginAsync(LiveBlogContext db, ChangeSignal signal, Guid eventId, CancellationToken cancellation) =>
        BeginAsync(db, signal, eventId, null, cancellation);

    /// <summary>Locks an event and another one; in the order of their ids, so that two such changes cannot wait for each other.</summary>
    /// <exception cref="Refused">There is no such event.</exception>
    public static async Task<EventChange> BeginAsync(
        LiveBlogContext db, ChangeSignal signal, Guid eventId, Guid? otherId, CancellationToken cancellation)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            var first = otherId < eventId ? await LockAsync(otherId.Value) : null;
            var change = new EventChange(db, signal, transaction, await LockAsync(eventId));
            if (otherId is { } other)
            {
                change.Other = first ?? await LockAsync(other);
                change.revisionsBefore[change.Other] = change.Other.Revision;
            }
            return change;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }

        async Task<LiveEvent> LockAsync(Guid id) => await db.LockEventAsync(id, cancellation) ?? throw EventQueries.Unknown(id.ToString());
    }

    /// <summary>The wire, locked and tracked. It is always locked last, so two changes cannot wait for each other.</summary>
    public async Task<LiveEvent> LockWireAsync(CancellationToken cancellation)
    {
        if (revisionsBefore.Keys.FirstOrDefault(locked => locked.IsWire) is { } known)
            return known;
        var wire = await db.LockEventAsync(LiveEvent.WireId, cancellation)
            ?? throw new InvalidOperationException("The wire is not in the database: its migration makes it.");
        revisionsBefore[wire] = wire.Revision;
        return wire;
    }

    /// <summary>Saves and commits; tells every node what readers can see of it, and the event's desk in any case.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        var (takenBack, changesLists) = (TakenBack(), ChangesLists());
        await db.SaveChangesAsync(cancellation);
        var visible = revisionsBefore.Where(before => before.Key.Revision > before.Value)
            .Select(before => new Change(before.Key.Id, before.Key.Revision) { TakesBack = takenBack.Contains(before.Key.Id) }).ToList();
        if (changesLists)
            visible.Add(new Change(Change.ListsId, 0) { TakesBack = takenBack.Contains(Change.ListsId) });
        foreach (var change in visible)
            await signal.AnnounceAsync(db, change, cancellation);
        var atDesk = new DeskChange(Event.Id, DeskPart.Entries);
        await signal.AnnounceAsync(db, atDesk, cancellation);
        try
        {
            await transaction.CommitAsync(cancellation);
        }
        finally
        {
            // Also where the connection failed meanwhile: it may have gone through all the same.
            foreach (var change in visible)
                signal.Committed(change);
        }
        signal.Committed(atDesk);
    }

    // Of which events, or of the lists, something that readers saw goes away.
    private HashSet<Guid> TakenBack() =>
    [
        .. db.ChangeTracker.Entries<Entry>().Where(e => Withdraws(e, e.Entity.Status)).Select(e => e.Entity.EventId),
        .. db.ChangeTracker.Entries<Article>().Where(e => Withdraws(e, e.Entity.Status)).Select(_ => Change.ListsId),
    ];

    private static bool Withdraws(EntityEntry entity, EntryStatus status) => entity.State == EntityState.Modified
        && status != EntryStatus.Published && entity.OriginalValues[nameof(Entry.Status)] is EntryStatus.Published;

    private bool ChangesLists() => revisionsBefore.Any(before => before.Key.HeaderRevision > before.Value)
        || db.ChangeTracker.Entries().Any(e => e is { State: EntityState.Added, Entity: LiveEvent }
            or { State: EntityState.Added or EntityState.Modified, Entity: Article or Topic or Author });

    /// <inheritdoc />
    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
