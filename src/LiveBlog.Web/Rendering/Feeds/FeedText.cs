using System.Text.RegularExpressions;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using Microsoft.AspNetCore.Html;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>
/// What an item says, for readers without our script, styles or address: the model of <c>_FeedText.cshtml</c>. What stands on
/// other sites is a plain link.
/// </summary>
/// <param name="Origin">Scheme and host, which make the addresses whole.</param>
/// <param name="Language">The language of the texts.</param>
public sealed partial record FeedText(string Origin, string Language)
{
    /// <summary>Plain text that leads in; may be empty.</summary>
    public string Standfirst { get; init; } = "";

    /// <summary>Markdown; may be empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>Its photos.</summary>
    public IReadOnlyList<Photo> Photos { get; init; } = [];

    /// <summary>Its sounds and films.</summary>
    public IReadOnlyList<Medium> Recordings { get; init; } = [];

    /// <summary>The note of the latest correction; empty if there is none.</summary>
    public string Correction { get; init; } = "";

    /// <summary>When that was, as words; empty if there is none.</summary>
    public string CorrectedAt { get; init; } = "";

    /// <summary>What else to read.</summary>
    public IReadOnlyList<RelatedCard> Related { get; init; } = [];

    /// <summary>The body as HTML.</summary>
    public HtmlString BodyHtml => new(SiteRelative().Replace(MarkdownText.ToHtml(Body, Language), $"$1{Origin}/"));

    /// <summary>The address with scheme and host.</summary>
    public string Absolute(string address) => address.StartsWith('/') ? Origin + address : address;

    /// <summary>What an entry says.</summary>
    public static FeedText Of(string origin, LiveEvent liveEvent, Entry entry) => new(origin, liveEvent.Language)
    {
        Body = entry.Body,
        Photos = [.. entry.Media.Where(medium => medium.Kind == MediumKind.Photo).Select(medium => medium.AsPhoto())],
        Recordings = [.. entry.Media.Where(medium => medium.Kind != MediumKind.Photo)],
        Correction = entry.Correction,
        CorrectedAt = entry.CorrectedAt is { } at ? $"{liveEvent.Day(at)} {liveEvent.Clock(at)}" : "",
        Related = entry.Related is { } card ? [card] : [],
    };

    /// <summary>What an article says.</summary>
    public static FeedText Of(string origin, Article article) => new(origin, article.Language)
    {
        Standfirst = article.Standfirst,
        Body = article.Body,
        Photos = article.Photo is { } photo ? [photo] : [],
        Related = article.Related,
    };

    /// <summary>What an event says of itself.</summary>
    public static FeedText Of(string origin, LiveEvent liveEvent) => new(origin, liveEvent.Language)
    {
        Standfirst = liveEvent.Standfirst,
        Body = liveEvent.Summary,
        Photos = liveEvent.Photo is { } photo ? [photo] : [],
    };

    // In what MarkdownText makes, quotation marks stand around attributes only, so this cannot hit text.
    [GeneratedRegex("( (?:href|src)=\")/(?!/)")]
    private static partial Regex SiteRelative();
}
