using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A site with one event, whose server is killed and comes back at the same address.</summary>
public sealed partial class CoveredSite : IAsyncDisposable
{
    public const string Slug = "couverture";

    private readonly string data = Directory.CreateTempSubdirectory("liveblog-coverage-").FullName;
    private LiveBlogProcess process = null!;
    private (TimeSpan After, TimeSpan For)? doom;

    public string Address => process.Address;

    /// <summary>What is sent can be pulled back for a second, so that there is something to pull back, to crash with and to leave.</summary>
    public string[] Settings => ["--Data:Directory", data, "--Demo:Enabled", "false", "--Desk:UndoSeconds", "1"];

    public static async Task<CoveredSite> StartAsync()
    {
        var site = new CoveredSite();
        var token = (await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. site.Settings])).Output.Trim();
        site.process = await LiveBlogProcess.StartAsync(site.Settings);
        using var tool = site.process.Tool(token);
        tool.Timeout = TimeSpan.FromMinutes(1);
        (await tool.PostAsJsonAsync("/api/v1/events", new { slug = Slug, title = "Une journée en continu", timeZone = "Europe/Brussels" })).EnsureSuccessStatusCode();
        return site;
    }

    /// <summary>The server will be killed in that time, and stay away so long.</summary>
    public void Doom(TimeSpan after, TimeSpan away) => doom = (after, away);

    /// <summary>Ends when what it was doomed to is over.</summary>
    public async Task SufferAsync()
    {
        if (doom is not { } fate)
            return;
        doom = null;
        await Task.Delay(fate.After);
        await process.DisposeAsync();
        await Task.Delay(fate.For);
        process = await LiveBlogProcess.StartAsync([.. Settings, "--urls", Address]);
    }

    /// <summary>What readers see of each entry, on all pages, by id.</summary>
    public async Task<List<(string Id, string Text)>> PublishedAsync()
    {
        var entries = new List<(string, string)>();
        for (var path = $"/live/{Slug}"; path.Length > 0;)
        {
            var html = await process.Http.GetStringAsync(path);
            foreach (Match entry in Entry().Matches(html))
                entries.Add((entry.Groups[1].Value, WebUtility.HtmlDecode(Tag().Replace(Unseen().Replace(entry.Groups[2].Value, ""), " "))));
            path = WebUtility.HtmlDecode(Next().Match(html).Groups[1].Value);
        }
        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    // Headline and text: from the entry's first div to its footer.
    [GeneratedRegex("<article id=\"e-([^\"]+)\".*?<div>(.*?)<footer>", RegexOptions.Singleline)]
    private static partial Regex Entry();

    // The name of an entry without headline.
    [GeneratedRegex("<h3 [^>]*class=\"unseen\">.*?</h3>", RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Next();
}
