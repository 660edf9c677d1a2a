using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Faults;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>
/// Three nodes, PostgreSQL and nginx, of which one thing or the other fails while editors work and readers of all kinds follow. What
/// fails when is decided by a seed: <c>LIVEBLOG_FAULTS_SEED</c>, else another each time; it is in the report. For twenty minutes with
/// <c>LIVEBLOG_LONG_TESTS</c>, else each fault once.
/// </summary>
public sealed partial class FaultTests(ITestOutputHelper output)
{
    private const string Slug = "sommet";
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is not null;
    private static readonly int Readers = Long ? 500 : 90;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Whatever_fails_nothing_is_lost_or_doubled_all_readers_end_equal_and_nothing_withdrawn_is_shown()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LIVEBLOG_FAULTS_SEED"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Environment.TickCount;
        await using var site = await FaultySite.StartAsync();
        // Not everybody may cut networks and fill disks.
        var kinds = Enum.GetValues<FaultKind>().Where(kind => site.Network is not null || kind is not (FaultKind.NetworkCut or FaultKind.LogDiskFull)).ToList();
        var random = new Random(seed);
        var plan = Long ? FaultPlan.For(random, kinds, site.Machines.Count, TimeSpan.FromMinutes(20)) : FaultPlan.OfEach(random, kinds, site.Machines.Count);

        using var tool = new PatientTool([site.Nginx.Address], await site.TokenAsync(), TimeSpan.FromSeconds(10));
        await tool.SendAsync(HttpMethod.Post, "/api/v1/events", new { slug = Slug, title = "Le sommet", timeZone = "Europe/Brussels" });
        await using var followers = await Followers.StartAsync([site.Nginx.Address], Slug, Readers, "mixed");
        await followers.UntilFollowingAsync();
        using var stop = new CancellationTokenSource();
        var editors = Enumerable.Range(1, 5).Select(n => new Editor(tool, Slug, new Random(seed + n), TimeSpan.FromSeconds(Long ? 2 : 0.5))).ToList();
        var work = editors.Select(editor => editor.WorkAsync(stop.Token)).ToList();

        var happened = new ConcurrentQueue<string>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(plan.Steps.Select(step => HappenAsync(site, step, plan.End, began, happened)));
        var lasted = Stopwatch.GetElapsedTime(began);
        await stop.CancelAsync();
        await Task.WhenAll(work);

        var undone = Stopwatch.GetTimestamp();
        var (equal, differences) = await followers.UntilEqualAsync(TimeSpan.FromSeconds(90));
        var converged = Stopwatch.GetElapsedTime(undone);
        foreach (var machine in site.Machines)
            machine.NoteEnd();
        // The second for which the cache may keep a page, counted in whole seconds.
        await Task.Delay(2_000, None);

        var acknowledged = editors.SelectMany(editor => editor.Entries).ToDictionary();
        var lost = await LostAsync(tool, acknowledged);
        using var cache = new HttpClient { BaseAddress = new Uri(site.Nginx.Address) };
        var shown = await ShownEntry.ReadAsync(cache, Slug);
        var standing = acknowledged.Where(entry => !entry.Value.Withdrawn).Select(entry => (entry.Key, entry.Value.Headline)).ToHashSet();
        var amiss = shown.Where(entry => !standing.Remove((entry.Id, entry.Headline))).Select(entry => $"{entry.Id} {entry.Headline}").ToList();
        var diverged = await ShownEntry.DivergedAsync(followers, shown);
        var withdrawn = acknowledged.Where(entry => entry.Value.Withdrawn).Select(entry => entry.Key).ToHashSet();
        var stillShown = await StillShownAsync([site.Nginx.Address, .. site.Machines.Select(machine => machine.Address)], withdrawn);

        var report = $"faults {happened.Count} of {plan.Steps.Count} in {lasted.TotalSeconds:0} s, readers {Readers}, editors {editors.Count}, acknowledged writes {editors.Sum(editor => editor.Writes)} "
            + $"of {acknowledged.Count} entries, lost {lost.Count}, not shown {standing.Count}, doubled or unknown {amiss.Count}, readers different {diverged.Count}, "
            + $"withdrawn {withdrawn.Count}, still shown {stillShown.Count}, requests repeated {tool.Repeated}, nodes that ended by themselves {site.Machines.Sum(machine => machine.Ended)}, "
            + $"all equal {converged.TotalSeconds:0.0} s after the last fault, seed {seed}"
            + (site.Network is null ? "; left out, as this process may not do that: NetworkCut, LogDiskFull" : "");
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "faults.txt"), $"{report}\n{string.Join('\n', happened.Order())}\n", None);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "faults-readers.log"), followers.Log + "\n", None);

        Assert.Empty(lost);
        Assert.Empty(standing);
        Assert.Empty(amiss);
        Assert.True(equal, differences);
        Assert.Empty(diverged);
        Assert.Empty(stillShown);
        Assert.All(site.Machines, machine => Assert.Equal(0, machine.Ended));
    }

    [Fact]
    public async Task While_PostgreSQL_is_away_the_log_says_so_in_lines_and_not_where_in_the_code_it_was_noticed()
    {
        await using var cluster = await PostgreSqlCluster.StartNewAsync();
        var data = Directory.CreateTempSubdirectory("liveblog-away-").FullName;
        string[] settings = ["--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", cluster.Connection("liveblog"), "--Data:Directory", data, "--Demo:Enabled", "false"];
        await using var node = await LiveBlogProcess.StartAsync(settings);
        using var tool = node.Tool((await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. settings])).Output.Trim());
        (await tool.PostAsJsonAsync("/api/v1/events", new { slug = Slug, title = "Le sommet", timeZone = "Europe/Brussels" }, None)).EnsureSuccessStatusCode();

        await cluster.KillAsync();
        foreach (var address in (string[])["/", $"/live/{Slug}", "/wire", "/articles/x", "/account/sign-in", "/live/y"])
            await node.Http.GetAsync(address, None);
        for (var post = 0; post < 3; post++)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await tool.PostAsJsonAsync($"/api/v1/events/{Slug}/entries", new { headline = "Entrée" }, None)).StatusCode);
        Assert.Contains("\"error\"", await AskHubAsync(node, "inconnu"));
        // Long enough for what works in the background to notice.
        await Task.Delay(6_000, None);

        Assert.Contains("Change signal lost", node.Output);
        Assert.Contains($"POST /api/v1/events/{Slug}/entries 503", node.Output);
        Assert.DoesNotContain("   at ", node.Output);
    }

    // The hub's answer to a page of that event that begins to follow it.
    private static async Task<string> AskHubAsync(LiveBlogProcess node, string slug)
    {
        const char end = '\u001e';
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{node.Address.Replace("http", "ws")}/hubs/live"), None);
        foreach (var message in (string[])["{\"protocol\":\"json\",\"version\":1}", $$"""{"type":1,"invocationId":"1","target":"Follow","arguments":["{{slug}}","",0]}"""])
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + end), WebSocketMessageType.Text, endOfMessage: true, None);
        var heard = "";
        var buffer = new byte[4_096];
        while (!heard.Contains("\"invocationId\"", StringComparison.Ordinal))
            heard += Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, None)).Count);
        return heard;
    }

    private static async Task HappenAsync(FaultySite site, FaultPlan.Step step, TimeSpan end, long began, ConcurrentQueue<string> happened)
    {
        await Task.Delay(step.At, None);
        var machine = site.Machines[step.Node];
        var (fault, turn) = step.Kind switch
        {
            FaultKind.NodeKilled => (new NodeKilled(machine), machine.Turn),
            FaultKind.NodeStopped => (new NodeStopped(machine), machine.Turn),
            FaultKind.DatabaseRestarted => (new DatabaseRestarted(site.Cluster, step.Crash), site.DatabaseTurn),
            FaultKind.ListeningCut => (new ListeningCut(machine), machine.Turn),
            FaultKind.NetworkCut => (new NetworkCut(site.Network!, machine), machine.Turn),
            FaultKind.BalancerReloaded => (new BalancerReloaded(site.Nginx), site.BalancerTurn),
            FaultKind.LogDiskFull => ((IFault)new LogDiskFull(machine), machine.Turn),
            _ => throw new InvalidOperationException($"{step.Kind}"),
        };
        await turn.WaitAsync(None);
        try
        {
            var from = Stopwatch.GetElapsedTime(began);
            if (from > end)
                return;
            await fault.BeginAsync();
            await Task.Delay(step.Hold, None);
            await fault.EndAsync();
            happened.Enqueue($"{from.TotalSeconds,7:0.0} s to {Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.0} s  {step.Kind}, node {step.Node}{(step.Crash && step.Kind == FaultKind.DatabaseRestarted ? ", crash" : "")}");
        }
        finally
        {
            turn.Release();
        }
    }

    // What the database does not hold as it was acknowledged last: another version is a write that was lost, or taken twice.
    private static async Task<List<string>> LostAsync(PatientTool tool, Dictionary<Guid, Editor.Acknowledged> acknowledged)
    {
        var lost = new List<string>();
        foreach (var (id, last) in acknowledged)
        {
            var stored = await tool.SendAsync(HttpMethod.Get, $"/api/v1/events/{Slug}/entries/{id}", null) is { } entry ? Editor.Of(entry) : null;
            if (stored != last)
                lost.Add($"{id}: {last}, stored {stored}");
        }
        return lost;
    }

    // Wherever entries are shown, through the cache and by each node.
    private static async Task<List<string>> StillShownAsync(IEnumerable<string> addresses, HashSet<Guid> withdrawn)
    {
        var marks = withdrawn.Select(Editor.Mark).ToHashSet();
        var found = new List<string>();
        foreach (var address in addresses)
        {
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            var now = JsonDocument.Parse(await http.GetStringAsync($"/live/{Slug}/changes?since=0&epoch=", None)).RootElement;
            var (epoch, revision) = (now.GetProperty("epoch").GetString(), now.GetProperty("to").GetInt64());
            string[] changes = [.. new[] { 0, 1, 10, 50, 100, 199 }.Select(back => $"/live/{Slug}/changes?since={Math.Max(0, revision - back)}&epoch={epoch}")];
            string[] paths =
            [
                $"/live/{Slug}?order=oldest", $"/live/{Slug}/feed.atom", $"/live/{Slug}/feed.rss", $"/live/{Slug}/feed.json", $"/embed/{Slug}",
                $"/embed/{Slug}?order=oldest", "/", "/wire", "/wire/feed.atom", .. changes,
            ];
            await foreach (var page in ShownEntry.PagesAsync(http, Slug))
                Look($"{address}/live/{Slug} and older", page);
            foreach (var path in paths)
                Look(address + path, await http.GetStringAsync(path, None));
            foreach (var id in withdrawn)
            {
                using var alone = await http.GetAsync($"/live/{Slug}/{id}", None);
                if (alone.StatusCode != HttpStatusCode.Gone)
                    found.Add($"{address}/live/{Slug}/{id}: {alone.StatusCode}");
                using var history = await http.GetAsync($"/live/{Slug}/{id}/history", None);
                Look($"{address}/live/{Slug}/{id}/history", await history.Content.ReadAsStringAsync(None));
            }
        }
        return found;

        void Look(string where, string text) => found.AddRange(Mark().Matches(text).Select(match => match.Value).Where(marks.Contains).Select(mark => $"{where}: {mark}"));
    }

    [GeneratedRegex("x[0-9a-f]{32}")]
    private static partial Regex Mark();
}
