using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Web.Endpoints;

/// <summary>A new entry, as a tool sends it.</summary>
public sealed record NewEntry : EntryInput
{
    /// <summary>A UUID, best of version 7, made by the sender so that a repeated request is one entry.</summary>
    public Guid? Id { get; init; }
}

/// <summary>An edit of an entry.</summary>
public sealed record EntryEdit : EntryInput
{
    /// <summary>The version the edit started from.</summary>
    public required int Version { get; init; }
}

/// <summary>An edit of an event.</summary>
public sealed record EventEdit : EventInput
{
    /// <summary>The <c>headerRevision</c> the edit started from; left out, whatever stands is changed.</summary>
    public long? HeaderRevision { get; init; }
}

/// <summary>An entry, as the API answers it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Revision">The event's revision that last changed it; 0 for a draft.</param>
/// <param name="Version">Its own version, which an edit names.</param>
/// <param name="Status">Whether readers see it.</param>
/// <param name="PublishedAt">The time shown, UTC.</param>
/// <param name="ModifiedAt">When it was last changed, UTC.</param>
/// <param name="Headline">One line of text.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Key">A key event.</param>
/// <param name="Breaking">Breaking.</param>
/// <param name="Pinned">On top of the first page.</param>
/// <param name="Author">The byline.</param>
/// <param name="Correction">The note of the latest correction.</param>
/// <param name="Related">The card to a related article.</param>
public sealed record EntryAnswer(
    Guid Id, long Revision, int Version, EntryStatus Status, DateTimeOffset PublishedAt, DateTimeOffset ModifiedAt,
    string Headline, string Body, bool Key, bool Breaking, bool Pinned, string? Author, string Correction, RelatedCard? Related);

/// <summary>An event, as the API answers it.</summary>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Url">Its page, site-relative.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Revision">Its head.</param>
/// <param name="HeaderRevision">The revision at which its own fields last changed, which an edit may name.</param>
/// <param name="Title">The headline.</param>
/// <param name="Standfirst">The summary under the title.</param>
/// <param name="Background">The explaining text, Markdown.</param>
/// <param name="Language">An IETF language tag.</param>
/// <param name="TimeZone">An IANA time zone.</param>
/// <param name="Status">Scheduled, live or ended.</param>
/// <param name="StartedAt">When coverage began.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Topic">The name of its dossier, or null.</param>
public sealed record EventAnswer(
    string Slug, string Url, string Epoch, long Revision, long HeaderRevision, string Title, string Standfirst, string Background,
    string Language, string TimeZone, EventStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Topic);

/// <summary>Turns entities into answers.</summary>
public static class ApiModels
{
    /// <summary>An entry's answer.</summary>
    public static EntryAnswer Of(Entry entry) => new(
        entry.Id, entry.Revision, entry.Version, entry.Status, entry.PublishedAt, entry.ModifiedAt, entry.Headline, entry.Body,
        entry.IsKey, entry.IsBreaking, entry.IsPinned, entry.Author?.Name, entry.Correction, entry.Related);

    /// <summary>An event's answer, its times in its own zone.</summary>
    public static EventAnswer Of(LiveEvent e) => new(
        e.Slug, $"/live/{Uri.EscapeDataString(e.Slug)}", e.Epoch, e.Revision, e.HeaderRevision, e.Title, e.Standfirst, e.Background,
        e.Language, e.TimeZone, e.Status, e.Local(e.StartedAt), e.EndedAt is { } ended ? e.Local(ended) : null, e.Topic?.Name);

    /// <summary>What a refusal carries, as an answer.</summary>
    public static object? Of(object? current) => current switch
    {
        Entry entry => Of(entry),
        LiveEvent liveEvent => Of(liveEvent),
        _ => null,
    };
}
