using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>
/// The structured data of the demo's pages, held against schema.org's whole vocabulary: schema-dts has it as types, with every
/// property of every type, and the TypeScript compiler checks what the pages say as literals of these types.
/// </summary>
public sealed partial class VocabularyTests(DemoNewsroom demo) : IClassFixture<DemoNewsroom>
{
    [Fact]
    public async Task What_the_pages_say_is_in_the_vocabulary()
    {
        var http = demo.LiveBlog.Http;
        var found = new List<(string Page, string Json)>();
        var permalink = Permalink().Match(await http.GetStringAsync("/live/conseil-otan-russie")).Groups[1].Value;
        foreach (var path in (string[])["/", "/wire", "/live/conseil-otan-russie", "/live/majlis-alnatu-rusya", permalink, "/topics/garanties-de-securite", "/articles/trois-tables-pour-une-meme-question"])
            found.AddRange(DataIn(await http.GetStringAsync(path)).Select(json => (path, json)));
        Assert.Equal(
            ["BlogPosting", "BreadcrumbList", "CollectionPage", "LiveBlogPosting", "NewsArticle"],
            found.Select(data => TypeOf(data.Json)).Distinct().Order());
        Assert.Equal("", await CheckAsync(found.Select(data => data.Json)));
    }

    [Theory]
    [InlineData("\"articleBody\":", "\"articleText\":", "articleText")]
    [InlineData("\"@type\":\"BlogPosting\"", "\"@type\":\"BlogPost\"", "BlogPost")]
    [InlineData("\"@type\":\"BlogPosting\"", "\"@type\":\"Person\"", "Person")]
    [InlineData("\"logo\":", "\"emblem\":", "emblem")]
    [InlineData("\"@type\":\"ImageObject\"", "\"@type\":\"WebPage\"", "WebPage")]
    public async Task The_check_finds_what_is_not_in_the_vocabulary(string right, string wrong, string named)
    {
        var json = DataIn(await demo.LiveBlog.Http.GetStringAsync("/live/conseil-otan-russie")).First();
        Assert.Contains(right, json);
        var at = json.LastIndexOf(right, StringComparison.Ordinal);
        Assert.Contains(named, await CheckAsync([json[..at] + wrong + json[(at + right.Length)..]]));
    }

    private static IEnumerable<string> DataIn(string html) => Data().Matches(html).Select(match => match.Groups[1].Value);

    private static string TypeOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("@type").GetString()!;

    // What the compiler objects to.
    private static async Task<string> CheckAsync(IEnumerable<string> things)
    {
        var source = new StringBuilder("import type * as S from \"schema-dts\";\n");
        var number = 0;
        foreach (var json in things)
            source.Append($"export const thing{number++}: S.WithContext<S.{TypeOf(json)}> = {json};\n");
        // Below the folder that npm has installed the types in.
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "LiveBlog.EndToEndTests", "obj", $"vocabulary-{Guid.NewGuid():n}"));
        try
        {
            var file = Path.Combine(folder.FullName, "things.ts");
            await File.WriteAllTextAsync(file, source.ToString());
            var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
            foreach (var argument in (string[])[Path.Combine(Repository.Tools, "typescript", "bin", "tsc"), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", file])
                start.ArgumentList.Add(argument);
            using var compiler = Process.Start(start)!;
            var objections = await compiler.StandardOutput.ReadToEndAsync();
            await compiler.WaitForExitAsync();
            return objections;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("class=\"permalink\" href=\"([^\"]+)\"")]
    private static partial Regex Permalink();
}
