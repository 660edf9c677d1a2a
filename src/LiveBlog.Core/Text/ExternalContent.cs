using System.Globalization;
using System.Text.RegularExpressions;
using System.Web;

namespace LiveBlog.Core.Text;

/// <summary>
/// Something on another site that can be shown in a frame. Pages show a card that says so, and load the frame only when
/// the reader asks for it.
/// </summary>
/// <param name="Provider">The site's name: « YouTube ».</param>
/// <param name="Company">Who receives the reader's data: « Google ».</param>
/// <param name="Address">The address as written, safe to link.</param>
/// <param name="Frame">The https address for the frame; works without a script of the provider.</param>
/// <param name="Ratio">Width and height of the frame, as CSS's <c>aspect-ratio</c> takes it: <c>16/9</c>.</param>
public sealed partial record ExternalContent(string Provider, string Company, string Address, string Frame, string Ratio)
{
    /// <summary>The origins of all frames that there can be, for the page's <c>frame-src</c>: <c>https://t.me</c>.</summary>
    public static IReadOnlyList<string> FrameOrigins { get; } =
        [.. ExternalSite.All.Select(site => new Uri(site.Frame).GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The sites by name, with what their addresses look like: a regular expression, which JavaScript understands as well, for
    /// the whole of <c>host/path</c>, its last slashes taken off.
    /// </summary>
    public static IReadOnlyList<(string Provider, string Address)> Sites { get; } =
        [.. ExternalSite.All.Select(site => (site.Provider, site.Address))];

    /// <summary>What an address leads to, or null if it is no address of a known site's posts, videos or tracks.</summary>
    /// <param name="address">An absolute http or https address; one with a port or a user name is no known one.</param>
    public static ExternalContent? From(string address)
    {
        if (!address.All(c => c is > ' ' and <= '~' and not '\\') || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http") || !IsBareHost(address, uri) || SafeLink.From(address) is not { } link)
            return null;

        // One spelling for the patterns: of the parameters they know only these two.
        var query = HttpUtility.ParseQueryString(uri.Query);
        var known = $"{uri.Host}{uri.AbsolutePath.TrimEnd('/')}?v={query["v"]}&start={Seconds(query["t"] ?? query["start"])}";
        foreach (var site in ExternalSite.All)
        {
            if (site.Pattern.Match(known) is { Success: true } match && Fill(site.Frame, match) is { } frame)
                return new ExternalContent(site.Provider, site.Company, link, frame + Fill(site.Option, match), site.Ratio);
        }
        return null;
    }

    // What stands between "//" and the path must be the host and nothing else.
    private static bool IsBareHost(string address, Uri uri)
    {
        var start = uri.Scheme.Length + 3;
        if (address.Length <= start || !address.AsSpan(uri.Scheme.Length).StartsWith("://", StringComparison.Ordinal))
            return false;
        var end = address.AsSpan(start).IndexOfAny('/', '?', '#');
        return address.AsSpan(start, end < 0 ? address.Length - start : end).Equals(uri.Host, StringComparison.OrdinalIgnoreCase);
    }

    // "90", "90s", "1m30s" or "1h2m3s".
    private static string Seconds(string? time)
    {
        if (StartTime().Match(time ?? "") is not { Success: true, Length: > 0 } match)
            return "";
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var seconds = Part("h") * 3600 + Part("m") * 60 + Part("s");
        return seconds == 0 ? "" : seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Fill(string? template, Match match)
    {
        var whole = template is not null;
        var filled = Blank().Replace(template ?? "", blank =>
        {
            var value = match.Groups[blank.Groups[1].Value].Value;
            whole &= value.Length > 0;
            return Uri.EscapeDataString(value);
        });
        return whole ? filled : null;
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\A(?:(?<h>[0-9]{1,2})h)?(?:(?<m>[0-9]{1,3})m)?(?:(?<s>[0-9]{1,6})s?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex StartTime();
}
