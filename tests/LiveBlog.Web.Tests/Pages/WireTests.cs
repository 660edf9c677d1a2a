using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

public sealed class WireTests
{
    private static readonly DateTimeOffset Noon = new(2022, 1, 12, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_wire_is_a_page_in_both_orders_by_day(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        await FillAsync(app, 52);
        var newest = await app.LoadAsync("/wire");
        Assert.Equal(Enumerable.Range(2, 50).Reverse().Select(i => $"t{i}"), newest.Texts("#entries h3"));
        Assert.Equal(["t1", "t0"], (await app.LoadAsync(newest.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Texts("#entries h3"));
        var oldest = await app.LoadAsync(newest.QuerySelector("a[data-order=oldest]")!.GetAttribute("href")!);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"t{i}"), oldest.Texts("#entries h3"));
        // Every hour a headline: 12 of the first day, 24 of the second, 14 of the third.
        Assert.Equal(3, oldest.QuerySelectorAll("#entries .day:not([hidden])").Length);
        Assert.Equal("wire", newest.GetElementById("entries")!.GetAttribute("data-event"));
        Assert.Null(newest.GetElementById("wire-panel"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_panel_beside_a_page_is_the_wire_s_head(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        await FillAsync(app, WirePanel.Size + 3);
        await Loading.EventuallyAsync(async () => (await app.LoadAsync("/")).Texts("#wire h3").FirstOrDefault() == $"t{WirePanel.Size + 2}");
        var wire = await app.LoadAsync("/wire");
        foreach (var address in new[] { "/", "/articles/t0" })
        {
            var panel = (await app.LoadAsync(address)).GetElementById("wire")!;
            Assert.Equal(wire.QuerySelectorAll("#entries .item").Take(WirePanel.Size).Select(item => item.Id), panel.Children.Select(item => item.Id));
            Assert.Equal(wire.GetElementById("entries")!.GetAttribute("data-revision"), panel.GetAttribute("data-revision"));
            // It says from which position on it holds all there is.
            Assert.Equal(panel.Children[^1].GetAttribute("data-position"), panel.GetAttribute("data-from"));
        }
    }

    [Fact]
    public async Task A_headline_keeps_its_place_in_the_panel_though_two_hundred_older_ones_changed_after_it()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.PublishAsync(new ArticleInput { Title = "Tout nouveau", PublishedAt = Noon.AddDays(300) });
        await FillAsync(app, 201);
        await Loading.EventuallyAsync(async () => (await app.LoadAsync("/")).Texts("#wire h3").Contains("t200"));
        Assert.Equal("Tout nouveau", (await app.LoadAsync("/")).Texts("#wire h3").First());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_page_is_another_once_the_wire_beside_it_is(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var article = await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        var slug = await app.CreateEventAsync();
        await Loading.EventuallyAsync(async () => (await app.LoadAsync("/")).QuerySelectorAll("#wire .item").Length == 2);
        string[] addresses = [$"/articles/{article.Slug}", $"/live/{slug}"];
        foreach (var address in addresses)
        {
            var before = (await app.Client.GetAsync(address)).Headers.ETag!;
            using var same = new HttpRequestMessage(HttpMethod.Get, address);
            same.Headers.IfNoneMatch.Add(before);
            Assert.Equal(HttpStatusCode.NotModified, (await app.Client.SendAsync(same)).StatusCode);
            await app.PublishAsync(new ArticleInput { Title = $"Autre {address.Length}" });
            await Loading.EventuallyAsync(async () => !before.Equals((await app.Client.GetAsync(address)).Headers.ETag));
        }
    }

    [Fact]
    public async Task Headlines_have_the_signs_and_spaces_of_their_own_language()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.PublishAsync(new ArticleInput { Title = "Council: what now?", Language = "en" });
        await app.PublishAsync(new ArticleInput { Title = "Conseil : et après ?", Language = "fr" });
        Assert.Equal(["Conseil\u00a0: et après\u202f?", "Council: what now?"],
            (await app.LoadAsync("/wire")).QuerySelectorAll("#entries h3").Select(h => h.TextContent));
    }

    [Theory]
    [InlineData("/wire?before=nonsense")]
    [InlineData("/wire?after=1")]
    public async Task A_cursor_that_is_none_is_not_found(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(address)).StatusCode);
    }

    private static async Task FillAsync(LiveBlogApp app, int count)
    {
        var articles = app.Services.GetRequiredService<ArticleWriter>();
        for (var i = 0; i < count; i++)
        {
            await articles.CreateAsync(
                Guid.CreateVersion7(), new ArticleInput { Title = $"t{i}", PublishedAt = Noon.AddHours(i), TimeZone = "Etc/UTC" }, TestDatabase.Editor, Loading.None);
        }
    }
}
