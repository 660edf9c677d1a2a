using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>Several nodes on one PostgreSQL: it does not matter which of them a request reaches.</summary>
public sealed class NodesTests
{
    [Fact]
    public async Task A_sign_in_and_a_form_of_one_node_hold_on_another_that_started_with_it()
    {
        await using var nodes = await Nodes.StartAllAsync(2);
        await nodes.RunAsync("user", "create", "--email", Newsroom.Email, "--password", Newsroom.Password);
        using var editor = new DeskClient();
        var (here, there) = (nodes.Addresses[0], nodes.Addresses[1]);

        Assert.Equal(HttpStatusCode.Found, await editor.SignInAsync(here, Newsroom.Email, Newsroom.Password));
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(there, "/desk")).StatusCode);
        var form = await editor.FormAsync(here, "/account");
        Assert.NotEmpty(form);
        // Refused, it would be 400.
        var sent = await editor.SendFormAsync(there, form, "/account/language", ("language", "en"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
    }

    [Fact]
    public async Task A_scheduled_entry_is_published_once_by_the_node_that_is_left()
    {
        await using var nodes = await Nodes.StartAllAsync(2);
        var token = await nodes.TokenAsync();
        using var left = nodes[1].Tool(token);
        (await left.PostAsJsonAsync("/api/v1/events", new { slug = "sommet", title = "Le sommet", timeZone = "Europe/Brussels" })).EnsureSuccessStatusCode();
        var due = DateTimeOffset.UtcNow.AddSeconds(4);
        var id = Guid.CreateVersion7();
        (await left.PostAsJsonAsync("/api/v1/events/sommet/entries", new { id, headline = "À l’heure", status = "scheduled", dueAt = due })).EnsureSuccessStatusCode();

        await Task.Delay(due - DateTimeOffset.UtcNow - TimeSpan.FromSeconds(0.3), TestContext.Current.CancellationToken);
        await nodes.KillAsync(0);
        JsonElement entry;
        do
        {
            Assert.True(DateTimeOffset.UtcNow < due.AddSeconds(20), "Nobody published it.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
            entry = await left.GetFromJsonAsync<JsonElement>($"/api/v1/events/sommet/entries/{id}", TestContext.Current.CancellationToken);
        }
        while (entry.GetProperty("status").GetString() != "published");
        Assert.Equal(due, entry.GetProperty("publishedAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        // What was scheduled, and what was published: no more versions than that.
        var versions = await left.GetFromJsonAsync<JsonElement>($"/api/v1/events/sommet/entries/{id}/versions", TestContext.Current.CancellationToken);
        Assert.Equal(2, versions.GetArrayLength());
    }
}
