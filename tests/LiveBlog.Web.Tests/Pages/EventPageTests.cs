using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Pages;

public sealed class EventPageTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_page_is_whole_without_script_in_both_orders(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await FillAsync(app, 70);
        var newest = await LoadAsync(app, $"/live/{slug}");
        Assert.Equal(Enumerable.Range(20, 50).Reverse().Select(i => $"n{i}"), Headlines(newest));
        var oldest = await LoadAsync(app, newest.QuerySelector("a[data-order=oldest]")!.GetAttribute("href")!);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"n{i}"), Headlines(oldest));
        var rest = await LoadAsync(app, oldest.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(Enumerable.Range(50, 20).Select(i => $"n{i}"), Headlines(rest));
        Assert.Equal("oldest", rest.GetElementById("entries")!.GetAttribute("data-order"));
        var back = await LoadAsync(app, rest.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(Headlines(oldest), Headlines(back));
    }

    [Fact]
    public async Task Times_are_shown_in_the_events_zone_and_labelled()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        await app.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Fin", PublishedAt = DateTimeOffset.Parse("2022-01-12T17:38:00Z") },
            TestDatabase.Editor, CancellationToken.None);
        var time = (await LoadAsync(app, $"/live/{slug}")).QuerySelector("article time.at")!;
        Assert.Equal("2022-01-12T18:38:00+01:00", time.GetAttribute("datetime"));
        Assert.Contains("18:38", time.TextContent);
        Assert.Contains("12.01.2022", time.TextContent);
        Assert.Contains("heure de Bruxelles", (await LoadAsync(app, $"/live/{slug}")).Body!.TextContent);
    }

    [Fact]
    public async Task Markup_that_an_editor_types_is_text_for_readers()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("<script>alert(1)</script> titre");
        await app.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput
        {
            Headline = "<img src=x onerror=alert(1)>",
            Body = "<script>alert(1)</script>\n\n[lien](javascript:alert(1)) ![photo](https://evil.example/x.png)",
            Correction = "<b>note</b>",
            Related = new RelatedCard("<i>carte</i>", "/live/\"onclick=alert(1)", null),
        }, TestDatabase.Editor, CancellationToken.None);
        var page = await LoadAsync(app, $"/live/{slug}");
        Assert.Empty(page.QuerySelectorAll("article script, article img, article i, h1 script, [onclick], [onerror], a[href^='javascript:']"));
        Assert.Contains("<b>note</b>", page.QuerySelector("article")!.TextContent);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("article")!.TextContent);
    }

    [Fact]
    public async Task French_signs_get_their_spaces_when_shown_but_not_in_what_was_typed()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var typed = new EntryInput { Headline = "Ukraine: « oui » ?", Body = "Vraiment !" };
        var (entry, _) = await app.Entries.PostAsync(slug, Guid.CreateVersion7(), typed, TestDatabase.Editor, CancellationToken.None);
        var article = (await LoadAsync(app, $"/live/{slug}")).QuerySelector("article")!;
        Assert.Contains("Ukraine\u00a0: «\u00a0oui\u00a0»\u202f?", article.TextContent);
        Assert.Contains("Vraiment\u202f!", article.TextContent);
        Assert.Equal("Ukraine: « oui » ?", entry.Headline);
    }

    [Fact]
    public async Task Nothing_personal_is_in_a_page_and_it_sets_no_cookie()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        foreach (var address in new[] { "/", $"/live/{slug}" })
            Assert.False((await app.Client.GetAsync(address)).Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/live/nothing-here")]
    [InlineData("/live/{slug}?before=nonsense")]
    [InlineData("/live/{slug}?before=20220112T173800000Z-0190abcd000070008000000000000001&after=20220112T173800000Z-0190abcd000070008000000000000001")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_a_page_with_a_way_on(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var answer = await app.Client.GetAsync(address.Replace("{slug}", slug));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.NotNull(page.QuerySelector("main a[href='/']"));
    }

    private static async Task<IHtmlDocument> LoadAsync(LiveBlogApp app, string address) =>
        new HtmlParser().ParseDocument(await app.Client.GetStringAsync(address));

    private static IEnumerable<string> Headlines(IHtmlDocument page) =>
        page.QuerySelectorAll("#entries > article h3").Select(h => h.TextContent.Trim());

    private static async Task<string> FillAsync(LiveBlogApp app, int count)
    {
        var slug = await app.CreateEventAsync();
        var start = new DateTimeOffset(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            await app.Entries.PostAsync(
                slug, Guid.CreateVersion7(start.AddSeconds(i)), new EntryInput { Headline = $"n{i}", PublishedAt = start.AddMinutes(i) },
                TestDatabase.Editor, CancellationToken.None);
        }
        return slug;
    }
}
