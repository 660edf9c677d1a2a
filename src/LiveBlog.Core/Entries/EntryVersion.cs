using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Media;

namespace LiveBlog.Core.Entries;

/// <summary>What an entry said in one of its versions: kept for ever, never changed.</summary>
public sealed class EntryVersion
{
    private EntryVersion() { }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; private init; }

    /// <summary>The version's number, from 1.</summary>
    public int Version { get; private init; }

    /// <summary>The event's revision it got, or 0 for a draft.</summary>
    public long Revision { get; private init; }

    /// <summary>The headline then.</summary>
    public string Headline { get; private init; } = "";

    /// <summary>The Markdown then.</summary>
    public string Body { get; private init; } = "";

    /// <summary>The time shown then, UTC.</summary>
    public DateTime PublishedAt { get; private init; }

    /// <summary>Whether readers saw it then.</summary>
    public EntryStatus Status { get; private init; }

    /// <summary>Whether it was a key event then.</summary>
    public bool IsKey { get; private init; }

    /// <summary>Whether it was breaking then.</summary>
    public bool IsBreaking { get; private init; }

    /// <summary>Whether it was pinned then.</summary>
    public bool IsPinned { get; private init; }

    /// <summary>Whether it was shown in the wire then.</summary>
    public bool IsOnWire { get; private init; }

    /// <summary>When it happened, as said then, UTC, or null.</summary>
    public DateTime? HappenedAt { get; private init; }

    /// <summary>When it was to be published then, UTC, or null.</summary>
    public DateTime? DueAt { get; private init; }

    /// <summary>Until when it was embargoed then, UTC, or null.</summary>
    public DateTime? EmbargoUntil { get; private init; }

    /// <summary>How sure the newsroom was of it then.</summary>
    public Certainty Certainty { get; private init; }

    /// <summary>Its photos, sounds and videos then.</summary>
    public IReadOnlyList<Medium> Media { get; private init; } = [];

    /// <summary>The correction note then.</summary>
    public string Correction { get; private init; } = "";

    /// <summary>The byline then.</summary>
    public Guid? AuthorId { get; private init; }

    /// <summary>The card to a related article then, or null.</summary>
    public RelatedCard? Related { get; private init; }

    /// <summary>The name of who saved it.</summary>
    public string SavedBy { get; private init; } = "";

    /// <summary>Their <see cref="Actor.Key"/>.</summary>
    public string SavedByKey { get; private init; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime SavedAt { get; private init; }

    /// <summary>What has to be asked of the entry for it to say this again; its status, times at the desk and pin are left alone.</summary>
    /// <param name="entry">The entry as it stands.</param>
    /// <param name="byline">The name of <see cref="AuthorId"/>, or null.</param>
    public EntryInput AsInput(Entry entry, string? byline) => new()
    {
        Headline = Headline,
        Body = Body,
        Media = Media,
        // A card without headline takes the present one away, and so does what happened when it was published.
        Related = Related ?? new RelatedCard("", null, null),
        HappenedAt = HappenedAt ?? entry.PublishedAt,
        Author = byline,
        Correction = Correction,
        Key = IsKey,
        Breaking = IsBreaking,
        Wire = IsOnWire,
        Certainty = Certainty,
    };

    /// <summary>Whether it says all that was asked for; the rank of a pinned entry is in no version.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="author">The byline that it named, or null.</param>
    public bool Says(EntryInput asked, Author? author) =>
        asked.PinRank is null
        && (asked.Headline is null || Input.Line(asked.Headline, "headline", Entry.LongestHeadline) == Headline)
        && (asked.Body is null || Input.Text(asked.Body, "body", Entry.LongestBody) == Body)
        && (asked.Correction is null || Input.Line(asked.Correction, "correction", Entry.LongestCorrection) == Correction)
        && (asked.Media is null || Medium.Checked(asked.Media).SequenceEqual(Media))
        && (asked.Related is null || RelatedCard.Checked(asked.Related) == Related)
        && (asked.PublishedAt is not { } at || Input.Instant(at) == PublishedAt)
        && (asked.HappenedAt is not { } happened || Input.Instant(happened) == (HappenedAt ?? PublishedAt))
        && (asked.DueAt is not { } due || Input.Instant(due) == DueAt)
        && (asked.EmbargoUntil is not { } until || Input.Instant(until) == EmbargoUntil)
        && (asked.Author is null || author?.Id == AuthorId)
        && (asked.Status ?? Status) == Status
        && (asked.Key ?? IsKey) == IsKey
        && (asked.Breaking ?? IsBreaking) == IsBreaking
        && (asked.Pinned ?? IsPinned) == IsPinned
        && (asked.Wire ?? IsOnWire) == IsOnWire
        && (asked.Certainty ?? Certainty) == Certainty;

    /// <summary>The entry as it stands after a change.</summary>
    public static EntryVersion Of(Entry entry, Actor actor) => new()
    {
        EntryId = entry.Id,
        Version = entry.Version,
        Revision = entry.Revision,
        Headline = entry.Headline,
        Body = entry.Body,
        PublishedAt = entry.PublishedAt,
        Status = entry.Status,
        IsKey = entry.IsKey,
        IsBreaking = entry.IsBreaking,
        IsPinned = entry.IsPinned,
        IsOnWire = entry.IsOnWire,
        HappenedAt = entry.HappenedAt,
        DueAt = entry.DueAt,
        EmbargoUntil = entry.EmbargoUntil,
        Certainty = entry.Certainty,
        Media = entry.Media,
        Correction = entry.Correction,
        AuthorId = entry.AuthorId,
        // A copy: EF owns each instance for one row.
        Related = entry.Related is null ? null : entry.Related with { },
        SavedBy = actor.Name,
        SavedByKey = actor.Key,
        SavedAt = entry.ModifiedAt,
    };
}
