using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>Three nodes behind nginx, each stopped (SIGTERM) and started again in turn, while entries are posted and read.</summary>
public sealed class RollingTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is not null;
    private static readonly int Rounds = Long ? 10 : 1;
    private const int ByHub = 40;
    private const int ByStream = 20;

    [Fact]
    public async Task A_rolling_restart_loses_nothing_and_leaves_nobody_without_updates()
    {
        await using var nodes = await Nodes.StartAllAsync(3,
            "--Shutdown:NoticeSeconds", "0.5", "--Shutdown:HandOverSeconds", "2", "--Shutdown:RequestSeconds", "10");
        await using var nginx = await Nginx.StartAsync(nodes.Addresses);
        var token = await nodes.TokenAsync();
        using var tool = new HttpClient { BaseAddress = new Uri(nginx.Address) };
        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await tool.PostAsJsonAsync("/api/v1/events", new { slug = "sommet", title = "Le sommet", timeZone = "Europe/Brussels" })).EnsureSuccessStatusCode();
        await using var byHub = await Followers.StartAsync([nginx.Address], "sommet", ByHub, "hub");
        await using var byStream = await Followers.StartAsync([nginx.Address], "sommet", ByStream, "stream");
        await byHub.UntilFollowingAsync();
        await byStream.UntilFollowingAsync();

        using var stop = new CancellationTokenSource();
        var sent = new ConcurrentDictionary<Guid, (long Revision, DateTimeOffset At)>();
        var failed = new ConcurrentBag<string>();
        var writers = Enumerable.Range(0, 2).Select(_ => WriteAsync(tool, sent, failed, stop.Token)).ToList();
        var reader = ReadAsync(nginx.Address, failed, stop.Token);
        // What this machine takes for it while nothing happens.
        await Task.Delay(4_000, TestContext.Current.CancellationToken);
        var calm = sent.Values.ToList();
        var stops = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var node = 0; node < 3; node++)
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
                stops.Add(await nodes.StopAsync(node));
                await nodes.StartAsync(node);
            }
        }
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll([.. writers, reader]);
        foreach (var followers in (Followers[])[byHub, byStream])
        {
            var (equal, differences) = await followers.UntilEqualAsync(TimeSpan.FromSeconds(30));
            Assert.True(equal, differences);
        }

        var (hub, stream) = (await byHub.ArrivalsAsync(), await byStream.ArrivalsAsync());
        TimeSpan Wait((long Revision, DateTimeOffset At) one) => (hub[one.Revision] > stream[one.Revision] ? hub[one.Revision] : stream[one.Revision]) - one.At;
        var waits = sent.Values.Select(Wait).Order().ToList();
        var usual = calm.Max(Wait);
        var lost = new List<Guid>();
        foreach (var id in sent.Keys)
        {
            using var answer = await tool.GetAsync($"/api/v1/events/sommet/entries/{id}", TestContext.Current.CancellationToken);
            if (!answer.IsSuccessStatusCode)
                lost.Add(id);
        }
        var report = $"restarts {stops.Count}, acknowledged {sent.Count}, lost {lost.Count}, requests that failed {failed.Count}, longest stop {stops.Max().TotalSeconds:0.0} s; "
            + $"from sending an entry to the last of {ByHub} readers at the hub and {ByStream} of streams: median {waits[waits.Count / 2].TotalMilliseconds:0} ms, "
            + $"99 % {waits[waits.Count * 99 / 100].TotalMilliseconds:0} ms, longest {waits[^1].TotalMilliseconds:0} ms; "
            + $"longest before the first restart {usual.TotalMilliseconds:0} ms";
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "rolling.txt"), report + "\n", TestContext.Current.CancellationToken);

        Assert.Empty(lost);
        Assert.True(failed.IsEmpty, string.Join('\n', failed));
        // Two seconds are the promise; beside other tests, which have the machine too, more.
        Assert.True(waits[^1] < (Long ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(4) + 4 * usual), report);
        // Each ended by itself, within notice, handing over and what requests may take.
        Assert.All(stops, took => Assert.True(took < TimeSpan.FromSeconds(20), report));
    }

    private static async Task WriteAsync(
        HttpClient tool, ConcurrentDictionary<Guid, (long, DateTimeOffset)> sent, ConcurrentBag<string> failed, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            while (true)
            {
                var at = DateTimeOffset.UtcNow;
                try
                {
                    using var answer = await tool.PostAsJsonAsync("/api/v1/events/sommet/entries", new { id, headline = $"Entrée {id}" }, CancellationToken.None);
                    if (answer.IsSuccessStatusCode)
                    {
                        sent[id] = ((await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("revision").GetInt64(), at);
                        break;
                    }
                    failed.Add($"POST {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
                catch (HttpRequestException failure)
                {
                    failed.Add($"POST {failure.Message}");
                }
                await Task.Delay(50, CancellationToken.None);
            }
            await Task.Delay(Random.Shared.Next(50, 250), CancellationToken.None);
        }
    }

    // Whoever opens the page, or polls.
    private static async Task ReadAsync(string address, ConcurrentBag<string> failed, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var path = n % 2 == 0 ? $"/live/sommet?lang={n}" : $"/live/sommet/changes?since=0&epoch={n}";
            using var answer = await http.GetAsync(path, CancellationToken.None);
            if (!answer.IsSuccessStatusCode)
                failed.Add($"GET {path} {(int)answer.StatusCode}");
            await Task.Delay(Random.Shared.Next(20, 100), CancellationToken.None);
        }
    }
}
