using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Accessibility (axe-core) and valid HTML (Nu checker) of every page there is, and the weight of an event's.</summary>
public sealed partial class QualityTests(WholeNewsroom newsroom, ITestOutputHelper output) : IClassFixture<WholeNewsroom>
{
    // In braces: what WholeNewsroom made.
    private static readonly string[] Paths =
    [
        "/", "/?lang=en", "/?lang=es", "/?lang=ru", "/wire", "/wire?order=oldest", "/topics/garanties-de-securite",
        "/articles/trois-tables-pour-une-meme-question", "/authors/{author}",
        "/live/conseil-otan-russie", "/live/conseil-otan-russie?order=oldest", $"/live/conseil-otan-russie/{EntryId(0)}",
        $"/live/conseil-otan-russie/{EntryId(0)}/history", $"/live/conseil-otan-russie/{EntryId(8)}",
        "/live/conseil-otan-russie?images=no", "/live/conseil-otan-russie?print=all", "/live/journee-d-essai", "/embed/conseil-otan-russie",
        "/live/nato-russia-council-english", "/live/consejo-otan-rusia-espanol", "/live/sovet-rossiya-nato-po-russki", "/live/majlis-alnatu-rusya",
        "/live/nothing-here", "/error/500",
        "/desk", "/desk/new", "/desk/journee-d-essai", "/desk/conseil-otan-russie", "/desk/conseil-otan-russie?status=draft",
        "/desk/conseil-otan-russie?status=scheduled", "/desk/conseil-otan-russie?status=submitted", "/desk/conseil-otan-russie?status=withdrawn",
        "/desk/conseil-otan-russie?q=introuvable", "/desk/conseil-otan-russie/settings", "/desk/conseil-otan-russie/people", "/desk/conseil-otan-russie/notes",
        "/desk/conseil-otan-russie/templates", "/desk/conseil-otan-russie/numbers", $"/desk/conseil-otan-russie/{EntryId(0)}/edit",
        $"/desk/conseil-otan-russie/{EntryId(0)}/history", $"/desk/conseil-otan-russie/{EntryId(0)}/move",
        "/desk/topics", "/desk/topics/garanties-de-securite", "/desk/articles", "/desk/articles/new", "/desk/articles/trois-tables-pour-une-meme-question",
        "/desk/authors", "/desk/authors/{author}", "/desk/people", "/desk/people/{person}", "/desk/tokens", "/desk/audit",
        "/account", "/account/second-factor", "/account/sign-in", "/account/second-step", "/account/join/{invitation}", "/account/join/nothing-here",
        "/account/forgot", "{fresh}/account/forgot", "/account/reset", "{fresh}/account/first?code={first}", "/file/{link}", "/file/nothing-here",
    ];

    // Nothing is to be seen there: they only take a form.
    private static readonly string[] Unseen = ["/account/sign-out", "/account/language", "/desk/{slug}/preview"];

    public static TheoryData<string> Pages() => [.. Paths];

    [Fact]
    public void Every_page_of_the_program_is_looked_at()
    {
        var routes = Directory.EnumerateFiles(Path.Combine(Repository.Web, "Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Select(file => Route().Match(File.ReadAllText(file)))
            .Where(route => route.Success).Select(route => route.Groups[1].Success ? route.Groups[1].Value : "/").ToList();
        Assert.True(routes.Count > 40);
        var shapes = Paths.Select(path => path.Replace("{fresh}", "").Split('?')[0]).ToList();
        Assert.Equal([], routes.Except(Unseen).Where(route => !shapes.Exists(path => Regex.IsMatch(path, $"^{Parameter().Replace(route, "[^/]+")}$"))));
    }

    // The demo's entries have ids made of their place in the coverage: 0 was corrected, 8 was withdrawn.
    private static Guid EntryId(int place) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"conseil-otan-russie/{place}")).AsSpan(0, 16), bigEndian: true);

    [Theory, MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out_sideways(string path)
    {
        var page = await newsroom.OpenAsync(path, new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        await NothingIsWrongAsync(page, $"{path} at a desk, light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(360, 900);
        await NothingIsWrongAsync(page, $"{path} on a phone, dark");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    public async Task Nothing_sticks_out_sideways_on_a_phone_in_another_language(string language)
    {
        var found = new List<string>();
        var page = await newsroom.OpenAsync("/desk", new() { Locale = language, ViewportSize = new() { Width = 360, Height = 800 } });
        foreach (var path in Paths.Where(path => path.StartsWith("/desk", StringComparison.Ordinal) || path == "/account"))
        {
            await page.GotoAsync(newsroom.AddressOf(path));
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
                found.Add(path);
        }
        await page.Context.CloseAsync();
        Assert.Equal([], found);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_in_what_opens_on_the_desk_of_an_event(ColorScheme scheme, int width)
    {
        var page = await newsroom.OpenAsync("/desk/conseil-otan-russie", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        await page.EvaluateAsync("() => localStorage.setItem('liveblog.undo-seconds', '600')");
        await Assertions.Expect(page.Locator("#composer .ProseMirror")).ToBeFocusedAsync();
        foreach (var opens in new[]
        {
            "#composer .more > summary", "[data-templates] > summary", "#composer [data-act=markdown]", "#composer [data-act=markdown]", "#composer [data-act=link]",
            "#notes > summary", ".essentials > summary", "#desk-entries > li:first-child [data-edit]",
            "#desk-entries > li:nth-child(2) [data-menu=withdraw] > summary", "#desk-entries > li:nth-child(3) [data-menu=more] > summary",
        })
        {
            await page.ClickAsync(opens);
            await NothingIsWrongAsync(page, opens);
        }
        // What was withdrawn is held in the outbox, whose bar stands on the page by now.
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync("#outbox .undo");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#key-help")).ToBeVisibleAsync();
        await NothingIsWrongAsync(page, "?");
        await page.Context.CloseAsync();
    }

    private static string Axe => Path.Combine(Repository.Tools, "axe-core", "axe.min.js");

    private static async Task NothingIsWrongAsync(IPage page, string where)
    {
        // Half-way through a fade, colours are neither the ones nor the others.
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < 1e4).map(a => a.finished))");
        var found = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | '))");
        Assert.True(found.Length == 0, $"{where}: {string.Join('\n', found)}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{where}: the page scrolls sideways.");
    }

    [Fact]
    public async Task The_Nu_checker_finds_no_error()
    {
        var files = new List<string>();
        foreach (var path in Paths)
        {
            var file = Path.Combine(Repository.Results, NotInNames().Replace(path, "_") + ".html");
            await File.WriteAllBytesAsync(file, await newsroom.BodyAsync(path));
            files.Add(file);
        }
        var start = new ProcessStartInfo("java") { RedirectStandardError = true };
        // It ends before what its better compiler and its garbage collector's threads do would pay.
        foreach (var argument in (string[])["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", Path.Combine(Repository.Tools, "vnu-jar", "build", "dist", "vnu.jar"), "--errors-only", .. files])
            start.ArgumentList.Add(argument);
        using var checker = Process.Start(start)!;
        var errors = await checker.StandardError.ReadToEndAsync();
        await checker.WaitForExitAsync();
        Assert.Equal("", errors);
    }

    [Fact]
    public async Task An_event_page_stays_light()
    {
        var html = await newsroom.LiveBlog.Http.GetStringAsync("/live/conseil-otan-russie");
        var script = await newsroom.LiveBlog.Http.GetByteArrayAsync(Address(html, "src=\"(/dist/[^\"]+\\.js)\""));
        var style = await newsroom.LiveBlog.Http.GetByteArrayAsync(Address(html, "href=\"(/dist/[^\"]+\\.css)\""));
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

    [GeneratedRegex("^@page(?: \"([^\"]+)\")?", RegexOptions.Multiline)]
    private static partial Regex Route();

    [GeneratedRegex(@"/\{[^}]+\?\}|\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();

    [GeneratedRegex("<script[^>]+src=|<link[^>]+rel=\"stylesheet\"")]
    private static partial Regex LoadedFile();
}
