using System.Diagnostics;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>
/// A CDN in small: readers that poll at four edges, a shield behind these, LiveBlog behind that; entries are posted, edited and
/// withdrawn. How much of what readers ask reaches LiveBlog, and whether they all end with what it says.
/// </summary>
internal static class Edge
{
    private const int Edges = 4;

    // One reader after the other comes in this time.
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);

    // As far apart as readers may be and ask by one address: none, and what LiveBlog's page does.
    private static readonly int[] Steps = [1, 8];

    public static async Task RunAsync(Options options, TextWriter to)
    {
        var changes = 2 * options.Changes;
        to.WriteLine($"## {options.Readers:N0} readers polling at {Edges} edges with a shield, {changes} changes, one every {Pace.TotalSeconds} s; medians of {options.Runs} runs\n");
        if (!CacheServer.IsInstalled)
        {
            to.WriteLine("nginx is not installed (Debian: apt install nginx-light): not measured.\n");
            return;
        }
        var runs = Steps.ToDictionary(step => step, _ => new List<Run>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var step in Steps)
                runs[step].Add(await MeasureAsync(step, options.Readers, changes));
        }
        Write(to, runs, run => run.Requests, Statistics.Medians,
            "since, multiple of", "questions per change", "past the edges, per change and edge", "past the shield, per change", "% hits at edges", "% hits at the shield",
            "pages at the start", "past the edges", "past the shield");
        Write(to, runs, run => run.Costs, Statistics.Medians,
            "since, multiple of", "p50 s", "p99 s", "KiB per reader and change", "LiveBlog CPU ms per change", "LiveBlog queries per change", "edges' CPU s per 100,000 answers");
        to.WriteLine("The worst of all runs:\n");
        Write(to, runs, run => run.Faults, Statistics.Most,
            "since, multiple of", "withdrawn, shown for s", "on pages and in feeds", "questions failed", "pages loaded anew", "readers different at the end");
    }

    private static void Write(
        TextWriter to, Dictionary<int, List<Run>> runs, Func<Run, double[]> figures, Func<IReadOnlyList<double[]>, double[]> ofAll, params string[] columns)
    {
        var table = new Table(columns);
        foreach (var (step, line) in runs)
            table.Add($"{step}", ofAll(line.ConvertAll(run => figures(run))));
        table.Write(to);
    }

    private static async Task<Run> MeasureAsync(int step, int count, int changes)
    {
        await using var origin = await LiveBlogServer.StartAsync("--Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore.Database.Command", "Information");
        await using var shield = await CacheServer.StartAsync(origin.Address);
        await using var edges = new CacheServers(await Task.WhenAll(Enumerable.Range(0, Edges).Select(_ => CacheServer.StartAsync(shield.Address))));
        var (answers, ledger, visits) = (new Answers(), new Ledger(), new Ledger());
        var clients = edges.All.Select(edge => Client(edge)).ToList();
        var readers = Enumerable.Range(0, count).Select(i => new PollingReader(clients[i % Edges], origin.Slug, step, answers, ledger)).ToList();
        using var stop = new CancellationTokenSource();
        var following = readers.Select(async reader =>
        {
            await Task.Delay(Arrival * Random.Shared.NextDouble());
            await reader.LoadAsync();
            await reader.FollowAsync(stop.Token);
        }).ToList();
        await Task.Delay(Arrival + TimeSpan.FromSeconds(5));
        var (storm, stormBehind) = (await edges.TakeLogAsync(), await shield.TakeLogAsync());

        var before = (Edges: edges.CpuSeconds, Origin: origin.CpuSeconds, Queries: Queries(origin), ledger.Answers, ledger.Bytes);
        following.AddRange(clients.Select(client => VisitAsync(client, origin.Slug, answers, visits, stop.Token)));
        var head = (await origin.PositionAsync()).Revision;
        await ChangeAsync(origin, head, changes, id =>
        {
            ledger.Withdrawn(id);
            visits.Withdrawn(id);
        }, ledger.Sending);
        var (asked, askedBehind) = (await edges.TakeLogAsync(), await shield.TakeLogAsync());
        var after = (Edges: edges.CpuSeconds, Origin: origin.CpuSeconds, Queries: Queries(origin), ledger.Answers, ledger.Bytes);

        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromSeconds(30) && readers.Exists(reader => reader.Revision < head + changes))
            await Task.Delay(100);
        await stop.CancelAsync();
        await Task.WhenAll(following);
        var truth = await TruthAsync(origin);
        clients.ForEach(client => client.Dispose());

        var (polls, pollsBehind) = (Changes(asked), Changes(askedBehind));
        return new Run(
            [
                (double)polls.Count / changes, (double)polls.Misses / changes / Edges, (double)pollsBehind.Misses / changes,
                polls.HitPercent, pollsBehind.HitPercent, Pages(storm).Count, Pages(storm).Misses, Pages(stormBehind).Misses,
            ],
            [
                ledger.Delays.Percentile(50), ledger.Delays.Percentile(99), (after.Bytes - before.Bytes) / 1_024.0 / count / changes,
                (after.Origin - before.Origin) * 1_000 / changes, (double)(after.Queries - before.Queries) / changes,
                (after.Edges - before.Edges) * 100_000 / (after.Answers - before.Answers),
            ],
            [ledger.ShownFor, visits.ShownFor, ledger.Failures + visits.Failures, ledger.Reloads, readers.Count(reader => !reader.IsEqualTo(truth))]);
    }

    // Six of ten are new entries, the others edit or withdraw one of the last ten; the same in each run.
    private static async Task ChangeAsync(LiveBlogServer server, long head, int changes, Action<Guid> withdrawn, Action<long> sending)
    {
        var dice = new Random(5);
        var posted = new List<LiveBlogServer.Posted>();
        using var beat = new PeriodicTimer(Pace);
        for (var number = 1; number <= changes; number++)
        {
            var at = posted.Count == 0 ? 0 : dice.Next(Math.Max(0, posted.Count - 10), posted.Count);
            var what = posted.Count < 3 ? 0 : dice.Next(10);
            sending(head + number);
            long revision;
            if (what < 6)
            {
                posted.Add(await server.PostAsync($"Publication {number}."));
                revision = posted[^1].Revision;
            }
            else if (what < 8)
            {
                posted[at] = await server.EditAsync(posted[at], $"Mise à jour {number}.");
                revision = posted[at].Revision;
            }
            else
            {
                revision = (await server.WithdrawAsync(posted[at])).Revision;
                withdrawn(posted[at].Id);
                posted.RemoveAt(at);
            }
            if (revision != head + number)
                throw new InvalidOperationException($"Change {number} got revision {revision}, not {head + number}.");
            await beat.WaitForNextTickAsync();
        }
    }

    // Somebody at each edge who opens the page, and somebody whose feed reader asks, ten times a second.
    private static async Task VisitAsync(HttpClient edge, string slug, Answers answers, Ledger visits, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var address in new[] { $"live/{slug}", $"live/{slug}/feed.json" })
            {
                var askedAt = Stopwatch.GetTimestamp();
                try
                {
                    using var answer = await edge.GetAsync(address, CancellationToken.None);
                    visits.Shown(answers.Ids(await Body.OfAsync(answer.EnsureSuccessStatusCode().Content)), askedAt);
                }
                catch (HttpRequestException)
                {
                    visits.Failed();
                }
            }
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ChangeAnswer> TruthAsync(LiveBlogServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Root };
        var (epoch, _) = await server.PositionAsync();
        var all = (await http.GetFromJsonAsync<ChangeAnswer>($"live/{server.Slug}/changes?since=0&epoch={epoch}"))!;
        return all.Reload ? throw new InvalidOperationException("Too many changes to tell them all.") : all;
    }

    // One name for the site at all edges, as readers have it.
    private static HttpClient Client(CacheServer edge) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = edge.Root, DefaultRequestHeaders = { Host = "banc.example" } };

    private static int Queries(LiveBlogServer server)
    {
        lock (server.Output)
            return server.Output.Count(line => line.Contains("Executed DbCommand", StringComparison.Ordinal));
    }

    private static Share Changes(IEnumerable<CacheServer.Asked> log) => Share.Of(log.Where(asked => asked.Address.Contains("/changes?", StringComparison.Ordinal)));

    private static Share Pages(IEnumerable<CacheServer.Asked> log) => Share.Of(log.Where(asked => !asked.Address.Contains("/changes?", StringComparison.Ordinal)));

    private sealed record Run(double[] Requests, double[] Costs, double[] Faults);

    private sealed record Share(int Count, int Misses)
    {
        public double HitPercent => 100.0 * (Count - Misses) / Count;

        public static Share Of(IEnumerable<CacheServer.Asked> log)
        {
            var all = log.ToList();
            return new Share(all.Count, all.Count(asked => !asked.IsHit));
        }
    }

    private sealed record CacheServers(CacheServer[] All) : IAsyncDisposable
    {
        public double CpuSeconds => All.Sum(one => one.CpuSeconds);

        public async Task<List<CacheServer.Asked>> TakeLogAsync() => [.. (await Task.WhenAll(All.Select(one => one.TakeLogAsync()))).SelectMany(log => log)];

        public async ValueTask DisposeAsync()
        {
            foreach (var one in All)
                await one.DisposeAsync();
        }
    }
}
