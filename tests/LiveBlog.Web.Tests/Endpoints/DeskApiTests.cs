using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Tests.Pages;

namespace LiveBlog.Web.Tests.Endpoints;

/// <summary>What the desk asks of the API beyond posting and editing.</summary>
public sealed class DeskApiTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_scheduled_entry_comes_by_itself_within_a_second_of_its_time(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var due = DateTimeOffset.UtcNow.AddSeconds(1.5);
        var posted = await Read(await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries",
            new { headline = "À l’heure", status = "scheduled", dueAt = due, certainty = "confirmed" }));
        Assert.Equal(("scheduled", "confirmed"), (posted.GetProperty("status").GetString(), posted.GetProperty("certainty").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/{slug}/{posted.GetProperty("id").GetString()}")).StatusCode);
        while (!page.Shown.Any(html => html.Contains("À l’heure", StringComparison.Ordinal)))
        {
            Assert.True(DateTimeOffset.UtcNow < due.AddSeconds(3), "It did not come.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            page.Apply(await app.ChangesAsync(slug, page.Epoch, page.Revision));
        }
        Assert.True(DateTimeOffset.UtcNow >= due);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_entry_is_restored_moved_ordered_and_its_versions_are_told(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var (here, there) = (await app.CreateEventAsync("Ici"), await app.CreateEventAsync("Là"));
        var (one, two) = (await PinnedAsync("Un"), await PinnedAsync("Deux"));
        var api = $"/api/v1/events/{here}/entries/{one}";
        await tool.PutAsJsonAsync(api, new { version = 1, headline = "Autre" });
        Assert.Equal("Un", (await Read(await tool.PostAsJsonAsync($"{api}/restore", new { version = 2, from = 1 }))).GetProperty("headline").GetString());
        var versions = await Read(await tool.GetAsync($"{api}/versions"));
        Assert.Equal(["Un", "Autre", "Un"], versions.EnumerateArray().Select(v => v.GetProperty("headline").GetString()));
        var ordered = await Read(await tool.PutAsJsonAsync($"/api/v1/events/{here}/pinned", new { ids = new[] { one, two } }));
        Assert.Equal([one, two], ordered.EnumerateArray().Select(e => e.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await tool.DeleteAsync($"{api}?version=1")).StatusCode);

        // What was shared goes on leading to it: page, history and picture.
        var moved = (await Read(await tool.PostAsJsonAsync($"{api}/move", new { to = there, version = 4 }))).GetProperty("id").GetString();
        var old = await app.Client.GetAsync($"/live/{here}/{one}?order=oldest");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/live/{there}/{moved}?order=oldest"), (old.StatusCode, old.Headers.Location!.ToString()));
        Assert.Equal($"/live/{there}/{moved}/history", (await app.Client.GetAsync($"/live/{here}/{one}/history")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync($"/live/{there}/{moved}")).StatusCode);

        async Task<string> PinnedAsync(string headline) => (await Read(await tool.PostAsJsonAsync(
            $"/api/v1/events/{here}/entries", new { headline, pinned = true }))).GetProperty("id").GetString()!;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_kept_of_an_edit_while_it_was_typed_is_forgotten_with_it(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Avant");
        var copies = $"/api/v1/events/{slug}/working-copies";
        var ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        foreach (var id in ids)
        {
            (await tool.PutAsJsonAsync($"{copies}/{id}",
                new { entryId = entry.Id, entryVersion = 1, browser = "b", fields = new Dictionary<string, string> { ["Entry.Headline"] = "Après" } })).EnsureSuccessStatusCode();
        }
        using var edit = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/events/{slug}/entries/{entry.Id}") { Content = JsonContent.Create(new { version = 1, headline = "Après" }) };
        edit.Headers.Add("LiveBlog-Working-Copy", ids[0].ToString());
        (await tool.SendAsync(edit)).EnsureSuccessStatusCode();
        var left = await Read(await tool.GetAsync(copies));
        Assert.Equal([ids[1]], left.EnumerateArray().Select(copy => copy.GetProperty("id").GetGuid()));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task After_a_new_address_an_open_page_ends_up_equal_and_every_old_address_leads_there(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync("Ancien");
        var entry = await app.PostAsync(slug, "Une entrée");
        var page = await ReaderPage.LoadAsync(app, slug);
        await using var hub = await HubReader.ConnectAsync(app);
        await hub.FollowAsync(slug, page.Epoch, page.Revision);
        var renamed = await Read(await tool.PatchAsJsonAsync($"/api/v1/events/{slug}", new { slug = "Nouveau direct" }));
        Assert.Equal("nouveau-direct", renamed.GetProperty("slug").GetString());

        // The open page is told to load anew, by the hub and when it asks under the old address.
        await hub.UntilAsync(() => hub.Pushed.Count > 0);
        Assert.True(hub.Pushed[0].Reload);
        await Loading.EventuallyAsync(async () => (await app.ChangesAsync(slug, page.Epoch, page.Revision)).Reload);
        // And then it follows the present address, as does one that asks for the old one.
        page = await ReaderPage.LoadAsync(app, "nouveau-direct");
        await app.PostAsync(slug, "Par l’ancienne adresse");
        // The node hears of a commit a moment later.
        while (!page.Shown.Any(html => html.Contains("Par l’ancienne", StringComparison.Ordinal)))
            page.Apply(await hub.FollowAsync(slug, page.Epoch, page.Revision));
        Assert.Equal((await ReaderPage.LoadAsync(app, "nouveau-direct")).Shown, page.Shown);

        foreach (var rest in new[] { "", "?order=oldest", $"/{entry.Id}", "/feed.atom", "/feed.json" })
        {
            var answer = await app.Client.GetAsync($"/live/{slug}{rest}");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/live/nouveau-direct{rest}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        }
        Assert.Equal("/embed/nouveau-direct", (await app.Client.GetAsync($"/embed/{slug}")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync($"/oembed?url=http://localhost/live/{slug}")).StatusCode);
        Assert.Equal("nouveau-direct", (await Read(await tool.GetAsync($"/api/v1/events/{slug}"))).GetProperty("slug").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/live/jamais-vu")).StatusCode);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_merged_event_s_page_leads_to_the_other_and_its_open_pages_load_anew(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var tool = await app.ToolAsync();
        var (from, into) = (await app.CreateEventAsync("Deux"), await app.CreateEventAsync("Un"));
        var entry = await app.PostAsync(from, "Une entrée");
        var page = await ReaderPage.LoadAsync(app, from);
        await app.ChangesAsync(from, page.Epoch, page.Revision);
        var answer = await Read(await tool.PostAsJsonAsync($"/api/v1/events/{from}/merge", new { into }));
        Assert.Equal(into, answer.GetProperty("slug").GetString());
        await Loading.EventuallyAsync(async () => (await app.ChangesAsync(from, page.Epoch, page.Revision)).Reload);
        Assert.Equal($"/live/{into}", (await app.Client.GetAsync($"/live/{from}")).Headers.Location!.ToString());
        var permalink = (await app.Client.GetAsync($"/live/{from}/{entry.Id}")).Headers.Location!.ToString();
        Assert.StartsWith($"/live/{into}/", permalink);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(permalink)).StatusCode);
    }

    [Fact]
    public async Task Readers_are_told_that_an_event_is_paused_and_not_that_it_is_archived()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync("Le sommet");
        await tool.PatchAsJsonAsync($"/api/v1/events/{slug}", new { status = "paused" });
        var paused = await app.Client.GetStringAsync($"/live/{slug}");
        Assert.Contains("data-status=\"paused\"", paused);
        Assert.Contains("<b>En pause</b>", paused);
        Assert.Contains("Le sommet", await app.Client.GetStringAsync("/"));
        Assert.Equal(5_000, (await app.ChangesAsync(slug, "", 0)).PollAfterMs);
        await tool.PatchAsJsonAsync($"/api/v1/events/{slug}", new { status = "archived" });
        var archived = await app.Client.GetStringAsync($"/live/{slug}");
        Assert.Contains("data-status=\"ended\"", archived);
        Assert.DoesNotContain("noindex", archived);
        Assert.DoesNotContain("class=\"teaser", await app.Client.GetStringAsync("/"));
        Assert.DoesNotContain(slug, await app.Client.GetStringAsync("/sitemap-news.xml"));
    }

    [Fact]
    public async Task The_page_opens_in_the_order_of_its_event_under_the_same_canonical_address()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var before = await app.Client.GetAsync($"/live/{slug}");
        await tool.PatchAsJsonAsync($"/api/v1/events/{slug}", new { defaultOrder = "oldest" });
        var opened = await app.Client.GetAsync($"/live/{slug}");
        Assert.NotEqual(before.Headers.ETag, opened.Headers.ETag);
        var html = await opened.Content.ReadAsStringAsync();
        Assert.Contains("data-order=\"oldest\" data-from", html);
        Assert.Contains($"<link rel=\"canonical\" href=\"http://localhost/live/{slug}\">", html);
        Assert.Contains("data-order=\"newest\" data-from", await app.Client.GetStringAsync($"/live/{slug}?order=newest"));
    }

    [Fact]
    public async Task An_event_is_duplicated_and_what_was_never_published_leaves_no_tombstone()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        var copy = await tool.PostAsJsonAsync($"/api/v1/events/{slug}/duplicate", new { title = "Demain", startedAt = DateTimeOffset.UtcNow.AddDays(1) });
        Assert.Equal((HttpStatusCode.Created, "scheduled"), (copy.StatusCode, (await Read(copy)).GetProperty("status").GetString()));
        var (entry, _) = await app.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Proposé", Status = EntryStatus.Submitted }, TestDatabase.Contributor, CancellationToken.None);
        Assert.Equal("withdrawn", (await Read(await tool.DeleteAsync($"/api/v1/events/{slug}/entries/{entry.Id}"))).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/{slug}/{entry.Id}")).StatusCode);
    }

    [Fact]
    public async Task How_sure_the_newsroom_is_stands_on_the_entry_and_a_denial_in_the_feed_s_title()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var tool = await app.ToolAsync();
        var slug = await app.CreateEventAsync();
        await tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline = "Un accord", certainty = "denied" });
        Assert.Contains("<span class=\"certainty denied\">Démenti</span>", await app.Client.GetStringAsync($"/live/{slug}"));
        Assert.Contains("Démenti – Un accord", await app.Client.GetStringAsync($"/live/{slug}/feed.atom"));
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
