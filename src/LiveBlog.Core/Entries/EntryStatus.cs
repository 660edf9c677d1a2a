namespace LiveBlog.Core.Entries;

/// <summary>Whether readers see an entry.</summary>
public enum EntryStatus
{
    /// <summary>Kept at the desk; has no revision, for readers it does not exist.</summary>
    Draft,

    /// <summary>On readers' pages.</summary>
    Published,

    /// <summary>Taken back: stays as a tombstone, so that open pages drop it.</summary>
    Withdrawn,
}
