namespace LiveBlog.Core.Purges;

/// <summary>By what names caches know answers: each carries those of all that it shows (docs/cdn.md).</summary>
public static class SurrogateKeys
{
    /// <summary>The home page.</summary>
    public const string Home = "home";

    /// <summary>The wire, and every page that shows its panel.</summary>
    public const string Wire = "wire";

    /// <summary>All pages of authors, for they list entries and articles.</summary>
    public const string Authors = "authors";

    /// <summary>All dossiers, and every page that shows the box of one.</summary>
    public const string Topics = "topics";

    /// <summary>Sitemaps and <c>robots.txt</c>.</summary>
    public const string Sitemap = "sitemap";

    /// <summary>An event: its page, changes, feeds, frame and images, and the pages of its entries.</summary>
    public static string Event(string slug) => $"event-{slug}";

    /// <summary>One entry's own pages and image.</summary>
    public static string Entry(Guid id) => $"entry-{id}";

    /// <summary>An article.</summary>
    public static string Article(string slug) => $"article-{slug}";

    /// <summary>A dossier: its page and feeds.</summary>
    public static string Topic(string slug) => $"topic-{slug}";

    /// <summary>An author's page.</summary>
    public static string Author(string slug) => $"author-{slug}";
}
