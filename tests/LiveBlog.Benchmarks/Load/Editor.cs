using System.Diagnostics;
using System.Globalization;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks.Load;

/// <summary>
/// An editor who posts once a second, as a process of its own: in that of the readers, each answer would wait behind all that they receive.
/// </summary>
internal static class Editor
{
    /// <summary>How many posts come first and are not counted.</summary>
    private const int Before = 10;

    /// <summary>Starts one; what it waited for each answer, in milliseconds.</summary>
    public static async Task<double[]> PostAsync(LiveBlogServer server, int posts)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Editor).Assembly.Location, "post", $"{server.Root}", server.Slug, server.Token, $"{posts}"]) { RedirectStandardOutput = true })!;
        var waits = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The editor ended with {process.ExitCode}.");
        return [.. waits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>That process.</summary>
    public static async Task RunAsync(Uri root, string slug, string token, int posts, TextWriter to)
    {
        using var tool = LiveBlogServer.Tool(root, token);
        using var beat = new PeriodicTimer(Changes.Pace);
        for (var i = 0; i < Before + posts; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await LiveBlogServer.PostAsync(tool, slug, $"Publication {i}.");
            if (i >= Before)
                await to.WriteLineAsync(Stopwatch.GetElapsedTime(begun).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
            await beat.WaitForNextTickAsync();
        }
    }
}
