using System.Net;
using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>An entry as the pages of an event show it.</summary>
public sealed partial record ShownEntry(Guid Id, long Revision, string Position, bool Pinned, string Headline)
{
    /// <summary>What readers see, on all pages of the pagination.</summary>
    public static async Task<List<ShownEntry>> ReadAsync(HttpClient http, string slug)
    {
        var shown = new List<ShownEntry>();
        await foreach (var html in PagesAsync(http, slug))
        {
            shown.AddRange(Article().Matches(html).Select(match => new ShownEntry(
                Guid.Parse(match.Groups["id"].Value), long.Parse(match.Groups["revision"].Value), match.Groups["position"].Value,
                match.Groups["pinned"].Success, WebUtility.HtmlDecode(match.Groups["headline"].Value))));
        }
        return shown;
    }

    /// <summary>The event's pages, the first one first.</summary>
    public static async IAsyncEnumerable<string> PagesAsync(HttpClient http, string slug)
    {
        for (var path = $"/live/{slug}"; path is not null;)
        {
            var html = await http.GetStringAsync(path);
            yield return html;
            path = Next().Match(html) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }
    }

    /// <summary>
    /// How each reader differs whose page does not hold all that lies in its window, however far it has grown: each entry in the
    /// revision that the pages show. (An entry and its revision decide its HTML, and for the newest fifty "compare" has compared
    /// that too.)
    /// </summary>
    public static async Task<List<string>> DivergedAsync(Followers followers, List<ShownEntry> shown)
    {
        var diverged = new List<string>();
        foreach (var reader in (await followers.StateAsync()).GetProperty("readers").EnumerateArray())
        {
            var from = reader.GetProperty("window").GetProperty("from").GetString()!;
            var expected = shown.Where(entry => entry.Pinned || string.CompareOrdinal(entry.Position, from) >= 0)
                .Select(entry => $"{entry.Id} {entry.Revision} {entry.Pinned}").Order().ToList();
            var actual = reader.GetProperty("entries").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("id").GetString()} {entry.GetProperty("revision").GetInt64()} {entry.GetProperty("pinned").GetBoolean()}")
                .Order().ToList();
            if (!expected.SequenceEqual(actual))
                diverged.Add(string.Join('\n', expected.Except(actual).Concat(actual.Except(expected)).Take(5)));
        }
        return diverged;
    }

    [GeneratedRegex(
        "<article id=\"e-(?<id>[0-9a-f-]+)\"[^>]*data-revision=\"(?<revision>\\d+)\" data-position=\"(?<position>[^\"]+)\"(?<pinned> data-pinned)?.*?<h3[^>]*>(?<headline>[^<]*)</h3>",
        RegexOptions.Singleline)]
    private static partial Regex Article();

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Next();
}
