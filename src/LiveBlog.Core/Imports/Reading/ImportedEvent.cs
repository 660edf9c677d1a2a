namespace LiveBlog.Core.Imports;

/// <summary>A live blog as read from a file: schema.org <c>LiveBlogPosting</c>. All times are UTC with whole milliseconds.</summary>
public sealed record ImportedEvent
{
    /// <summary>What it is recognized by when it is imported again: its absolute <c>@id</c>, else <c>url</c>, else date and title.</summary>
    public required string Key { get; init; }

    /// <summary>Plain text on one line, at most 500 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text from <c>description</c>; may be empty.</summary>
    public string Standfirst { get; init; } = "";

    /// <summary>Markdown from <c>articleBody</c>; may be empty.</summary>
    public string Background { get; init; } = "";

    /// <summary>A language tag (RFC 5646) from <c>inLanguage</c>; <c>fr</c> if there is none.</summary>
    public string Language { get; init; } = "fr";

    /// <summary><c>coverageStartTime</c>.</summary>
    public DateTime? Start { get; init; }

    /// <summary><c>coverageEndTime</c>.</summary>
    public DateTime? End { get; init; }

    /// <summary><c>datePublished</c>.</summary>
    public DateTime? Published { get; init; }

    /// <summary><c>dateModified</c>.</summary>
    public DateTime? Modified { get; init; }

    /// <summary>The name of <c>publisher</c>.</summary>
    public string? Publisher { get; init; }

    /// <summary>The names in <c>author</c>, joined by commas.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The name of <c>isPartOf</c>, unless that is a site, a page or a product.</summary>
    public string? TopicName { get; init; }

    /// <summary>The description of <c>isPartOf</c>, plain text.</summary>
    public string? TopicDescription { get; init; }

    /// <summary>The name of <c>contentLocation</c> or <c>locationCreated</c>.</summary>
    public string? Place { get; init; }

    /// <summary>The photo's caption, plain text.</summary>
    public string? PhotoCaption { get; init; }

    /// <summary>Who made the photo, plain text.</summary>
    public string? PhotoCredit { get; init; }

    /// <summary>Where the photo is (http or https); nothing was loaded from there.</summary>
    public string? PhotoUrl { get; init; }

    /// <summary>The UTC offsets written in the file's times, ascending; <c>Z</c> is not one of them, it tells of no place.</summary>
    public IReadOnlyList<TimeSpan> Offsets { get; init; } = [];

    /// <summary>False if the zone that was asked for had another offset at one of those times.</summary>
    public bool OffsetsMatchZone { get; init; } = true;

    /// <summary>By time, then by key; the order in the file does not matter.</summary>
    public IReadOnlyList<ImportedEntry> Entries { get; init; } = [];
}
