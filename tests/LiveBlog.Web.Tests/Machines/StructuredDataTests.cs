using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Machines;

/// <summary>What the pages say in schema.org's words. That the words are schema.org's, the end-to-end tests hold against its vocabulary.</summary>
public sealed partial class StructuredDataTests
{
    private const string Origin = "http://localhost";

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_entry_on_the_page_is_described_as_the_page_shows_it(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var page = await app.LoadAsync($"/live/{await app.CoverAsync()}");
        var updates = Data(page, "LiveBlogPosting").GetProperty("liveBlogUpdate").EnumerateArray().ToList();
        var entries = page.QuerySelectorAll("#entries > .entry").ToList();
        Assert.Equal(5, entries.Count);
        Assert.Equal(entries.Count, updates.Count);
        foreach (var (entry, update) in entries.Zip(updates))
        {
            Assert.Equal("BlogPosting", Text(update, "@type"));
            Assert.Equal(Origin + entry.QuerySelector("a.permalink")!.GetAttribute("href"), Text(update, "@id"));
            Assert.Equal(Text(update, "@id"), Text(update, "url"));
            Assert.Equal(entry.QuerySelector("time.at")!.GetAttribute("datetime"), Text(update, "datePublished"));
            Assert.Equal(LastChange(entry), DateTimeOffset.Parse(Text(update, "dateModified")!));
            var heading = entry.QuerySelector("h3")!;
            if (!heading.ClassList.Contains("unseen"))
                Assert.Equal(heading.TextContent, Text(update, "headline"));
            else
                Assert.StartsWith(Text(update, "headline")!.TrimEnd('…'), Words(entry.QuerySelector(".text")));
            Assert.Equal(Words(entry.QuerySelector(".text")), Address().Replace(Spaces().Replace(Text(update, "articleBody") ?? "", " "), "").Trim());
            Assert.Equal(Pictures(entry), Files(update, "image", "url").Select(Stem));
            Assert.Equal(entry.QuerySelectorAll("video").Length, Files(update, "video", "contentUrl").Count());
            Assert.Equal(entry.QuerySelectorAll("audio").Length, Files(update, "audio", "contentUrl").Count());
            var correction = entry.QuerySelector(".correction");
            Assert.Equal(correction is not null, update.TryGetProperty("correction", out var said));
            if (correction is not null)
            {
                Assert.EndsWith(Text(said, "text")!, correction.TextContent.Trim());
                Assert.Equal(correction.QuerySelector("time")!.GetAttribute("datetime"), Text(said, "datePublished"));
            }
        }
        Assert.Equal(["Claire Morel", "Claire Morel", "Une agence", "Claire Morel", "Claire Morel"],
            updates.Select(update => Text(update.GetProperty("author")[0], "name")));
    }

    [Fact]
    public async Task No_text_ends_the_element_that_holds_it()
    {
        const string title = "</script><script>alert(1)</script><!-- <script> ]]>";
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync(title);
        await app.PostAsync(slug, title);
        var html = await app.Client.GetStringAsync($"/live/{slug}");
        var page = await app.LoadAsync($"/live/{slug}");
        var headline = page.QuerySelector("h1")!.TextContent;
        Assert.Contains("</script><script>alert(1)</script>", headline);
        Assert.Equal(headline, Text(Data(page, "LiveBlogPosting"), "headline"));
        Assert.Empty(page.QuerySelectorAll("script:not([src]):not([type='application/ld+json'])"));
        Assert.Equal(2, page.QuerySelectorAll("script[type='application/ld+json']").Length);
        Assert.Contains("<script type=\"application/ld+json\">", html);
        Assert.DoesNotContain("<!-- <script>", html);
    }

    [Fact]
    public async Task Coverage_has_an_end_only_when_it_is_over()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        var live = Data(await app.LoadAsync($"/live/{slug}"), "LiveBlogPosting");
        Assert.Equal("2022-01-12T14:00:00+01:00", Text(live, "coverageStartTime"));
        Assert.False(live.TryGetProperty("coverageEndTime", out _));
        await app.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Ended, EndedAt = DateTimeOffset.Parse("2022-01-12T20:00:00Z") },
            TestDatabase.Editor, CancellationToken.None);
        Assert.Equal("2022-01-12T21:00:00+01:00", Text(Data(await app.LoadAsync($"/live/{slug}"), "LiveBlogPosting"), "coverageEndTime"));
    }

    [Fact]
    public async Task The_page_of_an_entry_is_about_that_entry_in_its_event()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        var link = (await app.LoadAsync($"/live/{slug}")).QuerySelector(".entry.pinned a.permalink")!.GetAttribute("href")!;
        var page = await app.LoadAsync(link);
        var posting = Data(page, "BlogPosting");
        Assert.Equal(Origin + link, Text(posting, "@id"));
        Assert.Equal("Une date", Text(posting, "headline"));
        Assert.Equal($"{Origin}/live/{slug}", Text(posting.GetProperty("isPartOf"), "@id"));
        Assert.Equal(Origin + link, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(Origin + link + "/share.png", page.QuerySelector("meta[property='og:image']")?.GetAttribute("content"));
    }

    [Fact]
    public async Task Breadcrumbs_lead_from_the_home_page_by_the_dossier_to_the_page()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        var crumbs = Data(await app.LoadAsync($"/live/{slug}"), "BreadcrumbList").GetProperty("itemListElement").EnumerateArray().ToList();
        Assert.Equal([$"{Origin}/", $"{Origin}/topics/{Coverage.Topic}", $"{Origin}/live/{slug}"], crumbs.Select(crumb => Text(crumb, "item")));
        Assert.Equal([1, 2, 3], crumbs.Select(crumb => crumb.GetProperty("position").GetInt32()));
        foreach (var crumb in crumbs)
            (await app.Client.GetAsync(Text(crumb, "item"))).EnsureSuccessStatusCode();
    }

    [Theory, InlineData("/"), InlineData("/topics/" + Coverage.Topic)]
    public async Task A_page_that_leads_to_others_lists_them(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        var page = await app.LoadAsync(address);
        var listed = Data(page, "CollectionPage").GetProperty("mainEntity").GetProperty("itemListElement").EnumerateArray().Select(item => Text(item, "url")).ToList();
        Assert.Contains($"{Origin}/live/{slug}", listed);
        var links = page.QuerySelectorAll("main a").Select(link => Origin + link.GetAttribute("href")).ToHashSet();
        Assert.Subset(links, listed.ToHashSet()!);
    }

    private static JsonElement Data(IHtmlDocument page, string type) => page.QuerySelectorAll("script[type='application/ld+json']")
        .Select(script => JsonDocument.Parse(script.TextContent).RootElement).Single(data => Text(data, "@type") == type);

    private static string? Text(JsonElement thing, string name) => thing.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<string> Files(JsonElement thing, string name, string address) =>
        thing.TryGetProperty(name, out var files) ? files.EnumerateArray().Select(file => Text(file, address)!) : [];

    // What a reader reads, without the cards of other sites, of which the description has only the address.
    private static string Words(IElement? text)
    {
        if (text is null)
            return "";
        var copy = (IElement)text.Clone();
        foreach (var card in copy.QuerySelectorAll(".external"))
            card.Remove();
        foreach (var cell in copy.QuerySelectorAll("p, td, th, tr, li"))
            cell.TextContent += " ";
        return Spaces().Replace(copy.TextContent, " ").Trim();
    }

    private static DateTimeOffset LastChange(IElement entry) => entry.QuerySelectorAll("time.at, .edited time, .correction time")
        .Select(time => DateTimeOffset.Parse(time.GetAttribute("datetime")!)).Max();

    private static IEnumerable<string> Pictures(IElement entry) => entry.QuerySelectorAll("picture img").Select(image => Stem(Origin + image.GetAttribute("src")));

    private static string Stem(string file) => file[..file.LastIndexOf('-')];

    [GeneratedRegex(@"[ \n]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"https://www\.youtube\.com/\S+ ?")]
    private static partial Regex Address();
}
