namespace LiveBlog.Core.Entries;

/// <summary>How many entries of each status an event has, as the desk shows it: none is counted beyond <see cref="Most"/>.</summary>
public sealed record EntryCounts(int Draft, int Submitted, int Scheduled, int Published, int Withdrawn)
{
    /// <summary>One more than is shown: counting further would take the longer the longer an event goes on.</summary>
    public const int Most = 1_001;

    /// <summary>How many of that status, or of all; at most <see cref="Most"/>.</summary>
    public int Of(EntryStatus? status) => status switch
    {
        EntryStatus.Draft => Draft,
        EntryStatus.Submitted => Submitted,
        EntryStatus.Scheduled => Scheduled,
        EntryStatus.Published => Published,
        EntryStatus.Withdrawn => Withdrawn,
        _ => Math.Min(Draft + Submitted + Scheduled + Published + Withdrawn, Most),
    };
}
