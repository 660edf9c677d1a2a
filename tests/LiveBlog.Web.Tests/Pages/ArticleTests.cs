using System.Net;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

public sealed class ArticleTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_desks_list_of_articles_has_drafts_first_and_its_pages_show_everything_once(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        for (var i = 0; i < 60; i++)
            await app.PublishAsync(new ArticleInput { Title = $"Ébauche {i:00}", Status = EntryStatus.Draft });
        for (var i = 0; i < 45; i++)
            await app.PublishAsync(new ArticleInput { Title = $"Article {i:00}", PublishedAt = new DateTimeOffset(2022, 1, 12, 12, i / 2, 0, TimeSpan.Zero) });
        var desk = await DeskBrowser.SignInAsync(app, Role.Editor);
        var titles = new List<string>();
        for (string? address = "/desk/articles"; address is not null;)
        {
            var page = await desk.OpenAsync(address);
            titles.AddRange(page.QuerySelectorAll("main h2").Select(title => title.TextContent.Trim()));
            address = page.QuerySelector("nav.pages a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(105, titles.Distinct().Count());
        Assert.Equal(105, titles.Count);
        Assert.All(titles.Take(60), title => Assert.StartsWith("Ébauche", title));
    }

    [Fact]
    public async Task An_article_shows_all_it_has()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CreateEventAsync("Le direct");
        var article = await app.PublishAsync(new ArticleInput
        {
            Title = "Trois tables ?", Standfirst = "Chapô.", Body = "# Un\n\nTexte\n\n> « Oui »\n> — Elle", Author = "Claire Morel", Topic = "Garanties",
            Photo = new Photo { Path = "/media/rade", Widths = "480 960", AspectRatio = 1.5, Alt = "La rade", Caption = "Genève", Credit = "LiveBlog" },
            PublishedAt = new DateTimeOffset(2022, 1, 27, 9, 0, 0, TimeSpan.Zero), TimeZone = "Europe/Brussels",
            Related = [new RelatedCard("", "/live/le-direct", null)],
        });
        var page = await app.LoadAsync($"/articles/{article.Slug}");
        Assert.Equal("Trois tables\u202f?", page.QuerySelector("article.story h1")!.TextContent);
        Assert.Equal("Un", page.QuerySelector(".story .text h2")!.TextContent);
        Assert.NotNull(page.QuerySelector(".story .text blockquote"));
        Assert.Equal("La rade", page.QuerySelector("figure img")!.GetAttribute("alt"));
        Assert.Contains("LiveBlog", page.QuerySelector("figcaption")!.TextContent);
        Assert.Contains("Claire Morel", page.QuerySelector(".byline")!.TextContent);
        Assert.Equal("2022-01-27T10:00:00+01:00", page.QuerySelector(".byline time")!.GetAttribute("datetime"));
        Assert.Equal("/topics/garanties", page.QuerySelector(".topic-box h2 a")!.GetAttribute("href"));
        Assert.Equal("Le direct", page.QuerySelector(".read-also a[href='/live/le-direct']")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("#share a"), link => link.GetAttribute("href")!.Contains(Uri.EscapeDataString($"/articles/{article.Slug}")));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Theory]
    [InlineData(EntryStatus.Published, HttpStatusCode.OK)]
    [InlineData(EntryStatus.Draft, HttpStatusCode.NotFound)]
    [InlineData(EntryStatus.Withdrawn, HttpStatusCode.Gone)]
    public async Task Only_a_published_article_is_read(EntryStatus status, HttpStatusCode expected)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.PublishAsync(new ArticleInput { Title = "Analyse", Status = status, Language = "fr" });
        var answer = await app.Client.GetAsync("/articles/analyse");
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(status == EntryStatus.Published, (await answer.Content.ReadAsStringAsync()).Contains("<h1>Analyse</h1>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ar", "rtl", "نُشر")]
    [InlineData("ru", "ltr", "Опубликовано 27.01.2022 в 10:00")]
    [InlineData("en", "ltr", "Published 27 Jan 2022 at 10:00")]
    [InlineData("es", "ltr", "Publicado el 27/01/2022 a las 10:00")]
    public async Task Its_page_is_in_the_article_s_language(string language, string direction, string words)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var article = await app.PublishAsync(new ArticleInput
        {
            Title = "Title", Language = language, TimeZone = "Europe/Brussels", PublishedAt = new DateTimeOffset(2022, 1, 27, 9, 0, 0, TimeSpan.Zero),
        });
        var page = await app.LoadAsync($"/articles/{article.Slug}?lang=fr");
        Assert.Equal((language, direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.StartsWith(words, page.Texts(".byline time").Single());
        Assert.Null(page.QuerySelector(".languages"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_dossier_s_box_names_up_to_four_others_and_what_is_live_first(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var own = await app.PublishAsync(new ArticleInput { Title = "Celui-ci", Topic = "Garanties" });
        for (var i = 0; i < 5; i++)
            await app.PublishAsync(new ArticleInput { Title = $"Autre {i}", Topic = "Garanties", PublishedAt = DateTimeOffset.UtcNow.AddHours(-i) });
        await app.Events.CreateAsync(
            new EventInput { Title = "Direct", Topic = "Garanties", Status = EventStatus.Live, StartedAt = DateTimeOffset.UtcNow.AddDays(-9) }, TestDatabase.Editor, Loading.None);
        var page = await app.LoadAsync($"/articles/{own.Slug}");
        Assert.Equal(["Direct", "Autre 0", "Autre 1", "Autre 2"], page.Texts(".topic-box li a"));
        Assert.Equal(TopicBox.Size, page.QuerySelectorAll(".topic-box li").Length);
    }

    [Fact]
    public async Task The_reader_s_copy_holds_until_the_article_or_its_dossier_changes()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var article = await app.PublishAsync(new ArticleInput { Title = "Analyse", Topic = "Garanties", Wire = false });
        var address = $"/articles/{article.Slug}";
        var first = (await app.Client.GetAsync(address)).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first);
        Assert.Equal(HttpStatusCode.NotModified, (await app.Client.SendAsync(again)).StatusCode);

        await app.PublishAsync(new ArticleInput { Title = "Autre", Topic = "Garanties", Wire = false });
        var second = (await app.Client.GetAsync(address)).Headers.ETag!;
        Assert.NotEqual(first, second);
        await app.Services.GetRequiredService<ArticleWriter>().EditAsync(article.Slug, 1, new ArticleInput { Body = "Plus" }, TestDatabase.Editor, Loading.None);
        Assert.NotEqual(second, (await app.Client.GetAsync(address)).Headers.ETag);
    }

    [Fact]
    public async Task No_page_for_readers_sets_a_cookie()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var article = await app.PublishAsync(new ArticleInput { Title = "Analyse", Topic = "Garanties" });
        foreach (var address in new[] { "/", $"/live/{slug}", "/wire", "/topics/garanties", $"/articles/{article.Slug}", "/nothing" })
            Assert.False((await app.Client.GetAsync(address)).Headers.Contains("Set-Cookie"), address);
    }
}
