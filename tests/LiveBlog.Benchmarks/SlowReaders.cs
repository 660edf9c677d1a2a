using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>What readers that stopped reading, and kept their connection, cost the others: nothing.</summary>
internal static class SlowReaders
{
    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {options.Readers:N0} readers on the hub, some of which stopped reading; {options.Changes} changes; medians of {options.Runs} runs\n");
        int[] stopped = [0, 1, options.Readers / 10];
        var runs = stopped.ToDictionary(count => count, _ => new List<double[]>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var count in stopped)
                runs[count].Add(await MeasureAsync(count, options));
        }
        var table = new Table("stopped", "p50 ms", "p99 ms", "p99 of all ms", "lost to the others", "MiB more memory", "cut off", "p99 : none stopped");
        foreach (var (count, line) in runs)
            table.Add($"{count:N0}", [.. line.Medians(), line.Zip(runs[0], (some, none) => some[1] / none[1]).Median()]);
        table.Write(to);
    }

    private static async Task<double[]> MeasureAsync(int stopped, Options options)
    {
        await using var server = await LiveBlogServer.StartAsync();
        var (epoch, revision) = await server.PositionAsync();
        await using var readers = await Readers.ConnectAsync(server, Conversation.Hub(server, "/hubs/live", (server.Slug, epoch, revision)), options.Readers);
        await Changes.SendAsync(readers, 1, 5, options.Readers, server.PostAsync);
        readers.TakeDelays();
        readers.StopReading(stopped);
        // Whoever stops still takes what it had asked for.
        await Changes.SendAsync(readers, 6, 1, options.Readers, server.PostAsync);
        readers.TakeDelays();

        var memory = server.MemoryKiB;
        await Changes.SendAsync(readers, 7, options.Changes, options.Readers - stopped, server.PostAsync);
        var delays = readers.TakeDelays();
        var expected = (options.Readers - stopped) * options.Changes;
        return [delays.OfAChange(50), delays.OfAChange(99), delays.Percentile(99), expected - delays.Count, (server.MemoryKiB - memory) / 1_024, readers.Cut];
    }
}
