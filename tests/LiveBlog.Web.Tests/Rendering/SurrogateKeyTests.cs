using System.Net.Http.Json;
using LiveBlog.Core.Data;

namespace LiveBlog.Web.Tests.Rendering;

/// <summary>Each public answer carries the names of all that it shows, so that a cache can be told to forget it (docs/cdn.md).</summary>
public sealed class SurrogateKeyTests : IAsyncLifetime
{
    private readonly LiveBlogApp app = new(DatabaseProvider.Sqlite);
    private string slug = "";
    private Guid entry;

    public async ValueTask InitializeAsync()
    {
        var tool = await app.ToolAsync();
        (await tool.PutAsJsonAsync("/api/v1/topics", new { name = "Garanties" })).EnsureSuccessStatusCode();
        (await tool.PostAsJsonAsync("/api/v1/events", new { slug = "sommet", title = "Le sommet", timeZone = "Europe/Brussels", topic = "Garanties" })).EnsureSuccessStatusCode();
        (await tool.PostAsJsonAsync("/api/v1/articles", new { slug = "recit", title = "Récit", body = "Un récit.", status = "published", topic = "Garanties" })).EnsureSuccessStatusCode();
        slug = "sommet";
        entry = (await app.PostAsync(slug, "Une entrée")).Id;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("/live/{slug}", "event-{slug} wire topics")]
    [InlineData("/live/{slug}/{entry}", "event-{slug} entry-{entry} wire topics")]
    [InlineData("/live/{slug}/changes?since=0&epoch=x", "event-{slug}")]
    [InlineData("/live/{slug}/feed.atom", "event-{slug}")]
    [InlineData("/embed/{slug}", "event-{slug}")]
    [InlineData("/live/wire/changes?since=0&epoch=x", "wire")]
    [InlineData("/wire", "wire")]
    [InlineData("/wire/feed.json", "wire")]
    [InlineData("/", "home wire")]
    [InlineData("/articles/recit", "article-recit wire topics")]
    [InlineData("/topics/garanties", "topic-garanties topics wire")]
    [InlineData("/topics/garanties/feed.rss", "topic-garanties topics")]
    [InlineData("/sitemap.xml", "sitemap")]
    [InlineData("/robots.txt", "sitemap")]
    public async Task An_answer_carries_the_keys_of_what_it_shows(string path, string keys)
    {
        using var answer = await app.Client.GetAsync(Filled(path), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var carried = answer.Headers.GetValues("Surrogate-Key").Single().Split(' ').Order();
        Assert.Equal(Filled(keys).Split(' ').Order(), carried);
    }

    private string Filled(string text) => text.Replace("{slug}", slug).Replace("{entry}", entry.ToString());
}
