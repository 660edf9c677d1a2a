using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
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

    [Fact]
    public async Task No_acknowledged_entry_is_lost_or_doubled_and_all_readers_end_equal()
    {
        var database = $"{Repository.PostgreSql};Maximum Pool Size=40";
        var data = Directory.CreateTempSubdirectory("liveblog-kill-").FullName;
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string[] common = ["--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", database, "--Data:Directory", data, "--Demo:Enabled", "false"];
        string[][] nodes = [.. Enumerable.Range(0, 2).Select(_ => (string[])[.. common, "--urls", $"http://127.0.0.1:{FreePort()}"])];
        var addresses = nodes.Select(node => node[^1]).ToArray();

        // Both start at once on an empty database.
        var running = await Task.WhenAll(nodes.Select(node => LiveBlogProcess.StartAsync(node)));
        var token = (await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. common])).Output.Trim();
        var desk = new Desk(addresses, token);
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

        var (equal, differences) = await UntilEqualAsync(followers);
        var stored = await StoredAsync(desk);
        var lost = desk.Acknowledged.Where(entry => stored.GetValueOrDefault(entry.Key) != entry.Value).ToList();
        var shown = await ShownAsync(running[0]);
        var doubled = shown.Count - shown.DistinctBy(entry => entry.Headline).Count();
        var stillShown = shown.Where(entry => desk.Withdrawn.ContainsKey(entry.Id)).ToList();
        var diverged = await DivergedAsync(followers, shown);
        var report = $"kills {Kills}, acknowledged {desk.Acknowledged.Count}, withdrawn {desk.Withdrawn.Count}, lost {lost.Count}, doubled {doubled}, "
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
    private static async Task WriteAsync(Desk desk, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var id = Guid.CreateVersion7();
            await desk.SendAsync(HttpMethod.Post, "/api/v1/events/sommet/entries", new { id, headline = $"Entrée {id}" });
            desk.Acknowledged[id] = $"Entrée {id}";
            if (random.Next(4) == 0)
            {
                await desk.SendAsync(HttpMethod.Put, $"/api/v1/events/sommet/entries/{id}", new { version = 1, headline = $"Entrée {id}, corrigée", pinned = random.Next(10) == 0 });
                desk.Acknowledged[id] = $"Entrée {id}, corrigée";
            }
            if (random.Next(8) == 0)
            {
                await desk.SendAsync(HttpMethod.Delete, $"/api/v1/events/sommet/entries/{id}", null);
                desk.Withdrawn[id] = true;
            }
            await Task.Delay(random.Next(100, 600), CancellationToken.None);
        }
    }

    private static async Task<(bool Equal, string Differences)> UntilEqualAsync(Followers followers)
    {
        var limit = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            var (equal, differences) = await followers.CompareAsync();
            if (equal || DateTime.UtcNow > limit)
                return (equal, differences);
            await Task.Delay(1_000);
        }
    }

    // What the database holds under each acknowledged id, asked through the API.
    private static async Task<Dictionary<Guid, string>> StoredAsync(Desk desk)
    {
        var headlines = new Dictionary<Guid, string>();
        foreach (var id in desk.Acknowledged.Keys)
        {
            if (await desk.SendAsync(HttpMethod.Get, $"/api/v1/events/sommet/entries/{id}", null) is { } entry)
                headlines[id] = entry.GetProperty("headline").GetString()!;
        }
        return headlines;
    }

    // What readers see, on all pages of the pagination.
    private static async Task<List<ShownEntry>> ShownAsync(LiveBlogProcess node)
    {
        var shown = new List<ShownEntry>();
        for (var path = "/live/sommet"; path is not null;)
        {
            var html = await node.Http.GetStringAsync(path);
            shown.AddRange(Article.Matches(html).Select(match => new ShownEntry(
                Guid.Parse(match.Groups["id"].Value), long.Parse(match.Groups["revision"].Value), match.Groups["position"].Value,
                match.Groups["pinned"].Success, WebUtility.HtmlDecode(match.Groups["headline"].Value))));
            var next = Regex.Match(html, "href=\"([^\"]+)\" rel=\"next\"");
            path = next.Success ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }
        return shown;
    }

    // A reader's page holds all that lies in its window, however far it has grown: each entry in the revision that the pages
    // show. (An entry and its revision decide its HTML, and for the newest fifty "compare" has compared that too.)
    private static async Task<List<string>> DivergedAsync(Followers followers, List<ShownEntry> shown)
    {
        var diverged = new List<string>();
        foreach (var reader in (await followers.StateAsync()).GetProperty("readers").EnumerateArray())
        {
            var from = reader.GetProperty("window").GetProperty("from").GetString()!;
            var expected = shown.Where(entry => entry.Pinned || string.CompareOrdinal(entry.Position, from) >= 0)
                .Select(entry => $"{entry.Id} {entry.Revision} {entry.Pinned}").Order();
            var actual = reader.GetProperty("entries").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("id").GetString()} {entry.GetProperty("revision").GetInt64()} {entry.GetProperty("pinned").GetBoolean()}").Order();
            if (!expected.SequenceEqual(actual))
                diverged.Add(string.Join('\n', expected.Except(actual).Concat(actual.Except(expected)).Take(5)));
        }
        return diverged;
    }

    private static readonly Regex Article = new(
        "<article id=\"e-(?<id>[0-9a-f-]+)\"[^>]*data-revision=\"(?<revision>\\d+)\" data-position=\"(?<position>[^\"]+)\"(?<pinned> data-pinned)?.*?<h3[^>]*>(?<headline>[^<]*)</h3>",
        RegexOptions.Singleline);

    private sealed record ShownEntry(Guid Id, long Revision, string Position, bool Pinned, string Headline);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Sends a request to one node or the other until one answers, as the desk's script does.</summary>
    private sealed class Desk
    {
        private readonly string[] addresses;
        private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        private int next;
        private int repeated;

        public Desk(string[] addresses, string token)
        {
            this.addresses = addresses;
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        /// <summary>What the server said it has: each id with its last acknowledged headline.</summary>
        public ConcurrentDictionary<Guid, string> Acknowledged { get; } = new();

        /// <summary>What the server said it has taken back.</summary>
        public ConcurrentDictionary<Guid, bool> Withdrawn { get; } = new();

        public int Repeated => repeated;

        public async Task<JsonElement?> SendAsync(HttpMethod method, string path, object? body)
        {
            while (true)
            {
                try
                {
                    using var request = new HttpRequestMessage(method, addresses[Interlocked.Increment(ref next) % addresses.Length] + path);
                    if (body is not null)
                        request.Content = JsonContent.Create(body);
                    using var answer = await http.SendAsync(request);
                    if (answer.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Get)
                        return null;
                    // A repeated creation of the event finds it there.
                    if (answer.StatusCode == HttpStatusCode.Conflict && path == "/api/v1/events")
                        return null;
                    if (answer.IsSuccessStatusCode)
                        return await answer.Content.ReadFromJsonAsync<JsonElement>();
                    if (answer.StatusCode < HttpStatusCode.InternalServerError)
                        throw new InvalidOperationException($"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
                }
                catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException or JsonException)
                {
                    // The node was killed: whether it had committed, the answer to the same request tells.
                }
                Interlocked.Increment(ref repeated);
                await Task.Delay(50);
            }
        }
    }
}
