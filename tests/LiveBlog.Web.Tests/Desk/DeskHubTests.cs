using System.Net.Http.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;

namespace LiveBlog.Web.Tests.Desk;

/// <summary>Who may come to the desk's hub, and what they hear there.</summary>
public sealed class DeskHubTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Colleagues_see_each_other_and_hear_of_drafts_notes_and_templates_at_once(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Reprise");
        var (claire, camille) = (await DeskBrowser.SignInAsync(app), await DeskBrowser.SignInAsync(app, Role.Contributor, "Camille"));
        await using var first = await claire.ConnectAsync();
        Assert.Null(await first.CallAsync("Join", slug, Guid.CreateVersion7()));
        await using (var second = await camille.ConnectAsync())
        {
            var tab = Guid.CreateVersion7();
            Assert.Null(await second.CallAsync("Join", slug, tab));
            Assert.Null(await second.CallAsync("Doing", slug, tab, "editing", entry.Id));
            await first.UntilAsync(() => first.People == $"Camille editing {entry.Id}, Claire here");
            Assert.Null(await second.CallAsync("Doing", slug, tab, "here", null));
            await first.UntilAsync(() => first.People == "Camille here, Claire here");
        }
        // Without a word she is gone as well.
        await first.UntilAsync(() => first.People == "Claire here");

        var api = $"/api/v1/events/{slug}";
        (await camille.Http.PostAsJsonAsync($"{api}/entries", new { headline = "Brouillon", status = "draft" })).EnsureSuccessStatusCode();
        await first.UntilAsync(() => first.Changed.Contains("entries"));
        (await camille.Http.PostAsJsonAsync($"{api}/notes", new { text = "À vérifier" })).EnsureSuccessStatusCode();
        await first.UntilAsync(() => first.Changed.Contains("notes"));
        (await claire.Http.PostAsJsonAsync($"{api}/templates", new { name = "But", body = "But !", everywhere = true })).EnsureSuccessStatusCode();
        await first.UntilAsync(() => first.Changed.Contains("templates"));
    }

    [Fact]
    public async Task Only_who_is_signed_in_here_and_has_a_part_in_the_event_comes_in()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var (slug, other) = (await app.CreateEventAsync(), await app.CreateEventAsync("Ailleurs"));
        await Assert.ThrowsAnyAsync<Exception>(() => DeskLine.ConnectAsync(app, null));
        var guest = await DeskBrowser.SignInAsync(app, Role.Guest, "Invitée", slug, Role.Contributor);
        await Assert.ThrowsAnyAsync<Exception>(() => guest.ConnectAsync("https://elsewhere.example"));
        await Assert.ThrowsAnyAsync<Exception>(() => guest.ConnectAsync("null"));
        await using var line = await guest.ConnectAsync();
        Assert.Contains("contributor-needed", await line.CallAsync("Join", other, Guid.CreateVersion7()));
        Assert.Contains("not-joined", await line.CallAsync("Doing", other, Guid.CreateVersion7(), "writing", null));
        Assert.Contains("event-unknown", await line.CallAsync("Join", "nowhere", Guid.CreateVersion7()));
        Assert.Null(await line.CallAsync("Join", slug, Guid.CreateVersion7()));
        foreach (var page in new[] { "notes", "templates", "numbers", "notes?handler=List", "numbers?handler=Line" })
        {
            Assert.Equal(200, (int)(await guest.Http.GetAsync($"/desk/{slug}/{page}")).StatusCode);
            Assert.False((await guest.Http.GetAsync($"/desk/{other}/{page}")).IsSuccessStatusCode, page);
        }
        Assert.Equal(403, (int)(await guest.Http.GetAsync($"/api/v1/events/{other}/notes")).StatusCode);
        Assert.Equal(403, (int)(await guest.Http.GetAsync($"/api/v1/events/{other}/templates")).StatusCode);
    }
}
