namespace LiveBlog.Core.Entries;

/// <summary>How sure the newsroom is of what an entry says, as readers are told.</summary>
public enum Certainty
{
    /// <summary>Nothing is said of it.</summary>
    None,

    /// <summary>Confirmed (« confirmé »).</summary>
    Confirmed,

    /// <summary>Reported, still to be verified (« à vérifier »).</summary>
    Unverified,

    /// <summary>Turned out to be wrong (« démenti »).</summary>
    Denied,
}
