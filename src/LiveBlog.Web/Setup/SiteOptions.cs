using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Setup;

/// <summary>What a newsroom sets of its own; the section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>The name in the masthead.</summary>
    [Required]
    public string Name { get; init; } = "La Rédaction";

    /// <summary>The language of pages that have none of their own, such as the home page: fr, en, es or ru.</summary>
    [RegularExpression("fr|en|es|ru", ErrorMessage = "Site:Language must be one of fr, en, es and ru.")]
    public string Language { get; init; } = "fr";

    /// <summary>The IANA time zone of new events and of pages without an event.</summary>
    [Required]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>
    /// Addresses or networks, such as <c>10.0.0.0/8</c>, of the proxies in front, whose word on the reader's address and
    /// scheme is taken (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). The loopback address is always trusted.
    /// </summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>
    /// Origins, such as <c>https://www.example.org</c>, from which pages may open the hub, beside this site's own.
    /// </summary>
    public string[] AllowedOrigins { get; init; } = [];
}
