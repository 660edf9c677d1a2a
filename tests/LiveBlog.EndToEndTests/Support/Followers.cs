using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>
/// Many readers in one process: the browser's own replica and connection code, run by Node without a page
/// (src/LiveBlog.Web/Client/reader/follow.node.ts).
/// </summary>
public sealed class Followers : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> log;

    private Followers(Process process, ConcurrentQueue<string> log) => (this.process, this.log) = (process, log);

    /// <summary>What went wrong for which reader, and when.</summary>
    public string Log => string.Join('\n', log);

    public static async Task<Followers> StartAsync(IEnumerable<string> bases, string slug, int readers, string transport)
    {
        var script = Path.Combine(Repository.Web, "obj", "tools", "follow.mjs");
        if (!File.Exists(script))
            await BuildAsync();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Repository.Web,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[script, "--base", string.Join(',', bases), "--slug", slug, "--readers", $"{readers}", "--transport", transport])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var log = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        return new Followers(process, log);
    }

    /// <summary>What each reader shows now.</summary>
    public Task<JsonElement> StateAsync() => AskAsync("state");

    /// <summary>Whether every reader shows what the page, loaded anew, shows.</summary>
    public async Task<(bool Equal, string Differences)> CompareAsync()
    {
        var answer = await AskAsync("compare");
        // A page that could not be loaded is compared with none: it is asked again.
        return (answer.TryGetProperty("equal", out var equal) && equal.GetBoolean(), answer.ToString());
    }

    /// <summary>Waits until each follows as it is meant to.</summary>
    public async Task UntilFollowingAsync()
    {
        for (var tries = 0; ; tries++)
        {
            var readers = (await StateAsync()).GetProperty("readers").EnumerateArray()
                .Select(reader => (Transport: reader.GetProperty("transport").GetString(), State: reader.GetProperty("connection").GetString())).ToList();
            if (readers.All(reader => reader.State == (reader.Transport == "poll" ? "polling" : "live")))
                return;
            Assert.True(tries < 100, $"Not all follow: {string.Join(' ', readers)}");
            await Task.Delay(200);
        }
    }

    /// <summary>Compares until all are equal, or the time is over.</summary>
    public async Task<(bool Equal, string Differences)> UntilEqualAsync(TimeSpan longest)
    {
        var limit = DateTime.UtcNow + longest;
        while (true)
        {
            var (equal, differences) = await CompareAsync();
            if (equal || DateTime.UtcNow > limit)
                return (equal, differences);
            await Task.Delay(1_000);
        }
    }

    /// <summary>When each revision reached the last of those readers that are told by the server.</summary>
    public async Task<Dictionary<long, DateTimeOffset>> ArrivalsAsync() => (await AskAsync("arrivals")).EnumerateArray().ToDictionary(
        one => one.GetProperty("revision").GetInt64(), one => DateTimeOffset.FromUnixTimeMilliseconds(one.GetProperty("last").GetInt64()));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<JsonElement> AskAsync(string command)
    {
        await process.StandardInput.WriteLineAsync(command);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))
            ?? throw new InvalidOperationException("The readers' process ended.");
        return JsonDocument.Parse(line).RootElement;
    }

    private static async Task BuildAsync()
    {
        using var build = Process.Start(new ProcessStartInfo("npm", "run --silent build:tools") { WorkingDirectory = Repository.Web })!;
        await build.WaitForExitAsync();
        Assert.Equal(0, build.ExitCode);
    }
}
