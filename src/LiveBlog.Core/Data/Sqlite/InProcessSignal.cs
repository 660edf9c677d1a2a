using System.Threading.Channels;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Live;

namespace LiveBlog.Core.Data.Sqlite;

/// <summary>On SQLite one process serves all readers, so the signal stays in it.</summary>
internal sealed class InProcessSignal : ChangeSignal
{
    // Only "look again" is lost when the oldest is dropped, and the safety-net poll looks again.
    private readonly Channel<Change> changes = Bounded<Change>();
    private readonly Channel<DeskChange> deskChanges = Bounded<DeskChange>();

    public override void Committed(Change change)
    {
        base.Committed(change);
        changes.Writer.TryWrite(change);
    }

    public override IAsyncEnumerable<Change> ListenAsync(CancellationToken cancellation) => changes.Reader.ReadAllAsync(cancellation);

    public override void Committed(DeskChange change) => deskChanges.Writer.TryWrite(change);

    public override IAsyncEnumerable<DeskChange> ListenAtDeskAsync(CancellationToken cancellation) => deskChanges.Reader.ReadAllAsync(cancellation);

    private static Channel<T> Bounded<T>() =>
        Channel.CreateBounded<T>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
}
