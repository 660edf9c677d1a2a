using System.Net;
using System.Xml.Linq;
using LiveBlog.Core.Data;
using LiveBlog.Web.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Machines;

public sealed class SitemapTests
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    [Theory]
    [InlineData("/robots.txt")]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemaps/pages-1.xml")]
    [InlineData("/sitemap-news.xml")]
    [InlineData("/oembed?url=http://localhost/live/conseil")]
    public async Task Machines_may_ask_for_the_head_only(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CoverAsync();
        var answer = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory, MemberData(nameof(LiveBlogApp.Engines), MemberType = typeof(LiveBlogApp))]
    public async Task Robots_find_every_page_by_the_sitemap(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CoverAsync();
        var index = Lines(await app.Client.GetStringAsync("/robots.txt"), "Sitemap: ").First();
        var pages = new List<string>();
        foreach (var part in (await XmlAsync(app, index)).Elements(Sitemap + "sitemap").Select(Location))
            pages.AddRange((await XmlAsync(app, part)).Elements(Sitemap + "url").Select(Location));
        Assert.Equal(
            new[] { "/", "/wire", $"/live/{slug}", $"/articles/{Coverage.Article}", $"/topics/{Coverage.Topic}" }.Select(path => "http://localhost" + path).Order(),
            pages.Order());
        foreach (var part in new[] { "topics-2", "topics-0", "events-1", "events-202213", "articles-2022-1" })
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/sitemaps/{part}.xml")).StatusCode);
    }

    [Fact]
    public async Task A_part_never_grows_beyond_its_limit()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CoverAsync();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
                INSERT INTO "Topics" ("Id", "Slug", "Name", "Description") SELECT printf('00000000-0000-7000-8000-%012d', i), 't-' || i, 'T ' || i, '' FROM n
                """);
        }
        var parts = (await XmlAsync(app, "/sitemap.xml")).Elements(Sitemap + "sitemap").Select(Location).Where(part => part.Contains("topics")).ToList();
        Assert.Equal(2, parts.Count);
        var sizes = new List<int>();
        foreach (var part in parts)
            sizes.Add((await XmlAsync(app, part)).Elements().Count());
        Assert.Equal([SitemapEndpoints.Most, 1], sizes);
    }

    [Fact]
    public async Task News_are_what_is_live_and_the_articles_of_two_days()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        var entry = Assert.Single((await XmlAsync(app, "/sitemap-news.xml")).Elements());
        Assert.Equal($"http://localhost/live/{slug}", Location(entry));
        var news = entry.Element(News + "news")!;
        Assert.Equal("fr", news.Element(News + "publication")!.Element(News + "language")!.Value);
        Assert.Equal("2022-01-12T13:00:00Z", news.Element(News + "publication_date")!.Value);
        Assert.StartsWith("Conseil", news.Element(News + "title")!.Value);
    }

    private static string Location(XElement element) => element.Element(Sitemap + "loc")!.Value;

    private static IEnumerable<string> Lines(string text, string start) =>
        text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..].Trim());

    private static async Task<XElement> XmlAsync(LiveBlogApp app, string address)
    {
        var answer = await app.Client.GetAsync(address);
        Assert.Equal("application/xml; charset=utf-8", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.ToString());
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
    }
}
