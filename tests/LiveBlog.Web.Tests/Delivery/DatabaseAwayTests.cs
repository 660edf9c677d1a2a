using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using LiveBlog.Core.Data;
using LiveBlog.Core.Tests;
using LiveBlog.EndToEndTests.Support;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Tests.Delivery;

/// <summary>PostgreSQL is killed, or the line to it is cut, under a node that serves readers and the desk.</summary>
public sealed class DatabaseAwayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task While_PostgreSQL_is_down_readers_are_served_from_memory_and_posts_wait()
    {
        await using var cluster = await PostgreSqlCluster.StartNewAsync();
        await using var app = On(cluster.Connection("liveblog"));
        var (desk, slug) = (await app.ToolAsync(), await app.CreateEventAsync());
        var taken = await app.PostAsync(slug, "Repris");
        await app.PostAsync(slug, "Avant la panne");
        var page = await ReaderPage.LoadAsync(app, slug);
        await using var hub = await HubReader.ConnectAsync(app);
        await hub.FollowAsync(slug, page.Epoch, page.Revision);
        string[] held = ["/", $"/live/{slug}", $"/live/{slug}/feed.atom", $"/embed/{slug}"];
        foreach (var address in held)
            await app.Client.GetStringAsync(address, None);
        await app.ChangesAsync(slug, page.Epoch, page.Revision);

        await cluster.KillAsync();
        foreach (var address in held)
            Assert.Contains("Avant la panne", await PromptlyAsync(() => app.Client.GetStringAsync(address, None)));
        // A question that was not asked before: what changed is known all the same.
        Assert.Contains((await app.ChangesAsync(slug, page.Epoch, page.Revision - 1)).Entries, entry => entry.Html!.Contains("Avant la panne", StringComparison.Ordinal));
        Assert.Equal(page.Revision, (await hub.FollowAsync(slug, page.Epoch, page.Revision)).To);

        using var french = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}/{taken.Id}") { Headers = { { "Accept-Language", "es" } } };
        var other = await PromptlyAsync(() => app.Client.SendAsync(french, None));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (other.StatusCode, other.Headers.RetryAfter is not null));
        Assert.Contains("<html lang=\"es\"", await other.Content.ReadAsStringAsync(None));
        Assert.Equal("no-store", other.Headers.CacheControl!.ToString());

        var post = Guid.CreateVersion7();
        var refused = await PromptlyAsync(() => SendAsync(desk, slug, post));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PromptlyAsync(() => app.Client.GetAsync("/health/ready", None))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health/live", None)).StatusCode);

        await cluster.StartAsync();
        await FreshnessTests.UntilAsync(async () => (await SendAsync(desk, slug, post)).StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, 10);
        Assert.Equal(1, (await app.Client.GetStringAsync($"/live/{slug}", None)).Split($"id=\"e-{post}\"").Length - 1);
        await hub.UntilAsync(() => hub.Pushed.Any(message => message.Entries.Any(entry => entry.Id == post)));
        await FreshnessTests.UntilAsync(async () => (await app.Client.GetAsync("/health/ready", None)).IsSuccessStatusCode, 10);
    }

    [Fact]
    public async Task A_page_that_is_known_to_be_behind_says_so_and_one_that_shows_what_was_withdrawn_is_not_served()
    {
        await using var cluster = await PostgreSqlCluster.StartNewAsync();
        await using var app = On(cluster.Connection("liveblog"));
        var (posted, withdrawn) = (await app.CreateEventAsync("Un"), await app.CreateEventAsync("Deux"));
        var entry = await app.PostAsync(withdrawn, "Diffamatoire");
        string[] shown = [$"/live/{withdrawn}", $"/live/{withdrawn}/feed.atom", $"/embed/{withdrawn}", "/"];
        foreach (var address in shown.Append($"/live/{posted}"))
            await app.Client.GetStringAsync(address, None);
        var epoch = (await ReaderPage.LoadAsync(app, withdrawn)).Epoch;
        await app.ChangesAsync(withdrawn, epoch, 1);
        await app.PostAsync(posted, "Neuf");
        await app.Entries.WithdrawAsync(withdrawn, entry.Id, TestDatabase.Editor, None);
        await cluster.KillAsync();

        var behind = await app.Client.GetAsync($"/live/{posted}", None);
        Assert.Equal(HttpStatusCode.OK, behind.StatusCode);
        Assert.Matches("^LiveBlog; hit; ttl=-[0-9]+; detail=stale-if-error$", behind.Headers.GetValues("Cache-Status").Single());
        foreach (var address in shown.Append($"/live/{withdrawn}/changes?since=1&epoch={epoch}"))
        {
            var answer = await app.Client.GetAsync(address, None);
            Assert.DoesNotContain("Diffamatoire", await answer.Content.ReadAsStringAsync(None));
        }
        await cluster.StartAsync();
        await FreshnessTests.UntilAsync(async () => (await app.Client.GetAsync($"/live/{posted}", None)) is var answer
            && !answer.Headers.Contains("Cache-Status") && (await answer.Content.ReadAsStringAsync(None)).Contains("Neuf", StringComparison.Ordinal), 10);
    }

    [Fact]
    public async Task A_line_that_is_cut_in_silence_is_noticed_and_what_happened_meanwhile_is_told_afterwards()
    {
        await using var cluster = await PostgreSqlCluster.StartNewAsync();
        await using var line = CutTcp.To($"http://127.0.0.1:{cluster.Port}");
        var database = (new DatabaseOptions(DatabaseProvider.PostgreSql, cluster.Connection("liveblog")), Temporary());
        await using var near = new LiveBlogApp(database, kestrel: true);
        var cut = cluster.Connection("liveblog", new Uri(line.Address).Port);
        var far = new LiveBlogApp((new DatabaseOptions(DatabaseProvider.PostgreSql, cut), Temporary()), kestrel: true);
        var (desk, slug) = (await far.ToolAsync(), await near.CreateEventAsync());
        await near.PostAsync(slug, "Avant");
        var page = await ReaderPage.LoadAsync(far, slug);
        await using var hub = await HubReader.ConnectAsync(far);
        await hub.FollowAsync(slug, page.Epoch, page.Revision);

        line.FallSilent();
        await near.PostAsync(slug, "Pendant la coupure");
        Assert.Contains("Avant", await PromptlyAsync(() => far.Client.GetStringAsync($"/live/{slug}", None)));
        var refused = await PromptlyAsync(() => SendAsync(desk, slug, Guid.CreateVersion7()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PromptlyAsync(() => far.Client.GetAsync("/health/ready", None))).StatusCode);
        // It says that it may be behind once the safety net has found nobody.
        await FreshnessTests.UntilAsync(async () => (await far.Client.GetAsync($"/live/{slug}", None)).Headers.Contains("Cache-Status"), 40);

        line.Mend();
        await FreshnessTests.UntilAsync(async () => (await far.Client.GetStringAsync($"/live/{slug}", None)).Contains("Pendant la coupure", StringComparison.Ordinal), 15);
        await hub.UntilAsync(() => hub.Pushed.Any(message => message.Entries.Any(entry => entry.Html?.Contains("Pendant la coupure", StringComparison.Ordinal) == true)));
        await FreshnessTests.UntilAsync(async () => (await SendAsync(desk, slug, Guid.CreateVersion7())).IsSuccessStatusCode, 10);
        await far.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_was_cut_off_in_the_middle_of_a_change_does_not_keep_others_from_the_event()
    {
        await using var cluster = await PostgreSqlCluster.StartNewAsync();
        await using var line = CutTcp.To($"http://127.0.0.1:{cluster.Port}");
        await using var near = On(cluster.Connection("liveblog"));
        var (desk, slug) = (await near.ToolAsync(), await near.CreateEventAsync());
        var cut = new DatabaseOptions(DatabaseProvider.PostgreSql, cluster.Connection("liveblog", new Uri(line.Address).Port));
        await using var far = TestDatabase.Over(cut, Temporary());
        await using var db = far.Open();
        var id = (await db.Events.SingleAsync(e => e.Slug == slug, None)).Id;
        await db.Database.BeginTransactionAsync(None);
        await db.LockEventAsync(id, None);
        line.FallSilent();
        await FreshnessTests.UntilAsync(async () => (await SendAsync(desk, slug, Guid.CreateVersion7())).IsSuccessStatusCode, 30);
        line.Mend();
    }

    private static LiveBlogApp On(string connection) => new((new DatabaseOptions(DatabaseProvider.PostgreSql, connection), Temporary()), kestrel: true);

    private static string Temporary() => Directory.CreateTempSubdirectory("liveblog-test-").FullName;

    private static Task<HttpResponseMessage> SendAsync(HttpClient desk, string slug, Guid id) =>
        desk.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { id, headline = "Après la panne" }, None);

    // Nobody waits as long as a line that was cut would let them.
    private static async Task<T> PromptlyAsync<T>(Func<Task<T>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await ask();
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(15), $"It took {Stopwatch.GetElapsedTime(began)}.");
        return answer;
    }
}
