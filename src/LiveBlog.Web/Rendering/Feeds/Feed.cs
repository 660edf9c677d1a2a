using LiveBlog.Core.Authors;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>A feed, before it is written in one of the formats. Addresses are whole, times UTC.</summary>
public sealed record Feed
{
    /// <summary>Identifies it for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>An IETF language tag.</summary>
    public required string Language { get; init; }

    /// <summary>The page it is the feed of.</summary>
    public required string Page { get; init; }

    /// <summary>Its own address, without the ending that says the format.</summary>
    public string Address => $"{Page}/feed";

    /// <summary>The newsroom.</summary>
    public required string Publisher { get; init; }

    /// <summary>A square picture.</summary>
    public required string Icon { get; init; }

    /// <summary>When something in it last changed.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<FeedItem> Items { get; init; }

    /// <summary>What was taken back, the last first.</summary>
    public IReadOnlyList<Deleted> Deleted { get; init; } = [];
}

/// <summary>What was in the feed and was taken back.</summary>
/// <param name="Id">What it was identified by.</param>
/// <param name="At">When, UTC.</param>
public sealed record Deleted(Guid Id, DateTime At);

/// <summary>One of a feed.</summary>
public sealed record FeedItem
{
    /// <summary>Identifies it for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its title, without markup.</summary>
    public required string Title { get; init; }

    /// <summary>Where to read it.</summary>
    public required string Address { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTime PublishedAt { get; init; }

    /// <summary>When what is read last changed, UTC.</summary>
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Who wrote it.</summary>
    public IReadOnlyList<Author> Authors { get; init; } = [];

    /// <summary>What it belongs to and how it stands out.</summary>
    public IReadOnlyList<Category> Categories { get; init; } = [];

    /// <summary>The first words, without markup; may be empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The whole text, HTML that needs no script; may be empty.</summary>
    public string Html { get; init; } = "";

    /// <summary>Its files, recordings before photos.</summary>
    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];
}

/// <summary>A mark on an item.</summary>
/// <param name="Term">For machines: the dossier's slug, <c>key</c> or <c>breaking</c>.</param>
/// <param name="Label">In the feed's language.</param>
public sealed record Category(string Term, string Label);

/// <summary>A file that goes with an item.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Length">Its size in bytes; 0 if unknown.</param>
/// <param name="Title">What is to be seen or heard; may be empty.</param>
public sealed record Enclosure(string Address, string MediaType, long Length, string Title);

/// <summary>A format that feeds are written in.</summary>
/// <param name="Ending">Of the address: <c>/feed.atom</c>.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Write">Writes a feed, as UTF-8.</param>
public sealed record FeedFormat(string Ending, string MediaType, Func<Feed, byte[]> Write)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FeedFormat> All { get; } =
    [
        new("atom", "application/atom+xml", AtomFeed.Write),
        new("rss", "application/rss+xml", RssFeed.Write),
        new("json", "application/feed+json", JsonFeed.Write),
    ];
}
