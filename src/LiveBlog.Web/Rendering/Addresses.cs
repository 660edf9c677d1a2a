using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;

namespace LiveBlog.Web.Rendering;

/// <summary>The site-relative addresses of what readers see; they stay as they are for ever.</summary>
public static class Addresses
{
    /// <summary>The wire.</summary>
    public const string Wire = "/wire";

    /// <summary>An event: <c>/live/conseil-otan-russie</c>.</summary>
    public static string Address(this LiveEvent liveEvent) => liveEvent.IsWire ? Wire : $"/live/{Uri.EscapeDataString(liveEvent.Slug)}";

    /// <summary>One entry of an event.</summary>
    public static string Address(this LiveEvent liveEvent, Entry entry) => $"{liveEvent.Address()}/{entry.Id}";

    /// <summary>The versions of an entry.</summary>
    public static string History(this LiveEvent liveEvent, Entry entry) => $"{liveEvent.Address(entry)}/history";

    /// <summary>A dossier.</summary>
    public static string Address(this Topic topic) => $"/topics/{Uri.EscapeDataString(topic.Slug)}";

    /// <summary>An article.</summary>
    public static string Address(this Article article) => $"/articles/{Uri.EscapeDataString(article.Slug)}";

    /// <summary>An author's page; null for one who has none.</summary>
    public static string? Address(this Author author) => author.Slug is { } slug ? $"/authors/{Uri.EscapeDataString(slug)}" : null;

    /// <summary>The address with scheme and host, as others need it.</summary>
    public static string Absolute(this HttpRequest request, string address) =>
        address.StartsWith('/') ? $"{request.Scheme}://{request.Host}{address}" : address;
}
