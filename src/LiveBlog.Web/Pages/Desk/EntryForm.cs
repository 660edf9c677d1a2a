using System.Text.Json;
using LiveBlog.Core;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An entry as the desk's forms hold it. Times are wall-clock times of the event's zone.</summary>
public sealed class EntryForm
{
    private static readonly JsonSerializerOptions Json = ApiJson();

    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields =
        ["headline", "body", "publishedAt", "happenedAt", "dueAt", "embargoUntil", "author", "correction", "certainty"];

    /// <summary>Made with the form, so that sending it twice is one entry.</summary>
    public Guid Id { get; set; }

    /// <summary>The version that the edit started from.</summary>
    public int Version { get; set; }

    /// <summary>One line.</summary>
    public string? Headline { get; set; }

    /// <summary>Markdown.</summary>
    public string? Body { get; set; }

    /// <summary>Photos, sounds and videos, as <see cref="MediaField"/> writes them; empty leaves them as they are.</summary>
    public string? Media { get; set; }

    /// <summary>The texts of each, from a browser without script.</summary>
    public List<MediumTexts> MediaTexts { get; set; } = [];

    /// <summary>Files to add, from a browser without script.</summary>
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>The card to something related, as the API has it: JSON.</summary>
    public string? Related { get; set; }

    /// <summary>The card's headline, where no script writes <see cref="Related"/>.</summary>
    public string? RelatedHeadline { get; set; }

    /// <summary>The card's address, where no script writes <see cref="Related"/>.</summary>
    public string? RelatedUrl { get; set; }

    /// <summary>The time shown.</summary>
    public string? PublishedAt { get; set; }

    /// <summary>The time that the form began with.</summary>
    public string? PublishedAtShown { get; set; }

    /// <summary>When it happened.</summary>
    public string? HappenedAt { get; set; }

    /// <summary>What the form began with.</summary>
    public string? HappenedAtShown { get; set; }

    /// <summary>When it is to be published.</summary>
    public string? DueAt { get; set; }

    /// <summary>What the form began with.</summary>
    public string? DueAtShown { get; set; }

    /// <summary>Until when it must not be published.</summary>
    public string? EmbargoUntil { get; set; }

    /// <summary>What the form began with.</summary>
    public string? EmbargoUntilShown { get; set; }

    /// <summary>How sure the newsroom is of it.</summary>
    public Certainty? Certainty { get; set; }

    /// <summary>A key event.</summary>
    public bool Key { get; set; }

    /// <summary>Breaking.</summary>
    public bool Breaking { get; set; }

    /// <summary>On top of the first page.</summary>
    public bool Pinned { get; set; }

    /// <summary>In the wire.</summary>
    public bool Wire { get; set; }

    /// <summary>The byline; empty leaves it as it is.</summary>
    public string? Author { get; set; }

    /// <summary>The note of a correction.</summary>
    public string? Correction { get; set; }

    /// <summary>An empty form for a new entry.</summary>
    public static EntryForm Blank() => new() { Id = Guid.CreateVersion7() };

    /// <summary>A form filled with an entry.</summary>
    public static EntryForm Of(LiveEvent liveEvent, Entry entry)
    {
        string? Shown(DateTime? utc) => utc is { } at ? ZonedTime.Of(liveEvent.Local(at)) : null;
        var at = Shown(entry.PublishedAt);
        var happened = Shown(entry.HappenedAt);
        var due = Shown(entry.DueAt);
        var embargo = Shown(entry.EmbargoUntil);
        return new EntryForm
        {
            Id = entry.Id,
            Version = entry.Version,
            Headline = entry.Headline,
            Body = entry.Body,
            Media = MediaField.Write(entry.Media),
            Related = entry.Related is null ? "" : JsonSerializer.Serialize(entry.Related, Json),
            RelatedHeadline = entry.Related?.Headline,
            RelatedUrl = entry.Related?.Url,
            PublishedAt = at,
            PublishedAtShown = at,
            HappenedAt = happened,
            HappenedAtShown = happened,
            DueAt = due,
            DueAtShown = due,
            EmbargoUntil = embargo,
            EmbargoUntilShown = embargo,
            Certainty = entry.Certainty,
            Key = entry.IsKey,
            Breaking = entry.IsBreaking,
            Pinned = entry.IsPinned,
            Wire = entry.IsOnWire,
            Author = entry.Author?.Name,
            Correction = entry.Correction,
        };
    }

    /// <summary>What to ask of the core, beside the status.</summary>
    /// <param name="liveEvent">The event.</param>
    /// <param name="entry">The entry as it stands; null for a new one.</param>
    /// <exception cref="Refused">A time can't be read.</exception>
    public EntryInput ToInput(LiveEvent liveEvent, Entry? entry = null)
    {
        DateTimeOffset? At(string? typed, string? shown, string field) => ZonedTime.Read(typed, shown, liveEvent.Zone, field);
        var published = At(PublishedAt, PublishedAtShown, "publishedAt");
        return new EntryInput
        {
            Headline = Headline ?? "",
            Body = Body ?? "",
            Media = MediaField.Read(Media),
            Related = Card(entry),
            PublishedAt = published,
            // The time shown takes the other one away.
            HappenedAt = Emptied(HappenedAt, HappenedAtShown) && entry is not null
                ? published ?? new DateTimeOffset(entry.PublishedAt, TimeSpan.Zero)
                : At(HappenedAt, HappenedAtShown, "happenedAt"),
            DueAt = At(DueAt, null, "dueAt"),
            // A time that is past lifts the embargo.
            EmbargoUntil = Emptied(EmbargoUntil, EmbargoUntilShown) ? DateTimeOffset.UnixEpoch : At(EmbargoUntil, EmbargoUntilShown, "embargoUntil"),
            Certainty = Certainty,
            Key = Key,
            Breaking = Breaking,
            Pinned = Pinned,
            Wire = Wire,
            Author = string.IsNullOrWhiteSpace(Author) ? null : Author,
            Correction = Correction,
        };
    }

    /// <summary>The status that a button asks for: an entry with a time at which it is due is scheduled, not published.</summary>
    /// <param name="to">The button's value.</param>
    /// <param name="stands">The status that it has; null for a new one.</param>
    /// <param name="mayPublish">Whether whoever asks may publish.</param>
    public EntryStatus? WantedStatus(string? to, EntryStatus? stands, bool mayPublish)
    {
        var due = !string.IsNullOrWhiteSpace(DueAt);
        return to switch
        {
            "draft" => EntryStatus.Draft,
            "submitted" => EntryStatus.Submitted,
            "published" or "scheduled" when !mayPublish => EntryStatus.Submitted,
            "published" or "scheduled" => due ? EntryStatus.Scheduled : EntryStatus.Published,
            // Saved as it is; but for the time at which it is due.
            _ => stands is null ? mayPublish ? due ? EntryStatus.Scheduled : EntryStatus.Published : EntryStatus.Submitted : null,
        };
    }

    /// <summary>Takes in the files that were chosen, and what was typed about the media without a script.</summary>
    /// <exception cref="Refused">A file can't be shown.</exception>
    public async Task TakeFilesAsync(MediaStore store, CancellationToken cancellation)
    {
        Media = await MediaField.TakeAsync(Media, MediaTexts, Files, store, cancellation);
        // Should the form be shown again, it has them by now.
        (MediaTexts, Files) = ([], []);
    }

    /// <summary>The media to show in the form; none where they can't be read.</summary>
    public IReadOnlyList<Medium> MediaShown() => MediaField.Shown(Media);

    private RelatedCard? Card(Entry? entry)
    {
        if (RelatedHeadline is null && RelatedUrl is null)
            return Read(Related) ?? (entry?.Related is null ? null : new RelatedCard("", null, null));
        var unchanged = entry?.Related is { } stood && stood.Headline == RelatedHeadline && stood.Url == RelatedUrl;
        return unchanged || entry is null && string.IsNullOrWhiteSpace(RelatedHeadline)
            ? null
            : new RelatedCard(RelatedHeadline ?? "", string.IsNullOrWhiteSpace(RelatedUrl) ? null : RelatedUrl, null);
    }

    private static bool Emptied(string? typed, string? shown) => string.IsNullOrWhiteSpace(typed) && !string.IsNullOrWhiteSpace(shown);

    private static RelatedCard? Read(string? json)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? null : JsonSerializer.Deserialize<RelatedCard>(json, Json);
        }
        catch (JsonException)
        {
            // The script writes it: what can't be read is a broken form, not a mistake of the editor's.
            throw new Refused(RefusalKind.Invalid, "form-broken", "related", $"The form's card is no JSON: reload the page.");
        }
    }

    private static JsonSerializerOptions ApiJson()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        LiveSetup.Configure(json);
        return json;
    }
}
