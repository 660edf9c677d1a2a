namespace LiveBlog.Core.Imports;

/// <summary>One update of a live blog. All times are UTC with whole milliseconds.</summary>
public sealed record ImportedEntry
{
    /// <summary>Unique in its event: <c>@id</c>, else the update's own <c>url</c>, else date and headline.</summary>
    public required string Key { get; init; }

    /// <summary>The same on every reading of the same update: see <see cref="StableId"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary><c>datePublished</c>, or what a note says was taken instead.</summary>
    public required DateTime PublishedAt { get; init; }

    /// <summary><c>dateModified</c>.</summary>
    public DateTime? ModifiedAt { get; init; }

    /// <summary>Plain text on one line, at most 500 characters; may be empty if there is a body.</summary>
    public string Headline { get; init; } = "";

    /// <summary>Markdown; may be empty if there is a headline.</summary>
    public string Body { get; init; } = "";

    /// <summary>The names in <c>author</c>, joined by commas.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The article the update refers to.</summary>
    public ImportedRelated? Related { get; init; }

    /// <summary>Where the update was published (http or https).</summary>
    public string? SourceUrl { get; init; }
}

/// <summary>An article that an update refers to.</summary>
/// <param name="Headline">Plain text, at most 500 characters.</param>
/// <param name="Url">An http or https address, or null.</param>
/// <param name="PublishedOn">The day as written in the file, or null.</param>
/// <param name="ImageCaption">The caption of its picture, or null; the picture itself is not taken over.</param>
public sealed record ImportedRelated(string Headline, string? Url, DateOnly? PublishedOn, string? ImageCaption);
