using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An entry as the desk's forms hold it.</summary>
public sealed class EntryForm
{
    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields = ["headline", "body", "publishedAt", "author", "correction"];

    /// <summary>Made with the form, so that sending it twice is one entry.</summary>
    public Guid Id { get; set; }

    /// <summary>The version that the edit started from.</summary>
    public int Version { get; set; }

    /// <summary>One line.</summary>
    public string? Headline { get; set; }

    /// <summary>Markdown.</summary>
    public string? Body { get; set; }

    /// <summary>The time shown, in the event's zone.</summary>
    public string? PublishedAt { get; set; }

    /// <summary>The time that the form began with.</summary>
    public string? PublishedAtShown { get; set; }

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

    /// <summary>Photos, sounds and videos, as <see cref="MediaField"/> writes them; empty leaves them as they are.</summary>
    public string? Media { get; set; }

    /// <summary>The texts of each, from a browser without script.</summary>
    public List<MediumTexts> MediaTexts { get; set; } = [];

    /// <summary>Files to add, from a browser without script.</summary>
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>An empty form for a new entry.</summary>
    public static EntryForm Blank() => new() { Id = Guid.CreateVersion7() };

    /// <summary>A form filled with an entry.</summary>
    public static EntryForm Of(LiveEvent liveEvent, Entry entry)
    {
        var at = ZonedTime.Of(liveEvent.Local(entry.PublishedAt));
        return new EntryForm
        {
            Id = entry.Id,
            Version = entry.Version,
            Headline = entry.Headline,
            Body = entry.Body,
            PublishedAt = at,
            PublishedAtShown = at,
            Key = entry.IsKey,
            Breaking = entry.IsBreaking,
            Pinned = entry.IsPinned,
            Wire = entry.IsOnWire,
            Author = entry.Author?.Name,
            Correction = entry.Correction,
            Media = MediaField.Write(entry.Media),
        };
    }

    /// <summary>What to ask of the core.</summary>
    /// <exception cref="Core.Refused">The time can't be read.</exception>
    public EntryInput ToInput(LiveEvent liveEvent) => new()
    {
        Headline = Headline ?? "",
        Body = Body ?? "",
        PublishedAt = ZonedTime.Read(PublishedAt, PublishedAtShown, liveEvent.Zone, "publishedAt"),
        Key = Key,
        Breaking = Breaking,
        Pinned = Pinned,
        Wire = Wire,
        Author = string.IsNullOrWhiteSpace(Author) ? null : Author,
        Correction = Correction,
        Media = MediaField.Read(Media),
    };

    /// <summary>Takes in the files that were chosen, and what was typed about the media without a script.</summary>
    /// <exception cref="Core.Refused">A file can't be shown.</exception>
    public async Task TakeFilesAsync(MediaStore store, CancellationToken cancellation)
    {
        Media = await MediaField.TakeAsync(Media, MediaTexts, Files, store, cancellation);
        // Should the form be shown again, it has them by now.
        (MediaTexts, Files) = ([], []);
    }

    /// <summary>The media to show in the form; none where they can't be read.</summary>
    public IReadOnlyList<Medium> MediaShown()
    {
        try
        {
            return MediaField.Read(Media) ?? [];
        }
        catch (Core.Refused)
        {
            return [];
        }
    }
}
