using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Setup;

/// <summary>What a newsroom sets of its own; the section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>The name in the masthead.</summary>
    [Required]
    public string Name { get; init; } = "La Rédaction";

    /// <summary>The IANA time zone of new events and of pages without an event.</summary>
    [Required]
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>
    /// Origins, such as <c>https://www.example.org</c>, from which pages may open the hub, beside this site's own.
    /// </summary>
    public string[] AllowedOrigins { get; init; } = [];
}
