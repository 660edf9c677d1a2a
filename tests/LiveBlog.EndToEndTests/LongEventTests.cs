using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>An event of 2,000 entries is read like one of 20, and its older pages stay what they are.</summary>
public sealed partial class LongEventTests(Newsroom newsroom, ITestOutputHelper output) : IClassFixture<Newsroom>
{
    private static readonly DateTimeOffset Start = new(2022, 1, 12, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("newest")]
    [InlineData("oldest")]
    public async Task The_address_of_an_older_page_shows_the_same_entries_however_many_arrive(string order)
    {
        var slug = await ImportAsync(2_000);
        // Three pages in, by the page's own links.
        var address = $"/live/{slug}?order={order}";
        for (var i = 0; i < 3; i++)
            address = NextLink().Match(await newsroom.LiveBlog.Http.GetStringAsync(address)).Groups[1].Value.Replace("&amp;", "&");
        var before = await IdsAsync(address);
        Assert.Equal(50, before.Count);
        for (var i = 0; i < 100; i++)
            await newsroom.PostAsync(slug, $"Neuf {i}");
        Assert.Equal(before, await IdsAsync(address));
        // The same entries, shown from the other end.
        var other = address.Replace($"order={order}", $"order={(order == "newest" ? "oldest" : "newest")}");
        Assert.Equal(before.Reverse(), await IdsAsync(other));
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

    // Figures, not a promise: how long an answer takes depends on what else the machine does.
    [Fact]
    public async Task How_2000_entries_compare_with_20_is_measured()
    {
        var few = await ImportAsync(20);
        var fifty = await ImportAsync(50);
        var many = await ImportAsync(2_000);
        var lines = new List<string>();
        foreach (var (name, path) in new[]
        {
            ("20 entries", $"/live/{few}"), ("50 entries", $"/live/{fifty}"), ("2,000 entries, first page", $"/live/{many}"),
            ("2,000 entries, oldest first", $"/live/{many}?order=oldest"),
        })
        {
            var times = new List<double>();
            for (var i = 0; i < 25; i++)
            {
                var clock = Stopwatch.StartNew();
                using var answer = await newsroom.LiveBlog.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                await (await answer.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[1]);
                if (i >= 5)
                    times.Add(clock.Elapsed.TotalMilliseconds);
            }
            var html = await newsroom.LiveBlog.Http.GetByteArrayAsync(path);
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{name}: first byte {times.Order().ElementAt(times.Count / 2):0.0} ms (median of 20), HTML {html.Length / 1024.0:0.0} KB, Brotli {Brotli(html) / 1024.0:0.0} KB"));
        }
        lines.ForEach(output.WriteLine);
        await File.WriteAllLinesAsync(Path.Combine(Repository.Results, "long-events.txt"), lines);
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

    private static int Brotli(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(content);
        return (int)packed.Length;
    }

    [GeneratedRegex("<a href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("<article id=\"e-([0-9a-f-]{36})\" class=\"entry(?! item)")]
    private static partial Regex EntryId();

    [GeneratedRegex("/live/([^\\s?,\"]+)")]
    private static partial Regex Address();
}
