using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Accessibility (axe-core), valid HTML (Nu checker) and weight of the pages, on the demo's coverage.</summary>
public sealed partial class QualityTests(DemoNewsroom demo, ITestOutputHelper output) : IClassFixture<DemoNewsroom>
{
    public static TheoryData<string, ColorScheme, int> Pages()
    {
        var pages = new TheoryData<string, ColorScheme, int>();
        string[] paths =
        [
            "/", "/?lang=en", "/?lang=es", "/?lang=ru", "/wire", "/wire?order=oldest", "/topics/garanties-de-securite",
            "/articles/trois-tables-pour-une-meme-question",
            "/live/conseil-otan-russie", "/live/conseil-otan-russie?order=oldest", $"/live/conseil-otan-russie/{EntryId(0)}",
            $"/live/conseil-otan-russie/{EntryId(0)}/history", $"/live/conseil-otan-russie/{EntryId(8)}",
            "/live/conseil-otan-russie?images=no", "/live/conseil-otan-russie?print=all", "/live/journee-d-essai", "/embed/conseil-otan-russie",
            "/live/nato-russia-council-english", "/live/consejo-otan-rusia-espanol", "/live/sovet-rossiya-nato-po-russki", "/live/majlis-alnatu-rusya",
            "/live/nothing-here", "/account/sign-in",
            "/desk", "/desk/new", "/desk/conseil-otan-russie", "/desk/conseil-otan-russie?status=withdrawn", "/desk/conseil-otan-russie/settings",
            $"/desk/conseil-otan-russie/{EntryId(0)}/edit", $"/desk/conseil-otan-russie/{EntryId(0)}/history", $"/desk/conseil-otan-russie/{EntryId(0)}/move",
        ];
        foreach (var path in paths)
        {
            pages.Add(path, ColorScheme.Light, 1440);
            pages.Add(path, ColorScheme.Dark, 360);
        }
        return pages;
    }

    // The demo's entries have ids made of their place in the coverage: 0 was corrected, 8 was withdrawn.
    private static Guid EntryId(int place) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"conseil-otan-russie/{place}")).AsSpan(0, 16), bigEndian: true);

    [Theory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out_sideways(string path, ColorScheme scheme, int width)
    {
        var page = await demo.OpenAsync(path, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Tools, "axe-core", "axe.min.js")));
        var found = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | '))");
        Assert.Empty(found);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_Nu_checker_finds_no_error()
    {
        var files = new List<string>();
        foreach (var path in Pages().Select(row => row.Data.Item1).Distinct())
        {
            // As the server sends it, before any script.
            var file = Path.Combine(Repository.Results, NotInNames().Replace(path, "_") + ".html");
            await File.WriteAllBytesAsync(file, await BodyAsync(path));
            files.Add(file);
        }
        var start = new ProcessStartInfo("java") { RedirectStandardError = true };
        foreach (var argument in (string[])["-jar", Path.Combine(Repository.Tools, "vnu-jar", "build", "dist", "vnu.jar"), "--errors-only", .. files])
            start.ArgumentList.Add(argument);
        using var checker = Process.Start(start)!;
        var errors = await checker.StandardError.ReadToEndAsync();
        await checker.WaitForExitAsync();
        Assert.Equal("", errors);
    }

    // Only the desk needs someone who is signed in.
    private async Task<byte[]> BodyAsync(string path)
    {
        if (!path.StartsWith("/desk", StringComparison.Ordinal))
            return await (await demo.LiveBlog.Http.GetAsync(path)).Content.ReadAsByteArrayAsync();
        var page = await demo.OpenAsync(path, new() { JavaScriptEnabled = false });
        var body = await (await page.Context.APIRequest.GetAsync(page.Url)).BodyAsync();
        await page.Context.CloseAsync();
        return body;
    }

    [Fact]
    public async Task An_event_page_stays_light()
    {
        var html = await demo.LiveBlog.Http.GetStringAsync("/live/conseil-otan-russie");
        var script = await demo.LiveBlog.Http.GetByteArrayAsync(Address(html, "src=\"(/dist/[^\"]+\\.js)\""));
        var style = await demo.LiveBlog.Http.GetByteArrayAsync(Address(html, "href=\"(/dist/[^\"]+\\.css)\""));
        var sizes = (Html: Brotli(Encoding.UTF8.GetBytes(html)), Css: Brotli(style), Js: Brotli(script));
        var report = string.Create(CultureInfo.InvariantCulture,
            $"event page with 21 entries, Brotli: HTML {sizes.Html / 1024.0:0.0} KB, CSS {sizes.Css / 1024.0:0.0} KB, JS {sizes.Js / 1024.0:0.0} KB");
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "weight.txt"), report + "\n");
        Assert.InRange(sizes.Js, 1, 40 * 1024);
        Assert.InRange(sizes.Html + sizes.Css + sizes.Js, 1, 100 * 1024);
        Assert.Equal(2, LoadedFile().Matches(html).Count);

        static string Address(string html, string pattern) => Regex.Match(html, pattern).Groups[1].Value;
    }

    private static int Brotli(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(content);
        return (int)packed.Length;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();

    [GeneratedRegex("<script[^>]+src=|<link[^>]+rel=\"stylesheet\"")]
    private static partial Regex LoadedFile();
}
