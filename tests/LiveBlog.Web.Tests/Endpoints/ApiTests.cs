using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Endpoints;

public sealed class ApiTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_tool_creates_posts_edits_and_withdraws(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var created = await tool.PostAsJsonAsync("/api/v1/events", new { title = "Le sommet", timeZone = "Europe/Brussels", topic = "Garanties" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/api/v1/events/le-sommet", created.Headers.Location!.ToString());

        var id = Guid.CreateVersion7();
        var entry = new { id, headline = "Ouverture", body = "À **14 h 38**.", publishedAt = "2022-01-12T14:38:00+01:00", key = true };
        var posted = await tool.PostAsJsonAsync("/api/v1/events/le-sommet/entries", entry);
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal((2, 1, "2022-01-12T13:38:00+00:00"), Told(await Read(posted)));
        Assert.Equal(HttpStatusCode.OK, (await tool.PostAsJsonAsync("/api/v1/events/le-sommet/entries", entry)).StatusCode);

        var edited = await tool.PutAsJsonAsync($"/api/v1/events/le-sommet/entries/{id}", new { version = 1, headline = "L'ouverture", correction = "L'article manquait." });
        Assert.Equal((3, 2, "2022-01-12T13:38:00+00:00"), Told(await Read(edited)));
        Assert.Equal("À **14 h 38**.", (await Read(edited)).GetProperty("body").GetString());
        Assert.Equal("withdrawn", (await Read(await tool.DeleteAsync($"/api/v1/events/le-sommet/entries/{id}"))).GetProperty("status").GetString());
        Assert.Equal(4, (await Read(await tool.DeleteAsync($"/api/v1/events/le-sommet/entries/{id}"))).GetProperty("revision").GetInt64());
        var ended = await tool.PatchAsJsonAsync("/api/v1/events/le-sommet", new { status = "ended" });
        Assert.Equal("ended", (await Read(ended)).GetProperty("status").GetString());
        Assert.Equal("Garanties", (await Read(ended)).GetProperty("topic").GetString());

        static (long, int, string?) Told(JsonElement e) =>
            (e.GetProperty("revision").GetInt64(), e.GetProperty("version").GetInt32(), e.GetProperty("publishedAt").GetString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_editors_on_one_entry_the_second_gets_both_texts(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Deux heures");
        var address = $"/api/v1/events/{slug}/entries/{entry.Id}";
        await tool.PutAsJsonAsync(address, new { version = 1, headline = "Trois heures" });
        var stale = await tool.PutAsJsonAsync(address, new { version = 1, headline = "Quatre heures" });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var problem = await Read(stale);
        Assert.Equal("entry-stale", problem.GetProperty("code").GetString());
        Assert.Equal(2, problem.GetProperty("args")[0].GetInt32());
        Assert.Equal("Trois heures", problem.GetProperty("current").GetProperty("headline").GetString());
        Assert.Contains("compare the two texts", problem.GetProperty("detail").GetString());
        Assert.Equal("nosniff", stale.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", stale.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("""{"title":"🎉 🎉"}""", 400, "no letter or digit")]
    [InlineData("""{"slug":"   ","title":"Titre"}""", 400, "no letter or digit")]
    [InlineData("""{"title":"Titre","timeZone":"Mars/Phobos"}""", 400, "Europe/Paris")]
    [InlineData("""{"title":"Titre","language":"français!"}""", 400, "fr, en, es or ru")]
    [InlineData("""{"title":""}""", 400, "title is missing")]
    [InlineData("""{"title":"Titre","status":"paused"}""", 400, "status")]
    [InlineData("""{"title":"Titre" """, 400, "JSON")]
    public async Task A_bad_event_is_refused_with_what_to_change(string body, int status, string says)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var answer = await (await app.ToolAsync()).PostAsync("/api/v1/events", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(says, (await Read(answer)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("""{"headline":"Titre","publishedAt":"1850-06-01T12:00:00Z"}""", 400, "1990-01-01")]
    [InlineData("""{"headline":"Titre","publishedAt":"2090-06-01T12:00:00Z"}""", 400, "still to come")]
    [InlineData("""{"headline":"Titre","publishedAt":"hier"}""", 400, "publishedAt")]
    [InlineData("""{}""", 400, "neither headline nor text")]
    [InlineData("""{"headline":"Titre","related":{"headline":"Carte","url":"javascript:alert(1)"}}""", 400, "https://")]
    public async Task A_bad_entry_is_refused_with_what_to_change(string body, int status, string says)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var answer = await (await app.ToolAsync()).PostAsync($"/api/v1/events/{slug}/entries", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, (await Read(answer)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(20_001)]
    [InlineData(5_000_000)]
    public async Task A_text_that_is_too_long_is_refused_with_the_limit(int length)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var answer = await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { body = new string('a', length) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("20000", (await Read(answer)).GetProperty("detail").GetString());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Control_characters_in_a_text_are_left_out_and_in_an_address_refused(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var posted = await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline = "Un\u0000 titre\u001e" });
        Assert.Equal("Un titre", (await Read(posted)).GetProperty("headline").GetString());
        // In a path, Kestrel itself refuses U+0000, before any code of ours and without a word.
        Assert.Equal(HttpStatusCode.BadRequest, (await tool.GetAsync($"/live/{slug}%00")).StatusCode);
        foreach (var address in new[] { $"/live/{slug}%1E", $"/live/{slug}?before=%00", $"/live/{slug}?order=oldest%1Enewest", "/api/v1/events/%1F" })
        {
            var answer = await tool.GetAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("control character", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Without_a_good_token_nothing_is_answered_and_a_revoked_one_is_named()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/api/v1/events")).StatusCode);

        var tool = await app.ToolAsync();
        Assert.Equal(HttpStatusCode.OK, (await tool.GetAsync("/api/v1/events")).StatusCode);
        await app.Services.GetRequiredService<TokenWriter>().RevokeAsync("Agence", CancellationToken.None);
        var revoked = await tool.GetAsync("/api/v1/events");
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
        Assert.Contains("was revoked", (await Read(revoked)).GetProperty("detail").GetString());

        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "lb_guess");
        Assert.Contains("token is unknown", (await Read(await tool.GetAsync("/api/v1/events"))).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_contributors_token_files_drafts_only()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync(Role.Contributor);
        var slug = await app.CreateEventAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline = "Direct" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline = "Proposé", status = "draft" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await tool.PostAsJsonAsync("/api/v1/events", new { title = "Un direct" })).StatusCode);
    }

    [Fact]
    public async Task What_does_not_exist_is_answered_as_a_problem()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        foreach (var address in new[] { "/api/v1/events/nothing", $"/api/v1/events/{slug}/entries/{Guid.NewGuid()}", "/api/v1/nothing" })
        {
            var answer = await tool.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task The_interface_describes_itself()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        using var document = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json"));
        Assert.True(document.RootElement.GetProperty("paths").TryGetProperty("/api/v1/events/{slug}/entries/{id}", out _));
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
