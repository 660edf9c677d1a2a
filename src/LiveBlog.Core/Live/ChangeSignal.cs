using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;

namespace LiveBlog.Core.Live;

/// <summary>How a commit on one node makes the others look. It only saves time: a poll of the heads finds what it loses.</summary>
public abstract class ChangeSignal
{
    /// <summary>What this process has heard of changes: its own from the moment of their commit, others' as soon as the signal brings them.</summary>
    public ChangeMarks Marks { get; } = new();

    /// <summary>Called inside the transaction that makes the change.</summary>
    public virtual Task AnnounceAsync(LiveBlogContext db, Change change, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Called after its commit, or after one of which nobody knows whether it went through.</summary>
    public virtual void Committed(Change change) => Marks.Note(change);

    /// <summary>The changes made anywhere, from now until cancelled. For one listener.</summary>
    public abstract IAsyncEnumerable<Change> ListenAsync(CancellationToken cancellation);

    /// <summary>Called inside the transaction that changes something at a desk; readers are not told.</summary>
    public virtual Task AnnounceAsync(LiveBlogContext db, DeskChange change, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Called after its commit.</summary>
    public virtual void Committed(DeskChange change) { }

    /// <summary>What changed at desks anywhere, from now until cancelled. For one listener.</summary>
    public abstract IAsyncEnumerable<DeskChange> ListenAtDeskAsync(CancellationToken cancellation);
}
