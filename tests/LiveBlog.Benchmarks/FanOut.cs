using System.Text;
using System.Text.Json;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>Every reader of one event is told of each change: beside a hub and a stream that do nothing else, and Nchan.</summary>
internal static class FanOut
{
    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## {options.Readers:N0} readers of one event, {options.Changes} changes of about 1 KB, one each second; medians of {options.Runs} runs\n");
        await using var nginx = await NginxServer.StartAsync();
        var hasNchan = nginx?.HasNchan == true;
        if (hasNchan)
            await nginx!.DisposeAsync();
        Dictionary<string, Func<Task<double[]>>> lines = new()
        {
            ["hub, bare"] = () => BareAsync("/hub", options),
            ["hub, LiveBlog"] = () => LiveBlogAsync(isHub: true, options),
            ["stream, bare"] = () => BareAsync("/stream", options),
            ["stream, LiveBlog"] = () => LiveBlogAsync(isHub: false, options),
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
        var table = new Table("", "CPU s per 100,000", "p50 ms", "p99 ms", "max ms", "KiB a connection", "lost");
        var medians = runs.ToDictionary(line => line.Key, line => line.Value.Medians());
        foreach (var (name, figures) in medians)
            table.Add(name, figures);
        table.Add("hub, LiveBlog : bare", Ratios(medians["hub, LiveBlog"], medians["hub, bare"]));
        table.Add("stream, LiveBlog : bare", Ratios(medians["stream, LiveBlog"], medians["stream, bare"]));
        if (hasNchan)
            table.Add("stream, LiveBlog : Nchan", Ratios(medians["stream, LiveBlog"], medians["stream, Nchan"]));
        table.Write(to);
    }

    private static double[] Ratios(double[] of, double[] to) => [.. of.Take(5).Zip(to, (a, b) => a / b), double.NaN];

    private static async Task<double[]> BareAsync(string path, Options options)
    {
        await using var server = await BareServer.StartAsync();
        var conversation = path == "/hub" ? Conversation.Hub(server, path, null) : Conversation.Stream(server, path);
        return await MeasureAsync(server, conversation, number => server.SendAsync(path, Message(number)), options);
    }

    private static async Task<double[]> NchanAsync(Options options)
    {
        await using var server = await NginxServer.StartAsync();
        return await MeasureAsync(server!, Conversation.Stream(server!, "/stream"), number => server!.SendAsync(Message(number)), options);
    }

    private static async Task<double[]> LiveBlogAsync(bool isHub, Options options)
    {
        await using var server = await LiveBlogServer.StartAsync();
        var (epoch, revision) = await server.PositionAsync();
        var conversation = isHub
            ? Conversation.Hub(server, "/hubs/live", (server.Slug, epoch, revision))
            : Conversation.Stream(server, $"/live/{server.Slug}/stream?since={revision}&epoch={epoch}");
        return await MeasureAsync(server, conversation, number => server.PostAsync(Mark(number)), options);
    }

    private static async Task<double[]> MeasureAsync(ServerProcess server, Conversation conversation, Func<int, Task> sendAsync, Options options)
    {
        // What a first change alone costs, and what one connection does, is over before anything is counted.
        await using (var first = await Readers.ConnectAsync(server, conversation, 10))
        {
            await SendAllAsync(first, 1, 5, 10, TimeSpan.FromMilliseconds(100), sendAsync);
            first.TakeDelays();
        }
        var memory = server.MemoryKiB;
        await using var readers = await Readers.ConnectAsync(server, conversation, options.Readers);
        await SendAllAsync(readers, 6, 3, options.Readers, TimeSpan.FromSeconds(1), sendAsync);
        readers.TakeDelays();
        var each = (server.MemoryKiB - memory) / options.Readers;

        var cpu = server.CpuSeconds;
        await SendAllAsync(readers, 9, options.Changes, options.Readers, TimeSpan.FromSeconds(1), sendAsync);
        cpu = server.CpuSeconds - cpu;
        var delays = readers.TakeDelays();
        var expected = options.Readers * options.Changes;
        return [cpu / delays.Length * 100_000, delays.Percentile(50), delays.Percentile(99), delays.Percentile(100), each, expected - delays.Length];
    }

    private static async Task SendAllAsync(Readers readers, int from, int count, int each, TimeSpan pace, Func<int, Task> sendAsync)
    {
        using var beat = new PeriodicTimer(pace);
        for (var number = from; number < from + count; number++)
        {
            readers.Sending(number);
            await sendAsync(number);
            await beat.WaitForNextTickAsync();
        }
        await readers.UntilAsync(count * each, TimeSpan.FromSeconds(30));
    }

    private static string Mark(int number) => $"{Reader.Mark}{number:d6}";

    // What LiveBlog pushes for an entry of about this length.
    private static byte[] Message(int number) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        epoch = "k3v9x2",
        from = number,
        to = number + 1,
        @event = (object?)null,
        entries = new[] { new { id = Guid.CreateVersion7(), revision = number + 1, html = $"<article>{Mark(number)} {new string('x', 850)}</article>" } },
        reload = false,
        pollAfterMs = 5_000,
    }));
}
