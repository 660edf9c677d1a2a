using System.Text;
using System.Text.Json;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>Every reader of one event is told of each change: beside a hub and a stream that do nothing else, and Nchan.</summary>
internal static class FanOut
{
    private const string ByKestrel = "stream, LiveBlog by Kestrel's writer";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {options.Readers:N0} readers of one event, {options.Changes} changes of about 1 KB, one each second; medians of {options.Runs} runs\n");
        var hasNchan = NginxServer.HasNchan;
        Dictionary<string, Func<Task<double[]>>> lines = new()
        {
            ["hub, bare"] = () => BareAsync("/hub", options),
            ["hub, LiveBlog"] = () => LiveBlogAsync(HubOf, options),
            ["stream, bare"] = () => BareAsync("/stream", options),
            ["stream, LiveBlog"] = () => LiveBlogAsync((server, epoch, revision) => StreamOf(server, epoch, revision, "1.1"), options),
            [ByKestrel] = () => LiveBlogAsync((server, epoch, revision) => StreamOf(server, epoch, revision, "1.0"), options),
        };
        if (hasNchan)
            lines["stream, Nchan"] = () => NchanAsync(options);

        // Each run has all of them, so that what the machine does meanwhile touches all alike.
        var runs = lines.Keys.ToDictionary(name => name, _ => new List<double[]>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var (name, line) in lines)
                runs[name].Add(await line());
        }
        to.WriteLine("Making a change is what it costs with ten readers: LiveBlog stores and renders it, the others are handed it ready. p50 and p99 are "
            + "of the deliveries of one change, the median of all changes.\n");
        var table = new Table("", "CPU s per 100,000", "of it for making the change", "p50 ms", "p99 ms", "p99 of all ms", "max ms", "KiB a connection", "lost");
        var medians = runs.ToDictionary(line => line.Key, line => line.Value.Medians());
        foreach (var (name, figures) in medians)
            table.Add(name, figures);
        AddRatios("hub, LiveBlog", "hub, bare");
        AddRatios("stream, LiveBlog", "stream, bare");
        if (hasNchan)
        {
            AddRatios("stream, LiveBlog", "stream, Nchan");
            AddRatios(ByKestrel, "stream, Nchan");
        }
        table.Write(to);

        // Within each run, which they were in one after the other.
        void AddRatios(string of, string beside)
        {
            var ratios = runs[of].Zip(runs[beside], (one, other) => one.Zip(other, (a, b) => a / b).ToArray()).ToList().Medians();
            table.Add($"{of} : {beside.Split(", ")[1]}", [ratios[0], double.NaN, .. ratios[2..^1], double.NaN]);
        }
    }

    private static async Task<double[]> BareAsync(string path, Options options)
    {
        await using var server = await BareServer.StartAsync();
        var conversation = path == "/hub" ? Conversation.Hub(server, path, null) : Conversation.Stream(server, path);
        return await MeasureAsync(server, conversation, mark => server.SendAsync(path, Message(mark)), options);
    }

    private static async Task<double[]> NchanAsync(Options options)
    {
        await using var server = await NginxServer.StartAsync();
        return await MeasureAsync(server!, Conversation.Stream(server!, "/stream"), mark => server!.SendAsync(Message(mark)), options);
    }

    private static async Task<double[]> LiveBlogAsync(Func<LiveBlogServer, string, long, Conversation> converse, Options options)
    {
        await using var server = await LiveBlogServer.StartAsync();
        var (epoch, revision) = await server.PositionAsync();
        return await MeasureAsync(server, converse(server, epoch, revision), server.PostAsync, options);
    }

    private static Conversation HubOf(LiveBlogServer server, string epoch, long revision) => Conversation.Hub(server, "/hubs/live", (server.Slug, epoch, revision));

    private static Conversation StreamOf(LiveBlogServer server, string epoch, long revision, string version) =>
        Conversation.Stream(server, $"/live/{server.Slug}/stream?since={revision}&epoch={epoch}", version);

    private static async Task<double[]> MeasureAsync(ServerProcess server, Conversation conversation, Func<string, Task> sendAsync, Options options)
    {
        // What only the first changes cost, which the runtime watches and compiles anew, is over before anything is counted.
        double making;
        await using (var first = await Readers.ConnectAsync(server, conversation, 10))
        {
            await Changes.SendAsync(first, 1, 400, 10, sendAsync, TimeSpan.FromMilliseconds(25));
            await Task.Delay(Settling);
            making = server.CpuSeconds;
            await Changes.SendAsync(first, 401, 10, 10, sendAsync);
            making = (server.CpuSeconds - making) / 10;
            first.TakeDelays();
        }
        var memory = server.MemoryKiB;
        await using var readers = await Readers.ConnectAsync(server, conversation, options.Readers);
        await Changes.SendAsync(readers, 411, 3, options.Readers, sendAsync);
        readers.TakeDelays();
        var each = (server.MemoryKiB - memory) / options.Readers;

        var cpu = server.CpuSeconds;
        await Changes.SendAsync(readers, 414, options.Changes, options.Readers, sendAsync);
        cpu = server.CpuSeconds - cpu;
        var delays = readers.TakeDelays();
        var expected = options.Readers * options.Changes;
        return
        [
            cpu / delays.Count * 100_000, making / options.Readers * 100_000, delays.OfAChange(50), delays.OfAChange(99), delays.Percentile(99),
            delays.Percentile(100), each, expected - delays.Count,
        ];
    }

    // What LiveBlog pushes for an entry of about this length.
    private static byte[] Message(string mark) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        epoch = "k3v9x2",
        from = 41,
        to = 42,
        @event = (object?)null,
        entries = new[] { new { id = Guid.CreateVersion7(), revision = 42, html = $"<article>{mark} {new string('x', 850)}</article>" } },
        reload = false,
        pollAfterMs = 5_000,
    }));
}
