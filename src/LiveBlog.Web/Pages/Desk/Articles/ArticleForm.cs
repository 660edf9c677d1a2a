using LiveBlog.Core;
using LiveBlog.Core.Articles;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>An article as the desk's forms hold it.</summary>
public sealed class ArticleForm
{
    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields =
        ["title", "slug", "standfirst", "body", "author", "topic", "language", "timeZone", "publishedAt", "related"];

    /// <summary>Made with the form, so that sending it twice is one article.</summary>
    public Guid Id { get; set; }

    /// <summary>The version that the edit started from.</summary>
    public int Version { get; set; }

    /// <summary>The headline.</summary>
    public string? Title { get; set; }

    /// <summary>The address wished for; of a new one.</summary>
    public string? Slug { get; set; }

    /// <summary>The summary.</summary>
    public string? Standfirst { get; set; }

    /// <summary>Markdown.</summary>
    public string? Body { get; set; }

    /// <summary>The photo on top.</summary>
    public PhotoForm Photo { get; set; } = new();

    /// <summary>The byline; empty leaves it as it is.</summary>
    public string? Author { get; set; }

    /// <summary>The name of the dossier.</summary>
    public string? Topic { get; set; }

    /// <summary>A language tag.</summary>
    public string? Language { get; set; }

    /// <summary>An IANA name.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The time shown, in the zone of <see cref="TimeZone"/>.</summary>
    public string? PublishedAt { get; set; }

    /// <summary>The time that the form began with.</summary>
    public string? PublishedAtShown { get; set; }

    /// <summary>What else to read, as <see cref="RelatedLines"/> has it.</summary>
    public string? Related { get; set; }

    /// <summary>Whether it is shown in the wire.</summary>
    public bool Wire { get; set; }

    /// <summary>A form filled with an article.</summary>
    public static ArticleForm Of(Article article)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(article.TimeZone);
        var at = ZonedTime.Of(TimeZoneInfo.ConvertTime(new DateTimeOffset(article.PublishedAt, TimeSpan.Zero), zone));
        return new ArticleForm
        {
            Id = article.Id,
            Version = article.Version,
            Title = article.Title,
            Standfirst = article.Standfirst,
            Body = article.Body,
            Photo = PhotoForm.Of(article.Photo),
            Author = article.Author?.Name,
            Topic = article.Topic?.Name,
            Language = article.Language,
            TimeZone = article.TimeZone,
            PublishedAt = at,
            PublishedAtShown = at,
            Related = RelatedLines.Write(article.Related),
            Wire = article.IsOnWire,
        };
    }

    /// <summary>What to ask of the core, beside status.</summary>
    /// <param name="current">The article as it stands; null for a new one.</param>
    /// <exception cref="Refused">The zone is unknown or the time can't be read in it.</exception>
    public ArticleInput ToInput(Article? current)
    {
        // An unknown zone is refused by the core, in its own words; until then the time is read as UTC.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone?.Trim() ?? "", out var known) ? known : TimeZoneInfo.Utc;
        return new ArticleInput
        {
            Slug = current is not null || string.IsNullOrWhiteSpace(Slug) ? null : Slug,
            Title = Title ?? "",
            Standfirst = Standfirst ?? "",
            Body = Body ?? "",
            Author = string.IsNullOrWhiteSpace(Author) ? null : Author,
            Topic = Topic ?? "",
            Language = Language?.Trim() ?? "",
            TimeZone = TimeZone?.Trim() ?? "",
            PublishedAt = ZonedTime.Read(PublishedAt, PublishedAtShown, zone, "publishedAt"),
            Related = RelatedLines.Read(Related, current?.Related ?? []),
            Wire = Wire,
        };
    }
}
