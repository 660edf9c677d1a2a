using System.Diagnostics;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>The node is killed under its readers and started again: they all come at once.</summary>
internal static class Storm
{
    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {options.Readers:N0} readers on the hub, the node killed and started again; medians of {options.Runs} runs\n");
        var runs = new List<double[]>();
        for (var run = 0; run < options.Runs; run++)
            runs.Add(await MeasureAsync(options));
        var table = new Table("", "s away", "s until all have the next change", "not back", "queries", "CPU s", "MiB at most");
        table.Add("LiveBlog", runs.Medians());
        table.Write(to);
    }

    private static async Task<double[]> MeasureAsync(Options options)
    {
        await using var before = await LiveBlogServer.StartAsync("--Serilog:MinimumLevel:Override:Microsoft.EntityFrameworkCore.Database.Command", "Information");
        var (epoch, revision) = await before.PositionAsync();
        var conversation = Conversation.Hub(before, "/hubs/live", (before.Slug, epoch, revision));
        await using var readers = await Readers.ConnectAsync(before, conversation, options.Readers);
        await Changes.SendAsync(readers, 1, 3, options.Readers, before.PostAsync);
        readers.TakeDelays();

        var begun = Stopwatch.GetTimestamp();
        await before.KillAsync();
        // Whoever was connected notices by itself.
        while (readers.Cut < options.Readers && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10))
            await Task.Delay(10);
        var back = readers.ComeBackAsync(before, conversation);
        await using var after = await before.AgainAsync();
        var away = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var most = 0.0;
        using var watch = new Timer(_ => most = Math.Max(most, after.MemoryKiB), null, 0, 250);
        await Changes.SendAsync(readers, 4, 1, options.Readers, after.PostAsync);
        await Task.WhenAny(Task.WhenAll(back, readers.UntilAsync(options.Readers, TimeSpan.FromMinutes(2))), Task.Delay(TimeSpan.FromMinutes(2)));
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var queries = after.Output.Count(line => line.Contains("Executed DbCommand", StringComparison.Ordinal));
        return [away, took, options.Readers - readers.Deliveries, queries, after.CpuSeconds, most / 1_024];
    }
}
