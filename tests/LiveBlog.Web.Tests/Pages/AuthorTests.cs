using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>What readers see of who writes.</summary>
public sealed class AuthorTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_author_s_page_says_who_they_are_and_what_they_cover_and_wrote(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var signed = await app.CreateEventAsync("Signé");
        await app.PostAsync(signed, "Par Claire");
        await app.Events.CreateAsync(new EventInput { Title = "Suivi", Authors = ["Claire Morel"], Status = EventStatus.Live }, TestDatabase.Editor, Loading.None);
        await app.Events.CreateAsync(new EventInput { Title = "Autre", Authors = ["Jean"], Status = EventStatus.Live }, TestDatabase.Editor, Loading.None);
        await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        await app.PublishAsync(new ArticleInput { Title = "Pas encore", Status = EntryStatus.Draft });
        var author = await SaveAsync(app, new AuthorInput
        {
            JobTitle = "Correspondante", Description = "À Bruxelles <b>depuis</b> 2010.", Links = ["https://www.example.org/claire"],
            Photo = new Photo { Path = "/media/claire", Widths = "480 960", AspectRatio = 1, Alt = "Claire Morel" },
        });
        var page = await app.LoadAsync($"/authors/{author.Slug}");
        Assert.Equal(("Claire Morel", "Correspondante", "À Bruxelles <b>depuis</b> 2010."),
            (page.QuerySelector("h1")!.TextContent, page.QuerySelector(".job")!.TextContent, page.QuerySelector(".about")!.TextContent));
        Assert.Equal("Claire Morel", page.QuerySelector("header img")!.GetAttribute("alt"));
        Assert.Equal(("https://www.example.org/claire", "me nofollow noopener"),
            (page.QuerySelector(".author-links a")!.GetAttribute("href"), page.QuerySelector(".author-links a")!.GetAttribute("rel")));
        Assert.Equal(["Signé", "Suivi"], page.Texts("[aria-labelledby=author-events] h3").Order());
        Assert.Equal(["Analyse"], page.Texts("[aria-labelledby=author-articles] h3"));
        Assert.Equal(["Par Claire"], page.Texts(".author-entries li > a"));
        var data = page.QuerySelectorAll("script[type='application/ld+json']").Select(script => script.TextContent).Single(text => text.Contains("ProfilePage"));
        foreach (var said in new[] { "\"Person\"", "\"jobTitle\":\"Correspondante\"", "\"sameAs\":[\"https://www.example.org/claire\"]", "claire-960.jpg", $"/authors/{author.Slug}\"" })
            Assert.Contains(said, data);
    }

    [Fact]
    public async Task Bylines_lead_to_the_page_where_there_is_one()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = (await app.Events.CreateAsync(new EventInput { Title = "Suivi", Authors = ["Claire Morel", "<Jean> & Cie"], Status = EventStatus.Live }, TestDatabase.Editor, Loading.None)).Slug;
        await app.PostAsync(slug, "Par Claire");
        await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        Assert.Empty((await app.LoadAsync($"/live/{slug}")).QuerySelectorAll("a[rel=author]"));
        await SaveAsync(app, new AuthorInput { JobTitle = "Correspondante" });
        var page = await app.LoadAsync($"/live/{slug}");
        Assert.Equal(["/authors/claire-morel", "/authors/claire-morel"], page.QuerySelectorAll("a[rel=author]").Select(link => link.GetAttribute("href")));
        Assert.Contains("<Jean> & Cie", page.QuerySelector(".authors")!.TextContent);
        Assert.Equal("/authors/claire-morel", (await app.LoadAsync("/articles/analyse")).QuerySelector(".byline a[rel=author]")!.GetAttribute("href"));
        Assert.Contains("/authors/claire-morel", await app.Client.GetStringAsync("/sitemaps/authors-1.xml"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task After_a_new_name_an_open_page_loads_anew_and_every_page_shows_it(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        await app.PostAsync(slug, "Par Claire");
        await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        var open = await app.LoadAsync($"/live/{slug}");
        var feed = open.QuerySelector("#entries")!;
        var (epoch, revision) = (feed.GetAttribute("data-epoch")!, long.Parse(feed.GetAttribute("data-revision")!));
        var article = (await app.Client.GetAsync("/articles/analyse")).Headers.ETag;
        await SaveAsync(app, new AuthorInput { Name = "Claire Petit" });
        await Loading.EventuallyAsync(async () => (await app.ChangesAsync(slug, epoch, revision)).Reload);
        Assert.Equal(["Claire Petit"], (await app.LoadAsync($"/live/{slug}")).Texts("#entries .entry footer > span:first-child"));
        Assert.NotEqual(article, (await app.Client.GetAsync("/articles/analyse")).Headers.ETag);
        Assert.Contains("Claire Petit", await app.Client.GetStringAsync("/articles/analyse"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("<script>")]
    public async Task An_address_that_is_nobody_s_is_not_found(string slug)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CreateEventAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/authors/{slug}")).StatusCode);
    }

    [Theory]
    [InlineData("en", "Live coverage")]
    [InlineData("es", "Coberturas en directo")]
    [InlineData("ru", "Онлайны")]
    public async Task The_page_is_offered_in_all_languages(string language, string words)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.PostAsync(await app.CreateEventAsync(), "Par Claire");
        await SaveAsync(app, new AuthorInput { JobTitle = "Correspondante" });
        Assert.Contains(words, (await app.LoadAsync($"/authors/claire-morel?lang={language}")).Texts("h2"));
    }

    private static async Task<Author> SaveAsync(LiveBlogApp app, AuthorInput input)
    {
        await using var db = TestDatabaseOf(app);
        var author = await db.AuthorAsync(TestDatabase.Editor.Name, Loading.None);
        return await app.Services.GetRequiredService<AuthorWriter>().EditAsync(author!.Id, null, input, TestDatabase.Editor, Loading.None);
    }

    private static LiveBlogContext TestDatabaseOf(LiveBlogApp app) =>
        app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<LiveBlogContext>>().CreateDbContext();
}
