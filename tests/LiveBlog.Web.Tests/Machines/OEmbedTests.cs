using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using LiveBlog.Core.Data;

namespace LiveBlog.Web.Tests.Machines;

public sealed class OEmbedTests
{
    [Theory, MemberData(nameof(LiveBlogApp.Engines), MemberType = typeof(LiveBlogApp))]
    public async Task A_page_says_where_to_ask_how_it_is_embedded(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CoverAsync();
        var page = await app.LoadAsync($"/live/{slug}");
        var json = JsonDocument.Parse(await app.Client.GetStringAsync(Link("application/json+oembed"))).RootElement;
        var xml = XDocument.Parse(await app.Client.GetStringAsync(Link("text/xml+oembed"))).Root!;
        Assert.Equal("rich", json.GetProperty("type").GetString());
        Assert.Contains($"<iframe src=\"http://localhost/embed/{slug}\"", json.GetProperty("html").GetString());
        foreach (var field in json.EnumerateObject())
            Assert.Equal(field.Value.ToString(), xml.Element(field.Name)!.Value);

        string Link(string type) => page.QuerySelector($"link[type='{type}']")!.GetAttribute("href")!;
    }

    [Fact]
    public async Task An_entrys_address_embeds_its_event_at_that_entry_no_larger_than_asked()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "\"><script>alert(1)</script>");
        var answer = JsonDocument.Parse(await app.Client.GetStringAsync(
            $"/oembed?maxwidth=320&maxheight=5000&url=http://localhost/live/{slug}/{entry.Id}")).RootElement;
        Assert.Equal(320, answer.GetProperty("width").GetInt32());
        Assert.True(answer.GetProperty("height").GetInt32() <= 5000);
        Assert.Contains($"/embed/{slug}#e-{entry.Id}\"", answer.GetProperty("html").GetString());
        Assert.DoesNotContain("<script", answer.GetProperty("html").GetString());
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?url=http://localhost/live/conseil&maxwidth=wide", HttpStatusCode.BadRequest)]
    [InlineData("?url=http://localhost/live/conseil&format=yaml", HttpStatusCode.NotImplemented)]
    [InlineData("?url=http://localhost/live/nothing", HttpStatusCode.NotFound)]
    [InlineData("?url=http://localhost/live/wire", HttpStatusCode.NotFound)]
    [InlineData("?url=http://localhost/live/conseil/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("?url=http://localhost/desk/conseil", HttpStatusCode.NotFound)]
    [InlineData("?url=https://example.org/live/conseil", HttpStatusCode.NotFound)]
    [InlineData("?url=javascript:alert(1)", HttpStatusCode.NotFound)]
    [InlineData("?url=http://localhost/live/conseil", HttpStatusCode.OK)]
    public async Task What_cannot_be_embedded_is_refused_by_the_letter_of_oEmbed(string query, HttpStatusCode expected)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CoverAsync();
        Assert.Equal(expected, (await app.Client.GetAsync("/oembed" + query)).StatusCode);
    }

    [Theory, MemberData(nameof(LiveBlogApp.Engines), MemberType = typeof(LiveBlogApp))]
    public async Task An_address_with_a_hidden_control_character_is_nothing_to_embed(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/oembed?url=http://localhost/live/a%2500b")).StatusCode);
    }
}
