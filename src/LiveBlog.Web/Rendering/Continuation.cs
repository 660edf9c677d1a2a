using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveBlog.Web.Rendering;

/// <summary>
/// Where a page that lists events and articles goes on in each of the two: <c>?articles=…&amp;events=…</c>. A list that has ended is not
/// named, and the first page names neither.
/// </summary>
/// <param name="Events">After which event; null for none, or from the first on the first page.</param>
/// <param name="Articles">After which article; the same.</param>
public sealed record Continuation(ListCursor? Events, ListCursor? Articles)
{
    /// <summary>How many events, and how many articles, stand on one page.</summary>
    public const int Size = 20;

    /// <summary>Whether it is the first page.</summary>
    public bool IsFirst => Events is null && Articles is null;

    /// <summary>How many events to read: one more than a page shows, only to know whether there are more.</summary>
    public int MostEvents => IsFirst || Events is not null ? Size + 1 : 0;

    /// <summary>How many articles to read.</summary>
    public int MostArticles => IsFirst || Articles is not null ? Size + 1 : 0;

    /// <summary>What an address says of it; null where it says something that makes no sense.</summary>
    public static Continuation? Parse(string? events, string? articles)
    {
        var read = new Continuation(ListCursor.Parse(events), ListCursor.Parse(articles));
        return (read.Events is null) == (events is null) && (read.Articles is null) == (articles is null) ? read : null;
    }

    /// <summary>Where the next page goes on; null if there is none.</summary>
    /// <param name="events">Those that were read.</param>
    /// <param name="articles">Those that were read.</param>
    public static Continuation? After(IReadOnlyList<LiveEvent> events, IReadOnlyList<Article> articles)
    {
        var next = new Continuation(
            events.Count > Size ? ListCursor.Of(events[Size - 1]) : null, articles.Count > Size ? ListCursor.Of(articles[Size - 1]) : null);
        return next.IsFirst ? null : next;
    }

    /// <summary>The address of that page.</summary>
    /// <param name="first">The first page's.</param>
    public string Address(string first) =>
        QueryHelpers.AddQueryString(first, new Dictionary<string, string?> { ["articles"] = Articles?.ToString(), ["events"] = Events?.ToString() });
}
