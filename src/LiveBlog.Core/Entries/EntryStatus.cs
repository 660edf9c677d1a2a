namespace LiveBlog.Core.Entries;

/// <summary>Whether readers see an entry. Readers know of <see cref="Published"/> and <see cref="Withdrawn"/> only.</summary>
public enum EntryStatus
{
    /// <summary>Kept at the desk; has no revision, for readers it does not exist.</summary>
    Draft,

    /// <summary>Filed for somebody else to approve.</summary>
    Submitted,

    /// <summary>Finished; published by itself at <see cref="Entry.DueAt"/>.</summary>
    Scheduled,

    /// <summary>On readers' pages.</summary>
    Published,

    /// <summary>Taken back: stays as a tombstone, so that open pages drop it.</summary>
    Withdrawn,
}
