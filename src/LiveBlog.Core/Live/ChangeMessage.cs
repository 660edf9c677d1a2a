namespace LiveBlog.Core.Live;

/// <summary>A change message: what the hub pushes and what <c>changes?since=</c> answers (docs/protocol.md).</summary>
/// <param name="Epoch">The event's epoch.</param>
/// <param name="From">Whoever is at this revision or a later one has no gap.</param>
/// <param name="To">The revision the message leads to.</param>
/// <param name="Event">The event's own changes, or null if nothing changed.</param>
/// <param name="Entries">What changed, by revision.</param>
/// <param name="Reload">Too much was missed: load the page anew.</param>
/// <param name="PollAfterMs">When a polling reader should ask again, in milliseconds.</param>
public sealed record ChangeMessage(
    string Epoch, long From, long To, EventChanges? Event, IReadOnlyList<EntryChange> Entries, bool Reload, int PollAfterMs);

/// <summary>The event's own part of a change message.</summary>
/// <param name="Title">Plain text, for the document's title.</param>
/// <param name="Status"><c>scheduled</c>, <c>live</c>, <c>paused</c> or <c>ended</c>.</param>
/// <param name="Revision">The revision at which the event's own fields last changed.</param>
/// <param name="Parts">The pieces of the page that changed.</param>
public sealed record EventChanges(string Title, string Status, long Revision, IReadOnlyList<RenderedPart> Parts);

/// <summary>A piece of the page that is not an entry.</summary>
/// <param name="Id">The id of its element.</param>
/// <param name="Revision">The revision it belongs to.</param>
/// <param name="Html">The whole element.</param>
public sealed record RenderedPart(string Id, long Revision, string Html);

/// <summary>One entry of a change message: as it is now, or gone.</summary>
public sealed record EntryChange
{
    /// <summary>The entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>The revision that changed it.</summary>
    public required long Revision { get; init; }

    /// <summary>The time shown, with the offset of the event's zone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The sort key.</summary>
    public string? Position { get; init; }

    /// <summary>Whether it stands on top of the first page.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Among pinned entries the higher stands first; null for others.</summary>
    public int? Rank { get; init; }

    /// <summary>The whole element, as the page has it.</summary>
    public string? Html { get; init; }

    /// <summary>True when readers must not see it any more.</summary>
    public bool? Gone { get; init; }
}
