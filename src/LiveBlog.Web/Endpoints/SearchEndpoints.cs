using LiveBlog.Core;
using LiveBlog.Core.Search;

namespace LiveBlog.Web.Endpoints;

/// <summary>Search over what readers can open: <c>GET /api/v1/search?q=&amp;kind=</c>.</summary>
public static class SearchEndpoints
{
    private const int Most = 12;

    /// <summary>Maps it.</summary>
    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("/search", FindAsync).WithSummary("Search our own events, entries and articles, the newest of each kind");

    private static Task<IReadOnlyList<Found>> FindAsync(string? q, string? kind, SearchIndex index, CancellationToken cancellation) =>
        index.FindAsync(q, KindOf(kind), Most, cancellation);

    private static FoundKind? KindOf(string? kind) => kind switch
    {
        null or "" => null,
        "event" => FoundKind.Event,
        "entry" => FoundKind.Entry,
        "article" => FoundKind.Article,
        _ => throw new Refused(RefusalKind.Invalid, "search-kind", "kind", $"There is no kind \"{kind}\" to search for: ask for event, entry or article."),
    };
}
