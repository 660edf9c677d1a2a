using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Pages.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

public sealed class TopicTests
{
    private static readonly DateTimeOffset Noon = new(2022, 1, 12, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dossier_shows_its_events_live_ones_first_and_its_articles_and_nothing_else(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        await EventAsync(app, "Fini hier", Noon.AddDays(5), EventStatus.Ended);
        await EventAsync(app, "En cours", Noon, EventStatus.Live);
        await app.CreateEventAsync("Sans dossier");
        await app.PublishAsync(new ArticleInput { Title = "Ancien", Topic = "Garanties", PublishedAt = Noon });
        await app.PublishAsync(new ArticleInput { Title = "Récent", Topic = "Garanties", PublishedAt = Noon.AddDays(1) });
        var photo = new Photo { Path = "/media/carte", Widths = "480 960", AspectRatio = 1.5, Alt = "Une carte" };
        await app.Services.GetRequiredService<TopicWriter>().PutAsync(
            "Garanties", new TopicInput { Description = "De quoi il s’agit.", Photo = photo }, TestDatabase.Editor, Loading.None);

        var page = await app.LoadAsync("/topics/garanties");
        Assert.Equal(["En cours", "Fini hier", "Récent", "Ancien"], page.Texts("main .teaser h3"));
        Assert.Equal("Garanties", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("De quoi il s’agit.", page.QuerySelector(".dossier .standfirst")!.TextContent);
        Assert.NotNull(page.QuerySelector(".dossier img[alt='Une carte']"));
        Assert.NotNull(page.QuerySelector(".crumbs a[href='/']"));
        Assert.Null(page.QuerySelector(".pager"));
    }

    [Fact]
    public async Task A_long_dossier_has_pages_that_show_everything_once()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        for (var i = 0; i <= TopicModel.Size; i++)
            await app.PublishAsync(new ArticleInput { Title = $"Article {i:00}", Topic = "Garanties", PublishedAt = Noon.AddMinutes(i) });
        var first = await app.LoadAsync("/topics/garanties");
        var second = await app.LoadAsync(first.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(TopicModel.Size, first.QuerySelectorAll("main .teaser").Length);
        Assert.Equal(["Article 00"], second.Texts("main .teaser h3"));
        Assert.Equal("/topics/garanties", second.QuerySelector(".pager a[rel=prev]")!.GetAttribute("href"));
        Assert.Null(second.QuerySelector(".pager a[rel=next]"));
    }

    [Theory]
    [InlineData("/topics/inconnu")]
    [InlineData("/topics/garanties?page=2")]
    [InlineData("/topics/garanties?page=0")]
    [InlineData("/topics/garanties?page=x")]
    public async Task A_dossier_or_page_that_is_not_there_is_not_found(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await EventAsync(app, "En cours", Noon, EventStatus.Live);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(address)).StatusCode);
    }

    private static Task<LiveEvent> EventAsync(LiveBlogApp app, string title, DateTimeOffset started, EventStatus status) => app.Events.CreateAsync(
        new EventInput { Title = title, Topic = "Garanties", StartedAt = started, Status = status }, TestDatabase.Editor, Loading.None);
}
