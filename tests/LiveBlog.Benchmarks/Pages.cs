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
    private const int Connections = 128;
    private const int Seconds = 8;

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## Pages of one event, {Connections} connections, {Seconds} s each; medians of {options.Runs} runs\n");
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

        var live = $"{liveBlog.Root}live/{liveBlog.Slug}";
        Dictionary<string, Func<Task<double[]>>> lines = new()
        {
            ["LiveBlog"] = () => AskAsync(live),
            ["LiveBlog, a change each second"] = () => WithChangesAsync(liveBlog, () => AskAsync(live)),
            ["bare Kestrel"] = () => AskAsync($"{bare.Root}page"),
        };
        if (nginx is not null)
            lines["nginx, file"] = () => AskAsync($"{nginx.Root}page");
        foreach (var line in lines.Values)
            await line();

        var runs = lines.Keys.ToDictionary(name => name, _ => new List<double[]>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var (name, line) in lines)
                runs[name].Add(await line());
        }
        var table = new Table($"{page.Length / 1024.0:0.0} KiB", "requests/s", "p50 ms", "p99 ms", ": bare Kestrel", ": nginx");
        var medians = runs.ToDictionary(line => line.Key, line => line.Value.Medians());
        var file = medians.GetValueOrDefault("nginx, file")?[0] ?? double.NaN;
        foreach (var (name, figures) in medians)
            table.Add(name, [.. figures, figures[0] / medians["bare Kestrel"][0], figures[0] / file]);
        table.Write(to);
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
