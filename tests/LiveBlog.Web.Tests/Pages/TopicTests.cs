using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using LiveBlog.Core.Topics;
using Microsoft.EntityFrameworkCore;
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
    public async Task A_long_dossier_and_an_author_of_much_have_pages_that_show_everything_once()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        const string author = "Claire Morel";
        // Two at a time, so that pages end between some of one moment.
        for (var i = 0; i < 25; i++)
        {
            await app.Events.CreateAsync(new EventInput
            {
                Title = $"Direct {i:00}", Topic = "Garanties", Authors = [author], StartedAt = Noon.AddMinutes(-i / 2), Status = i < 22 ? EventStatus.Live : EventStatus.Ended,
            }, TestDatabase.Editor, Loading.None);
        }
        for (var i = 0; i < 45; i++)
            await app.PublishAsync(new ArticleInput { Title = $"Article {i:00}", Topic = "Garanties", Author = author, PublishedAt = Noon.AddMinutes(-i / 2) });
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
        {
            await app.Services.GetRequiredService<AuthorWriter>().EditAsync(
                (await db.AuthorAsync(author, Loading.None))!.Id, null, new AuthorInput { JobTitle = "Journaliste" }, TestDatabase.Editor, Loading.None);
        }
        foreach (var first in new[] { "/topics/garanties", "/authors/claire-morel" })
        {
            var titles = new List<string>();
            var pages = 0;
            for (string? address = first; address is not null; pages++)
            {
                var page = await app.LoadAsync(address);
                titles.AddRange(page.Texts("main .teaser h3"));
                Assert.Equal(pages == 0 ? null : first, page.QuerySelector(".pager a:not([rel])")?.GetAttribute("href"));
                Assert.EndsWith(address, page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!);
                address = page.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
            }
            Assert.Equal(3, pages);
            Assert.Equal(70, titles.Count);
            Assert.Equal(70, titles.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("/topics/inconnu")]
    [InlineData("/topics/garanties?events=x")]
    [InlineData("/topics/garanties?articles=x")]
    [InlineData("/topics/garanties?events=20010112T130000000Z-00000000000000000000000000000000")]
    public async Task A_dossier_or_page_that_is_not_there_is_not_found(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await EventAsync(app, "En cours", Noon, EventStatus.Live);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync(address)).StatusCode);
    }

    private static Task<LiveEvent> EventAsync(LiveBlogApp app, string title, DateTimeOffset started, EventStatus status) => app.Events.CreateAsync(
        new EventInput { Title = title, Topic = "Garanties", StartedAt = started, Status = status }, TestDatabase.Editor, Loading.None);
}
