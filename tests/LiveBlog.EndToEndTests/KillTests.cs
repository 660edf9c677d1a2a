using System.Collections.Concurrent;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>
/// Two nodes on one PostgreSQL, one of them killed with SIGKILL at random moments, over and over, while entries are posted,
/// edited and withdrawn and readers follow on both.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is not null;
    private static readonly int Kills = Long ? 60 : 8;

    // What the server said it has: each id with its last acknowledged headline.
    private readonly ConcurrentDictionary<Guid, string> acknowledged = new();

    // What the server said it has taken back.
    private readonly ConcurrentDictionary<Guid, bool> withdrawn = new();

    [Fact]
    public async Task No_acknowledged_entry_is_lost_or_doubled_and_all_readers_end_equal()
    {
        var data = Directory.CreateTempSubdirectory("liveblog-kill-").FullName;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] common = ["--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", Repository.PatientPostgreSql, "--Data:Directory", data, "--Demo:Enabled", "false"];
        string[][] nodes = [.. Enumerable.Range(0, 2).Select(_ => (string[])[.. common, "--urls", $"http://127.0.0.1:{Nodes.FreePort()}"])];
        var addresses = nodes.Select(node => node[^1]).ToArray();

        // Both start at once on an empty database.
        var running = await Task.WhenAll(nodes.Select(node => LiveBlogProcess.StartAsync(node)));
        var token = (await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. common])).Output.Trim();
        using var desk = new PatientTool(addresses, token, TimeSpan.FromSeconds(5));
        await desk.SendAsync(HttpMethod.Post, "/api/v1/events", new { slug = "sommet", title = "Le sommet", timeZone = "Europe/Brussels" });

        await using var followers = await Followers.StartAsync(addresses, "sommet", 60, "mixed");
        await followers.StateAsync();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(n => WriteAsync(desk, new Random(seed + n), stop.Token)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(200, 2_500));
            var victim = random.Next(2);
            await running[victim].KillAsync();
            await Task.Delay(random.Next(0, 1_500));
            running[victim] = await LiveBlogProcess.StartAsync(nodes[victim]);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var (equal, differences) = await followers.UntilEqualAsync(TimeSpan.FromSeconds(60));
        var stored = await StoredAsync(desk);
        var lost = acknowledged.Where(entry => stored.GetValueOrDefault(entry.Key) != entry.Value).ToList();
        var shown = await ShownEntry.ReadAsync(running[0].Http, "sommet");
        var doubled = shown.Count - shown.DistinctBy(entry => entry.Headline).Count();
        var stillShown = shown.Where(entry => withdrawn.ContainsKey(entry.Id)).ToList();
        var diverged = await ShownEntry.DivergedAsync(followers, shown);
        var report = $"kills {Kills}, acknowledged {acknowledged.Count}, withdrawn {withdrawn.Count}, lost {lost.Count}, doubled {doubled}, "
            + $"readers 60, diverged {diverged.Count}, requests that failed and were repeated {desk.Repeated}, seed {seed}";
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "kill.txt"), report + "\n");
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "kill-readers.log"), followers.Log + "\n");

        Assert.Empty(lost);
        Assert.Empty(stillShown);
        Assert.Equal(0, doubled);
        Assert.True(equal, differences);
        Assert.Empty(diverged);
        foreach (var node in running)
            await node.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    // Each entry is posted, and some are then edited or withdrawn, all under the client's own ids, repeated until answered.
    private async Task WriteAsync(PatientTool desk, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            await desk.SendAsync(HttpMethod.Post, "/api/v1/events/sommet/entries", new { id, headline = $"Entrée {id}" });
            acknowledged[id] = $"Entrée {id}";
            if (random.Next(4) == 0)
            {
                await desk.SendAsync(HttpMethod.Put, $"/api/v1/events/sommet/entries/{id}", new { version = 1, headline = $"Entrée {id}, corrigée", pinned = random.Next(10) == 0 });
                acknowledged[id] = $"Entrée {id}, corrigée";
            }
            if (random.Next(8) == 0)
            {
                await desk.SendAsync(HttpMethod.Delete, $"/api/v1/events/sommet/entries/{id}", null);
                withdrawn[id] = true;
            }
            await Task.Delay(random.Next(100, 600), CancellationToken.None);
        }
    }

    // What the database holds under each acknowledged id, asked through the API.
    private async Task<Dictionary<Guid, string>> StoredAsync(PatientTool desk)
    {
        var headlines = new Dictionary<Guid, string>();
        foreach (var id in acknowledged.Keys)
        {
            if (await desk.SendAsync(HttpMethod.Get, $"/api/v1/events/sommet/entries/{id}", null) is { } entry)
                headlines[id] = entry.GetProperty("headline").GetString()!;
        }
        return headlines;
    }
}
