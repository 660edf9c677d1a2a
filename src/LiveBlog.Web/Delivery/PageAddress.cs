using System.Globalization;
using System.Text;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveBlog.Web.Delivery;

/// <summary>
/// All that a public page may depend on, beside what the database says. The page is made from this and nothing else of a
/// request, so it is the same for all who ask by it. Its parts stay apart: no sign in one can be taken for another's.
/// </summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>: pages hold addresses of their own.</param>
/// <param name="Host">The host, as asked.</param>
/// <param name="Path">The path, unescaped.</param>
/// <param name="Query">The parameters that the page knows, in one order; empty, or with a question mark first.</param>
/// <param name="SavesData">Whether the reader wants no picture that was not asked for.</param>
public readonly record struct PageAddress(string Scheme, string Host, string Path, string Query, bool SavesData)
{
    private const int Longest = 1_000;

    private static readonly string[] None = [];
    private static readonly string[] OfPage = ["images", "lang"];
    private static readonly string[] OfList = ["articles", "events", "images", "lang"];
    private static readonly string[] OfEvent = ["after", "before", "images", "lang", "order"];
    private static readonly string[] OfEmbed = ["images", "lang", "theme"];
    private static readonly string[] OfChanges = ["epoch", "since"];

    /// <summary>
    /// The address that a request asks by; null where it does not ask for a public page, may be somebody's who is signed in, or
    /// says something that only the page's own code can judge.
    /// </summary>
    public static PageAddress? Of(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            || request.PathBase.HasValue || request.Headers.Authorization.Count > 0
            // Every cookie of ours has it in its name: who is signed in may see more, such as an article's preview.
            || request.Headers.Cookie.ToString().Contains("liveblog", StringComparison.Ordinal)
            || request.Path.Value is not { Length: > 0 and <= Longest } path || request.QueryString.Value is { Length: > Longest })
        {
            return null;
        }
        string? query = "";
        if (request.QueryString.HasValue && (query = Known(path) is { } known ? Canonical(request, known) : null) is null)
            return null;
        return new PageAddress(request.Scheme, request.Host.Value ?? "", path, query,
            request.Headers["Save-Data"] == "on" && !query.Contains("images=", StringComparison.Ordinal));
    }

    /// <summary>Whether there are public pages of that kind; nothing else is kept ready.</summary>
    public bool IsPage => Known(Path) is not null && Safety.IsClean(Path);

    // The parameters that the page at a path knows; null where that is no public page.
    private static string[]? Known(string path) => path.Split('/') switch
    {
        ["", ""] => OfPage,
        ["", "wire"] => OfEvent,
        ["", "wire", "feed.atom" or "feed.rss" or "feed.json"] => None,
        ["", "live", { Length: > 0 }] => OfEvent,
        ["", "live", { Length: > 0 }, "changes"] => OfChanges,
        ["", "live" or "topics", { Length: > 0 }, "feed.atom" or "feed.rss" or "feed.json"] => None,
        ["", "live", { Length: > 0 }, var id] when Guid.TryParseExact(id, "D", out _) => OfEvent,
        ["", "live", { Length: > 0 }, var id, "history"] when Guid.TryParseExact(id, "D", out _) => OfPage,
        ["", "embed", { Length: > 0 }] => OfEmbed,
        ["", "articles", { Length: > 0 }] => OfPage,
        ["", "topics" or "authors", { Length: > 0 }] => OfList,
        _ => null,
    };

    // What the page knows of a query, in one order; null where a value needs its judgement. What it does not know, such as the
    // marks that other sites put on their links, makes no other page.
    private static string? Canonical(HttpRequest request, string[] known)
    {
        if (!Safety.IsClean(request.QueryString))
            return null;
        var values = new string?[known.Length];
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            var name = parameter.DecodeName().ToString();
            // The version for paper is of any length, and nobody's everyday page.
            if (name.Equals("print", StringComparison.OrdinalIgnoreCase))
                return null;
            var at = Array.FindIndex(known, its => its.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                continue;
            var value = parameter.DecodeValue().ToString();
            if (values[at] is not null || !IsPlain(known[at], value))
                return null;
            values[at] = value;
        }
        var query = new StringBuilder();
        for (var i = 0; i < known.Length; i++)
        {
            if (values[i] is not null)
                query.Append(query.Length == 0 ? '?' : '&').Append(known[i]).Append('=').Append(values[i]);
        }
        return query.ToString();
    }

    private static bool IsPlain(string name, string value) => name switch
    {
        "order" => value is "newest" or "oldest",
        "images" => value is "yes" or "no",
        "theme" => value is "light" or "dark",
        "lang" => Cultures.Offered.Contains(value),
        "before" or "after" => PageRequest.IsCursor(value),
        "articles" or "events" => ListCursor.Parse(value) is not null,
        "since" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        _ => value.Length is > 0 and <= 32 && value.All(char.IsAsciiLetterOrDigit),
    };
}
