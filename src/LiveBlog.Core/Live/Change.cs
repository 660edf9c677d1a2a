namespace LiveBlog.Core.Live;

/// <summary>Says that an event changed: all that travels between processes.</summary>
/// <param name="EventId">
/// The event; <see cref="Guid.Empty"/> when any may have changed (signals could have been missed); <see cref="ListsId"/> for what lists show.
/// </param>
/// <param name="Revision">The revision it has now.</param>
public readonly record struct Change(Guid EventId, long Revision)
{
    /// <summary>
    /// Stands for all that has no revision of its own or is shown beside other things: the heads of events as lists name them,
    /// articles, dossiers, authors.
    /// </summary>
    public static readonly Guid ListsId = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>Signals may have been missed: look at every event.</summary>
    public static readonly Change Any = new(Guid.Empty, 0);

    /// <summary>Whether readers saw something before it that they must not see any more: it was withdrawn, or moved elsewhere.</summary>
    public bool TakesBack { get; init; }
}
