using System.Collections.Immutable;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Live;

/// <summary>
/// The in-memory picture of one event: its head, and the entries that changed last, rendered. Replaced whole when the
/// event changes, so whoever holds one holds a consistent state.
/// </summary>
public sealed record Timeline
{
    /// <summary>How many changed entries are kept; who has missed more loads the page anew.</summary>
    public const int Window = 200;

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Its part of the address.</summary>
    public required string Slug { get; init; }

    /// <summary>Its epoch.</summary>
    public required string Epoch { get; init; }

    /// <summary>The head: the latest revision this picture knows.</summary>
    public required long Revision { get; init; }

    /// <summary>Whoever is at this revision or later can be brought up to date by changes.</summary>
    public required long Floor { get; init; }

    /// <summary>Where the event stands in its life.</summary>
    public required EventStatus Status { get; init; }

    /// <summary>The event's own fields and all their parts.</summary>
    public required EventChanges Event { get; init; }

    /// <summary>The changed entries, by revision, the latest last.</summary>
    public required ImmutableArray<EntryChange> Entries { get; init; }

    /// <summary>The interval for polling readers, in milliseconds: short while the event lives, a minute otherwise.</summary>
    public int PollAfterMs => Status is EventStatus.Live or EventStatus.Paused ? 5_000 : 60_000;

    /// <summary>Whether a reader there can be brought up to date by changes.</summary>
    public bool Reaches(string epoch, long revision) => epoch == Epoch && revision >= Floor && revision <= Revision;

    /// <summary>What changed after a revision; <c>reload</c> if that can't be told without a hole.</summary>
    public ChangeMessage Since(string epoch, long revision)
    {
        if (!Reaches(epoch, revision))
            return new ChangeMessage(Epoch, Revision, Revision, null, [], true, PollAfterMs);
        if (revision == Revision)
            return new ChangeMessage(Epoch, revision, revision, null, [], false, PollAfterMs);
        var parts = Event.Parts.Where(part => part.Revision > revision).ToList();
        var entries = Entries.Where(entry => entry.Revision > revision).ToList();
        return new ChangeMessage(Epoch, revision, Revision, Event with { Parts = parts }, entries, false, PollAfterMs);
    }
}
