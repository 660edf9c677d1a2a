using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>An event of 2,000 entries is read like one of 20, and its older pages stay what they are.</summary>
public sealed partial class LongEventTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    private static readonly DateTimeOffset Start = new(2022, 1, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_address_of_an_older_page_shows_the_same_entries_however_many_arrive()
    {
        var slug = await ImportAsync(2_000);
        var before = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var order in new[] { "newest", "oldest" })
        {
            // Three pages in, by the page's own links.
            var address = $"/live/{slug}?order={order}";
            for (var i = 0; i < 3; i++)
                address = NextLink().Match(await newsroom.LiveBlog.Http.GetStringAsync(address)).Groups[1].Value.Replace("&amp;", "&");
            before.Add(address, await IdsAsync(address));
        }
        for (var i = 0; i < 100; i++)
            await newsroom.PostAsync(slug, $"Neuf {i}");
        foreach (var (address, ids) in before)
        {
            Assert.Equal(50, ids.Count);
            Assert.Equal(ids, await IdsAsync(address));
            // The same entries, shown from the other end.
            var other = address.Contains("order=newest") ? address.Replace("order=newest", "order=oldest") : address.Replace("order=oldest", "order=newest");
            Assert.Equal(ids.Reverse(), await IdsAsync(other));
        }
    }

    [Fact]
    public async Task Every_entry_is_on_exactly_one_page_in_either_order()
    {
        var slug = await ImportAsync(2_000);
        foreach (var order in new[] { "newest", "oldest" })
        {
            var seen = new List<string>();
            for (var address = $"/live/{slug}?order={order}"; address.Length > 0;)
            {
                var html = await newsroom.LiveBlog.Http.GetStringAsync(address);
                seen.AddRange(Ids(html));
                address = NextLink().Match(html).Groups[1].Value.Replace("&amp;", "&");
            }
            Assert.Equal(2_000, seen.Count);
            Assert.Equal(2_000, seen.Distinct().Count());
        }
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string address) => Ids(await newsroom.LiveBlog.Http.GetStringAsync(address));

    private static IReadOnlyList<string> Ids(string html) =>
        [.. EntryId().Matches(html).Select(match => match.Groups[1].Value)];

    // By the program's own import: as fast as the database, and one transaction.
    private async Task<string> ImportAsync(int entries)
    {
        var title = $"Un long direct {Guid.NewGuid():n}";
        var posting = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "LiveBlogPosting",
            ["@id"] = $"urn:{title}",
            ["headline"] = title,
            ["coverageStartTime"] = Start,
            ["liveBlogUpdate"] = Enumerable.Range(0, entries).Select(i => new Dictionary<string, object>
            {
                ["@type"] = "BlogPosting",
                ["@id"] = $"urn:{title}:{i}",
                ["headline"] = $"Publication {i}",
                ["articleBody"] = string.Concat(Enumerable.Repeat($"Ce que l'on apprend à la minute {i}, en deux ou trois phrases. ", 3)),
                ["datePublished"] = Start.AddMinutes(i),
            }),
        };
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.jsonld");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(posting));
        var (code, said, error) = await LiveBlogProcess.RunAsync(["import", file, .. newsroom.Settings]);
        File.Delete(file);
        Assert.True(code == 0, said + error);
        return Address().Match(said).Groups[1].Value;
    }

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("<article id=\"e-([0-9a-f-]{36})\" class=\"entry(?! item)")]
    private static partial Regex EntryId();

    [GeneratedRegex("/live/([^\\s?,\"]+)")]
    private static partial Regex Address();
}
