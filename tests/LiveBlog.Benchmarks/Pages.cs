using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>
/// How many pages of one event a second, in Brotli, asked for by wrk over connections that stay open: beside a bare Kestrel endpoint and
/// nginx with a file, which answer the same bytes.
/// </summary>
internal static class Pages
{
    private const string Bare = "bare Kestrel";
    private const int Connections = 128;

    // Short, and often in turn: the machine is now faster, now slower.
    private const int Seconds = 2;
    private const int RoundsOfRun = 8;

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## Pages of one event, {Connections} connections, {Seconds} s each; medians of {options.Runs * RoundsOfRun} rounds\n");
        if (!File.Exists("/usr/bin/wrk"))
        {
            to.WriteLine("wrk is not installed (Debian: apt install wrk): not measured.\n");
            return;
        }
        await using var liveBlog = await LiveBlogServer.StartAsync();
        await using var bare = await BareServer.StartAsync();
        await using var nginx = await NginxServer.StartAsync();
        var (page, headers) = await PageAsync(liveBlog);
        await bare.KeepAsync(page, headers);
        if (nginx is not null)
            await nginx.KeepAsync(page);
        await WarmUpAsync(liveBlog);

        var (live, file) = ($"{liveBlog.Root}live/{liveBlog.Slug}", $"{bare.Root}page");
        Dictionary<string, Func<Task<double[]>>> alone = new()
        {
            ["LiveBlog"] = () => AskAsync(live),
            ["LiveBlog, a change each second"] = () => WithChangesAsync(liveBlog, () => AskAsync(live)),
            [Bare] = () => AskAsync(file),
        };
        if (nginx is not null)
            alone["nginx, file"] = () => AskAsync($"{nginx.Root}page");
        Dictionary<string, Func<Task<double[]>>> together = new()
        {
            ["LiveBlog"] = TogetherAsync,
            ["LiveBlog, a change each second"] = () => WithChangesAsync(liveBlog, TogetherAsync),
        };
        await TogetherAsync();
        var (one, both) = (await RoundsAsync(alone, options), await RoundsAsync(together, options));

        var table = new Table($"{page.Length / 1024.0:0.0} KiB, one at a time", "requests/s", "p50 ms", "p99 ms", "of bare Kestrel, in the same round");
        foreach (var (name, rounds) in one)
            table.Add(name, rounds.Zip(one[Bare], (each, bares) => (double[])[.. each, each[0] / bares[0]]).ToList().Medians());
        table.Write(to);
        table = new Table("beside bare Kestrel, at the same time", "requests per CPU s", "bare Kestrel's", "ratio");
        foreach (var (name, rounds) in both)
            table.Add(name, rounds.Medians());
        table.Write(to);

        // On one core at one time: however fast the machine happens to be, it is so for both.
        async Task<double[]> TogetherAsync()
        {
            var (before, bareBefore) = (liveBlog.CpuSeconds, bare.CpuSeconds);
            var asked = await Task.WhenAll(AskAsync(live), AskAsync(file));
            var (each, bares) = (asked[0][0] * Seconds / (liveBlog.CpuSeconds - before), asked[1][0] * Seconds / (bare.CpuSeconds - bareBefore));
            return [each, bares, each / bares];
        }
    }

    private static async Task<Dictionary<string, List<double[]>>> RoundsAsync(Dictionary<string, Func<Task<double[]>>> lines, Options options)
    {
        var rounds = lines.Keys.ToDictionary(name => name, _ => new List<double[]>());
        for (var round = 0; round < options.Runs * RoundsOfRun; round++)
        {
            foreach (var (name, line) in lines)
                rounds[name].Add(await line());
        }
        return rounds;
    }

    // What making a page costs before the runtime has compiled it for good is not what it costs.
    private static async Task WarmUpAsync(LiveBlogServer server)
    {
        for (var i = 0; i < 400; i++)
        {
            await server.PostAsync($"Avant {i}.");
            await PageAsync(server);
        }
        await Task.Delay(TimeSpan.FromSeconds(10));
    }

    private static async Task<(byte[] Body, List<KeyValuePair<string, string>> Headers)> PageAsync(LiveBlogServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Root };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"live/{server.Slug}") { Headers = { { "Accept-Encoding", "br" } } };
        using var answer = await http.SendAsync(request);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Server" or "Content-Length" or "Transfer-Encoding" or "Connection"))
            .Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)));
        return (body, [.. headers]);
    }

    private static async Task<double[]> WithChangesAsync(LiveBlogServer server, Func<Task<double[]>> askAsync)
    {
        using var stop = new CancellationTokenSource();
        var changes = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await server.PostAsync($"Pendant {i}.");
                await Task.Delay(1_000);
            }
        });
        var figures = await askAsync();
        await stop.CancelAsync();
        await changes;
        return figures;
    }

    private static async Task<double[]> AskAsync(string url)
    {
        using var wrk = Process.Start(new ProcessStartInfo("taskset",
            ["-c", "1", "/usr/bin/wrk", "-t1", $"-c{Connections}", $"-d{Seconds}s", "--latency", "-H", "Accept-Encoding: br", url]) { RedirectStandardOutput = true })!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url} did not answer 200:\n{said}");
        return [Number(said, @"Requests/sec:\s+([\d.]+)"), Milliseconds(said, "50%"), Milliseconds(said, "99%")];
    }

    private static double Number(string said, string pattern) => double.Parse(Regex.Match(said, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(string said, string percent)
    {
        var found = Regex.Match(said, $@"{percent}\s+([\d.]+)(us|ms|s)");
        return double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * found.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1_000 };
    }
}
