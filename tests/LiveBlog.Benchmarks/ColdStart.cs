using System.Diagnostics;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>From the start of the program, on a database that is there, to its first page.</summary>
internal static class ColdStart
{
    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## Cold start; medians of {options.Runs} runs\n");
        var runs = new List<double[]>();
        var server = await LiveBlogServer.StartAsync();
        for (var run = 0; run < options.Runs; run++)
        {
            await server.KillAsync();
            var begun = Stopwatch.GetTimestamp();
            server = await server.DeployAgainAsync();
            var listens = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await server.PositionAsync();
            runs.Add([listens, Stopwatch.GetElapsedTime(begun).TotalSeconds, server.CpuSeconds, server.MemoryKiB / 1_024]);
        }
        await server.DisposeAsync();
        var table = new Table("", "s until it listens", "s to the first page", "CPU s", "MiB");
        table.Add("LiveBlog", runs.Medians());
        table.Write(to);
    }
}
