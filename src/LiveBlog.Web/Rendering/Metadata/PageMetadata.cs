using Microsoft.AspNetCore.Html;

namespace LiveBlog.Web.Rendering.Metadata;

/// <summary>What the head of a page says to machines: the model of <c>_Metadata.cshtml</c>. All addresses are whole.</summary>
public sealed record PageMetadata
{
    /// <summary>The address that stands for the page.</summary>
    public required string Canonical { get; init; }

    /// <summary>The title, without the newsroom's name.</summary>
    public required string Title { get; init; }

    /// <summary>The summary; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The page's language, an IETF tag.</summary>
    public required string Language { get; init; }

    /// <summary>Whether it is a text with a date, rather than a page that leads to others.</summary>
    public bool IsArticle { get; init; }

    /// <summary>The picture that other sites show with a link to the page, or null.</summary>
    public required ShareImage? Image { get; init; }

    /// <summary>Of a text.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Of a text.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>The dossier, or null.</summary>
    public string? Section { get; init; }

    /// <summary>The page in every language that it is offered in: <c>hreflang</c> and address.</summary>
    public IReadOnlyList<(string Language, string Address)> Languages { get; init; } = [];

    /// <summary>The feed's title, or null where the page has none.</summary>
    public string? FeedTitle { get; init; }

    /// <summary>The address that <c>/feed.atom</c> and its kin lie below.</summary>
    public string FeedBase { get; init; } = "";

    /// <summary>What the oEmbed endpoint is to be asked for, or null.</summary>
    public string? Embeddable { get; init; }

    /// <summary>The structured data, one script element each.</summary>
    public required IReadOnlyList<HtmlString> Data { get; init; }

    /// <summary>In the form of Open Graph: <c>fr_FR</c>.</summary>
    public string Locale => System.Globalization.CultureInfo.CreateSpecificCulture(Cultures.Of(Language).Name).Name.Replace('-', '_');
}

/// <summary>A picture for links.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Alt">What is to be seen.</param>
public sealed record ShareImage(string Address, int Width, int Height, string Alt);
