using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Rendering;

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

/// <summary>Which version of an entry is to be said again.</summary>
/// <param name="Version">The version that stands, as far as the sender knows.</param>
/// <param name="From">The version to restore.</param>
public sealed record EntryRestore(int Version, int From);

/// <summary>Where an entry is to be moved.</summary>
/// <param name="To">The slug of the other event.</param>
/// <param name="Version">The version that stands, as far as the sender knows.</param>
public sealed record EntryMove(string To, int Version);

/// <summary>The order of pinned entries.</summary>
/// <param name="Ids">The entries, the uppermost first.</param>
public sealed record PinnedOrder(IReadOnlyList<Guid> Ids);

/// <summary>A new event made after another one.</summary>
/// <param name="Title">Its title.</param>
/// <param name="StartedAt">When it starts; now, if left out.</param>
public sealed record EventCopy(string Title, DateTimeOffset? StartedAt);

/// <summary>What an event is to be merged into.</summary>
/// <param name="Into">The slug of the event that goes on.</param>
public sealed record EventMerge(string Into);

/// <summary>An edit of an event.</summary>
public sealed record EventEdit : EventInput
{
    /// <summary>The <c>headerRevision</c> the edit started from; left out, whatever stands is changed.</summary>
    public long? HeaderRevision { get; init; }
}

/// <summary>An entry, as the API answers it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Revision">The event's revision that last changed it; 0 if readers never saw it.</param>
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
/// <param name="Related">The card to something related.</param>
/// <param name="Wire">Shown in the wire.</param>
/// <param name="HappenedAt">When it happened, UTC, if not at the time shown.</param>
/// <param name="EditedAt">When what readers read was last changed after publication, UTC, or null.</param>
/// <param name="Media">Photos, sounds and videos.</param>
/// <param name="DueAt">When it is to be published, UTC, if it is scheduled.</param>
/// <param name="EmbargoUntil">Until when it must not be published, UTC, or null.</param>
/// <param name="Certainty">How sure the newsroom is of it.</param>
/// <param name="PinRank">Its rank among pinned entries, the higher first.</param>
/// <param name="MovedTo">The id under which it went on in another event, or null.</param>
public sealed record EntryAnswer(
    Guid Id, long Revision, int Version, EntryStatus Status, DateTimeOffset PublishedAt, DateTimeOffset ModifiedAt,
    string Headline, string Body, bool Key, bool Breaking, bool Pinned, string? Author, string Correction, RelatedCard? Related,
    bool Wire, DateTimeOffset? HappenedAt, DateTimeOffset? EditedAt, IReadOnlyList<Medium> Media,
    DateTimeOffset? DueAt, DateTimeOffset? EmbargoUntil, Certainty Certainty, int PinRank, Guid? MovedTo);

/// <summary>A version of an entry, as the API answers it.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Revision">The event's revision it got; 0 if readers did not see it.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="SavedBy">The name of who saved it.</param>
/// <param name="Status">Whether readers saw it then.</param>
/// <param name="PublishedAt">The time shown then, UTC.</param>
/// <param name="Headline">The headline then.</param>
/// <param name="Body">The Markdown then.</param>
/// <param name="Key">Whether it was a key event.</param>
/// <param name="Breaking">Whether it was breaking.</param>
/// <param name="Pinned">Whether it was pinned.</param>
/// <param name="Wire">Whether it was shown in the wire.</param>
/// <param name="Author">The byline then.</param>
/// <param name="Correction">The correction note then.</param>
/// <param name="Related">The card then.</param>
/// <param name="HappenedAt">When it happened, as said then, UTC.</param>
/// <param name="Media">Its media then.</param>
/// <param name="DueAt">When it was to be published, UTC.</param>
/// <param name="EmbargoUntil">Until when it was embargoed, UTC.</param>
/// <param name="Certainty">How sure the newsroom was of it.</param>
public sealed record VersionAnswer(
    int Version, long Revision, DateTimeOffset SavedAt, string SavedBy, EntryStatus Status, DateTimeOffset PublishedAt,
    string Headline, string Body, bool Key, bool Breaking, bool Pinned, bool Wire, string? Author, string Correction, RelatedCard? Related,
    DateTimeOffset? HappenedAt, IReadOnlyList<Medium> Media, DateTimeOffset? DueAt, DateTimeOffset? EmbargoUntil, Certainty Certainty);

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
/// <param name="Status">Scheduled, live, paused, ended or archived.</param>
/// <param name="StartedAt">When coverage began.</param>
/// <param name="EndedAt">When it ended, or null.</param>
/// <param name="Topic">The name of its dossier, or null.</param>
/// <param name="Summary">What matters so far, Markdown.</param>
/// <param name="NextUpdateAt">When the next entry is to be expected, or null.</param>
/// <param name="Authors">The names of who covers it.</param>
/// <param name="Photo">The photo beside the title, or null.</param>
/// <param name="DefaultOrder">The order its page opens in.</param>
public sealed record EventAnswer(
    string Slug, string Url, string Epoch, long Revision, long HeaderRevision, string Title, string Standfirst, string Background,
    string Language, string TimeZone, EventStatus Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Topic,
    string Summary, DateTimeOffset? NextUpdateAt, IReadOnlyList<string> Authors, Photo? Photo, EntryOrder DefaultOrder);

/// <summary>A new article, as a tool sends it.</summary>
public sealed record NewArticle : ArticleInput
{
    /// <summary>A UUID, best of version 7, made by the sender so that a repeated request is one article.</summary>
    public Guid? Id { get; init; }
}

/// <summary>An edit of an article.</summary>
public sealed record ArticleEdit : ArticleInput
{
    /// <summary>The version the edit started from; left out, whatever stands is changed.</summary>
    public int? Version { get; init; }
}

/// <summary>A dossier, as the API answers it.</summary>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Url">Its page, site-relative.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it groups.</param>
/// <param name="Photo">Its photo, or null.</param>
public sealed record TopicAnswer(string Slug, string Url, string Name, string Description, Photo? Photo);

/// <summary>An article, as the API answers it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Url">Its page, site-relative.</param>
/// <param name="Version">Its version, which an edit may name.</param>
/// <param name="Status">Whether readers see it.</param>
/// <param name="PublishedAt">The time shown, UTC.</param>
/// <param name="EditedAt">When what readers read was last changed after publication, UTC, or null.</param>
/// <param name="Title">The headline.</param>
/// <param name="Standfirst">The summary under the title.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Photo">The photo on top, or null.</param>
/// <param name="Author">The byline.</param>
/// <param name="Topic">The name of its dossier, or null.</param>
/// <param name="Language">An IETF language tag.</param>
/// <param name="TimeZone">An IANA time zone.</param>
/// <param name="Wire">Shown in the wire.</param>
/// <param name="Related">What else to read.</param>
public sealed record ArticleAnswer(
    Guid Id, string Slug, string Url, int Version, EntryStatus Status, DateTimeOffset PublishedAt, DateTimeOffset? EditedAt, string Title,
    string Standfirst, string Body, Photo? Photo, string? Author, string? Topic, string Language, string TimeZone, bool Wire,
    IReadOnlyList<RelatedCard> Related);

/// <summary>Turns entities into answers.</summary>
public static class ApiModels
{
    /// <summary>An entry's answer.</summary>
    public static EntryAnswer Of(Entry entry) => new(
        entry.Id, entry.Revision, entry.Version, entry.Status, entry.PublishedAt, entry.ModifiedAt, entry.Headline, entry.Body,
        entry.IsKey, entry.IsBreaking, entry.IsPinned, entry.Author?.Name, entry.Correction, entry.Related,
        entry.IsOnWire, entry.HappenedAt, entry.EditedAt, entry.Media,
        entry.DueAt, entry.EmbargoUntil, entry.Certainty, entry.PinRank, entry.MovedTo);

    /// <summary>A version's answer.</summary>
    /// <param name="v">The version.</param>
    /// <param name="byline">The name of its author, or null.</param>
    public static VersionAnswer Of(EntryVersion v, string? byline) => new(
        v.Version, v.Revision, v.SavedAt, v.SavedBy, v.Status, v.PublishedAt, v.Headline, v.Body, v.IsKey, v.IsBreaking, v.IsPinned,
        v.IsOnWire, byline, v.Correction, v.Related, v.HappenedAt, v.Media, v.DueAt, v.EmbargoUntil, v.Certainty);

    /// <summary>An event's answer, its times in its own zone.</summary>
    public static EventAnswer Of(LiveEvent e) => new(
        e.Slug, e.Address(), e.Epoch, e.Revision, e.HeaderRevision, e.Title, e.Standfirst, e.Background,
        e.Language, e.TimeZone, e.Status, e.Local(e.StartedAt), e.EndedAt is { } ended ? e.Local(ended) : null, e.Topic?.Name,
        e.Summary, e.NextUpdateAt is { } next ? e.Local(next) : null, [.. e.Authors.Select(author => author.Name)], e.Photo, e.DefaultOrder);

    /// <summary>An article's answer.</summary>
    public static ArticleAnswer Of(Article a) => new(
        a.Id, a.Slug, a.Address(), a.Version, a.Status, a.PublishedAt, a.EditedAt, a.Title, a.Standfirst, a.Body, a.Photo,
        a.Author?.Name, a.Topic?.Name, a.Language, a.TimeZone, a.IsOnWire, a.Related);

    /// <summary>A dossier's answer.</summary>
    public static TopicAnswer Of(Topic topic) => new(topic.Slug, topic.Address(), topic.Name, topic.Description, topic.Photo);

    /// <summary>What a refusal carries, as an answer.</summary>
    public static object? Of(object? current) => current switch
    {
        Entry entry => Of(entry),
        LiveEvent liveEvent => Of(liveEvent),
        Article article => Of(article),
        _ => null,
    };
}
