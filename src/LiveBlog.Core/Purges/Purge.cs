using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Purges;

/// <summary>
/// What caches in front of the site (a CDN) have to be told to forget, because readers must not see it any more. Written in the
/// transaction that takes it back, so that it is told whatever happens to the node that did so.
/// </summary>
public sealed class Purge
{
    /// <summary>Identifies it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The surrogate keys of the answers to forget, with spaces between them (docs/cdn.md).</summary>
    public required string Keys { get; init; }

    /// <summary>When it is to be told next, UTC.</summary>
    public required DateTime DueAt { get; set; }

    /// <summary>How often it was told and taken.</summary>
    public int Told { get; set; }

    /// <summary>How often telling it failed since.</summary>
    public int Failed { get; set; }

    /// <summary>Of an entry that readers must not see any more.</summary>
    internal static Purge Of(LiveEvent liveEvent, Entry entry, DateTimeOffset now) =>
        Of(now, SurrogateKeys.Event(liveEvent.Slug), SurrogateKeys.Entry(entry.Id));

    /// <summary>Of an article that readers must not see any more.</summary>
    internal static Purge Of(Article article, DateTimeOffset now) => Of(now, SurrogateKeys.Article(article.Slug), SurrogateKeys.Topics);

    private static Purge Of(DateTimeOffset now, params string[] keys) => new()
    {
        Id = Guid.CreateVersion7(),
        Keys = string.Join(' ', [.. keys, SurrogateKeys.Home, SurrogateKeys.Wire, SurrogateKeys.Authors]),
        DueAt = Input.Instant(now),
    };
}
