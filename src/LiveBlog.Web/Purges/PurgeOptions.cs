using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Purges;

/// <summary>Which cache in front of the site is told what to forget (docs/cdn.md); the section <c>Purge</c>.</summary>
public sealed class PurgeOptions
{
    /// <summary>The address that is told, by POST; none is if it is empty.</summary>
    [Url]
    public string? Url { get; init; }

    /// <summary>What it knows LiveBlog by.</summary>
    public string? Token { get; init; }

    /// <summary>The header that the token is sent in: <c>Authorization</c> (as a bearer token, RFC 6750), or one that the cache has of its own.</summary>
    [Required, RegularExpression("[A-Za-z0-9-]+")]
    public string TokenHeader { get; init; } = "Authorization";
}
