using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Desk;

/// <summary>Notes, templates, search and numbers as browsers and tools meet them.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task Notes_are_written_read_and_settled_without_script()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Reprise");
        var desk = await DeskBrowser.SignInAsync(app, Role.Contributor, "Camille");
        var page = $"/desk/{slug}/notes?entry={entry.Id}";
        var id = Guid.CreateVersion7().ToString();
        var sent = await desk.SendAsync(page, page, ("id", id), ("Text", "Voir <https://example.org/a?b=1&c=2>, vite !"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var shown = await desk.Http.GetStringAsync($"/desk/{slug}/notes");
        Assert.Contains("Reprise</a>", shown);
        Assert.Contains("&lt;<a href=\"https://example.org/a?b=1&amp;c=2\"", shown);
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.SendAsync(page, page, ("Text", " "))).StatusCode);
        await desk.SendAsync(page, $"/desk/{slug}/notes?handler=Settle", ("id", id), ("settled", "true"));
        Assert.Contains("Réglé par Camille", await desk.Http.GetStringAsync($"/desk/{slug}/notes"));
    }

    [Fact]
    public async Task Templates_are_made_from_the_basic_ones_and_by_form()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var desk = await DeskBrowser.SignInAsync(app);
        var page = $"/desk/{slug}/templates";
        await desk.SendAsync(page, $"{page}?handler=Stock");
        var made = await desk.SendAsync(page, page, ("Template.Name", "Carton"), ("Template.Body", "Carton {{couleur}}"), ("Template.Key", "true"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var taken = await desk.SendAsync(page, page, ("Template.Name", "but"), ("Template.Body", "?"));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Contains("id=\"template-name-error\"", await taken.Content.ReadAsStringAsync());
        var all = await desk.Http.GetFromJsonAsync<JsonElement>($"/api/v1/events/{slug}/templates");
        Assert.Equal(["But", "Score", "Vote", "Citation", "Météo", "Carton"], all.EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.Contains("{{joueur}}", all[0].GetProperty("headline").GetString());
        Assert.Contains("\n\n", all[3].GetProperty("body").GetString());
    }

    [Fact]
    public async Task Search_answers_cards_of_what_is_published()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Sommet à Genève");
        var entry = await app.PostAsync(slug, "Première déclaration");
        var tool = await app.ToolAsync(Role.Contributor);
        var found = await tool.GetFromJsonAsync<JsonElement>("/api/v1/search?q=premiere");
        Assert.Equal(($"/live/{slug}/{entry.Id}", "entry", "Sommet à Genève"),
            (found[0].GetProperty("url").GetString(), found[0].GetProperty("kind").GetString(), found[0].GetProperty("event").GetString()));
        Assert.Equal(0, (await tool.GetFromJsonAsync<JsonElement>("/api/v1/search?q=premiere&kind=article")).GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/api/v1/search?q=premiere")).StatusCode);
    }

    [Fact]
    public async Task Shares_and_readers_are_counted_without_a_cookie_and_shown_to_editors_only()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Très partagée");
        for (var i = 0; i < 3; i++)
        {
            var counted = await app.Client.PostAsync($"/live/{slug}/{entry.Id}/shared", null);
            Assert.Equal((HttpStatusCode.NoContent, false), (counted.StatusCode, counted.Headers.Contains("Set-Cookie")));
        }
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/live/{slug}/{entry.Id}/shared");
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client.SendAsync(foreign)).StatusCode);
        await using var reader = await HubReader.ConnectAsync(app);
        await reader.FollowAsync(slug, "", 0);
        for (var i = 0; i < 12; i++)
            await app.ChangesAsync(slug, "", 0);

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await db.ShareCounts.AnyAsync(limit.Token))
            await Task.Delay(200, limit.Token);
        Assert.Equal(3, (await db.ShareCounts.SingleAsync(limit.Token)).Count);
        var desk = await DeskBrowser.SignInAsync(app);
        var page = await desk.Http.GetStringAsync($"/desk/{slug}/numbers");
        // One that follows, one that asks every five seconds.
        Assert.Contains("<dd>2</dd>", page);
        Assert.Contains("Très partagée</a> <b>3</b>", page);
        Assert.Contains("<b>2</b>", await desk.Http.GetStringAsync($"/desk/{slug}/numbers?handler=Line"));
        var eventId = (await db.Events.SingleAsync(e => e.Slug == slug, limit.Token)).Id;
        Assert.Equal(0, (await ReaderNumbers.CountAsync(db, eventId, "elsewhere", 0, DateTimeOffset.UtcNow.AddMinutes(10), limit.Token)).Now);
    }
}
