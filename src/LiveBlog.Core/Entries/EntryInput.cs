using LiveBlog.Core.Media;

namespace LiveBlog.Core.Entries;

/// <summary>What somebody wants an entry to be. A field left null keeps its value; an empty text empties it.</summary>
public record EntryInput
{
    /// <summary>One line; may be empty if there is a body.</summary>
    public string? Headline { get; init; }

    /// <summary>Markdown; may be empty if there is a headline.</summary>
    public string? Body { get; init; }

    /// <summary>The time shown; when it is published, if null.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>A key event (« temps fort »).</summary>
    public bool? Key { get; init; }

    /// <summary>Breaking (« urgent »).</summary>
    public bool? Breaking { get; init; }

    /// <summary>Stands on top of the first page.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Shown in the wire (« fil d'actu »).</summary>
    public bool? Wire { get; init; }

    /// <summary>When it happened, if not at the time shown; that same time takes it away.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>When it is to be published; needed by one that is scheduled, of no meaning else.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when it must not be published; a time that is not in the future lifts the embargo.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>How sure the newsroom is of it.</summary>
    public Certainty? Certainty { get; init; }

    /// <summary>Its rank among pinned entries; the higher stands first.</summary>
    public int? PinRank { get; init; }

    /// <summary>Photos, sounds and videos; an empty list takes them away.</summary>
    public IReadOnlyList<Medium>? Media { get; init; }

    /// <summary>Draft, submitted, scheduled, published or withdrawn; published, if null on a new entry.</summary>
    public EntryStatus? Status { get; init; }

    /// <summary>The name of the byline; the actor's own, if null on a new entry.</summary>
    public string? Author { get; init; }

    /// <summary>The note of a correction, shown with its date; empty takes the note away.</summary>
    public string? Correction { get; init; }

    /// <summary>A card to a related article; one without headline takes the card away.</summary>
    public RelatedCard? Related { get; init; }

    /// <summary>Whether nothing but the status is to change.</summary>
    public bool IsOnlyStatus() => this is
    {
        Headline: null, Body: null, PublishedAt: null, Key: null, Breaking: null, Pinned: null, Wire: null, HappenedAt: null, DueAt: null,
        EmbargoUntil: null, Certainty: null, PinRank: null, Media: null, Author: null, Correction: null, Related: null,
    };
}
