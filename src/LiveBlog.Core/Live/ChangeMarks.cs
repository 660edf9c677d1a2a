using System.Collections.Concurrent;

namespace LiveBlog.Core.Live;

/// <summary>
/// When, in this process, it was last heard that something changed: a count of changes, not a time. Whoever notes
/// <see cref="Now"/> before reading the database can tell later whether what was read may be out of date.
/// </summary>
/// <remarks>
/// A change is noted after its commit and before whoever made it is answered. So what was read at a mark is as new as every
/// change that was acknowledged before that mark.
/// </remarks>
public sealed class ChangeMarks
{
    private readonly ConcurrentDictionary<Guid, Mark> marks = new();
    private readonly Mark anything = new();
    private readonly Lock gate = new();
    private long everything;
    private long now;

    /// <summary>The present count.</summary>
    public long Now => Volatile.Read(ref now);

    /// <summary>Notes a change. One that was noted before, or that a later one of the same event contains, changes nothing.</summary>
    public void Note(Change change)
    {
        lock (gate)
        {
            var next = now + 1;
            if (change.EventId == Guid.Empty)
            {
                Volatile.Write(ref everything, next);
            }
            else
            {
                var mark = marks.GetOrAdd(change.EventId, _ => new Mark());
                var isNew = change.Revision > mark.Revision || change.EventId == Change.ListsId;
                var takesBack = change.TakesBack && (change.Revision > mark.TakenBackRevision || change.EventId == Change.ListsId);
                if (!isNew && !takesBack)
                    return;
                if (isNew)
                {
                    mark.Revision = change.Revision;
                    Volatile.Write(ref mark.Changed, next);
                    Volatile.Write(ref anything.Changed, next);
                }
                if (takesBack)
                {
                    mark.TakenBackRevision = change.Revision;
                    Volatile.Write(ref mark.TakenBack, next);
                    Volatile.Write(ref anything.TakenBack, next);
                }
            }
            // Last: whoever sees this count sees the marks up to it.
            Volatile.Write(ref now, next);
        }
    }

    /// <summary>Whether something of that source was, or may have been, changed after that mark.</summary>
    /// <param name="source">An event, <see cref="Change.ListsId"/>, or <see cref="Guid.Empty"/> for anything at all.</param>
    /// <param name="mark">A value of <see cref="Now"/>.</param>
    public bool ChangedSince(Guid source, long mark) =>
        Volatile.Read(ref everything) > mark || Find(source) is { } its && Volatile.Read(ref its.Changed) > mark;

    /// <summary>Whether it is known that something of that source was taken back after that mark, and must not be shown any more.</summary>
    /// <inheritdoc cref="ChangedSince" />
    public bool TakenBackSince(Guid source, long mark) => Find(source) is { } its && Volatile.Read(ref its.TakenBack) > mark;

    private Mark? Find(Guid source) => source == Guid.Empty ? anything : marks.GetValueOrDefault(source);

    private sealed class Mark
    {
        public long Changed;
        public long TakenBack;

        // Written and read under the lock.
        public long Revision { get; set; }

        public long TakenBackRevision { get; set; }
    }
}
