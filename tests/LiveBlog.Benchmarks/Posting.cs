using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>How long an editor waits for the answer to a post, with nobody connected and with everybody.</summary>
internal static class Posting
{
    private const int Posts = 60;

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {Posts} posts, one a second; medians of {options.Runs} runs\n");
        int[] connected = [0, options.Readers];
        var runs = connected.ToDictionary(count => count, _ => new List<double[]>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var count in connected)
                runs[count].Add(await MeasureAsync(count));
        }
        var table = new Table("readers connected", "p50 ms", "p99 ms", "max ms", "p99 : none connected");
        foreach (var (count, line) in runs)
            table.Add($"{count:N0}", [.. line.Medians(), line.Zip(runs[0], (some, none) => some[1] / none[1]).Median()]);
        table.Write(to);
    }

    private static async Task<double[]> MeasureAsync(int count)
    {
        await using var server = await LiveBlogServer.StartAsync();
        var (epoch, revision) = await server.PositionAsync();
        await using var readers = await Readers.ConnectAsync(server, Conversation.Hub(server, "/hubs/live", (server.Slug, epoch, revision)), count);
        double[] sorted = [.. (await Editor.PostAsync(server, Posts)).Order()];
        return [sorted.Percentile(50), sorted.Percentile(99), sorted.Percentile(100)];
    }
}
