using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;

namespace LiveBlog.Core.Articles;

/// <summary>What somebody wants an article to be. A field left null keeps its value; an empty text empties it.</summary>
public record ArticleInput
{
    /// <summary>The address wished for; only at creation. Made from the title when null.</summary>
    public string? Slug { get; init; }

    /// <summary>The headline; required at creation.</summary>
    public string? Title { get; init; }

    /// <summary>The summary under the title.</summary>
    public string? Standfirst { get; init; }

    /// <summary>The text, Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>The photo on top; one without path takes it away.</summary>
    public Photo? Photo { get; init; }

    /// <summary>The name of the byline; the actor's own, if null on a new article.</summary>
    public string? Author { get; init; }

    /// <summary>The name of the dossier, found or created; empty takes the article out of its dossier.</summary>
    public string? Topic { get; init; }

    /// <summary>An IETF language tag.</summary>
    public string? Language { get; init; }

    /// <summary>An IANA time zone name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Draft, published or withdrawn; published, if null on a new article.</summary>
    public EntryStatus? Status { get; init; }

    /// <summary>The time shown; when it is published, if null.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Whether it is shown in the wire; a new article is, if null.</summary>
    public bool? Wire { get; init; }

    /// <summary>What else to read; an empty list takes all away.</summary>
    public IReadOnlyList<RelatedCard>? Related { get; init; }
}
