using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Load;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks;

/// <summary>
/// What settings of the runtime change, each beside what is shipped. The server has both cores: on one, its garbage collector is a
/// workstation's, whatever is set. So the load competes with it, and what counts is processor time and memory.
/// </summary>
internal static class Settings
{
    private const int Pages = 30_000;

    // After so many changes the runtime has compiled anew what a change calls; before, that would be most of what is counted.
    private const int Before = 400;

    private static readonly Dictionary<string, Dictionary<string, string>> Lines = new()
    {
        ["as shipped (server GC, DATAS)"] = [],
        ["server GC without DATAS"] = new() { ["DOTNET_GCDynamicAdaptationMode"] = "0" },
        ["server GC, not concurrent"] = new() { ["DOTNET_gcConcurrent"] = "0" },
        ["workstation GC"] = new() { ["DOTNET_gcServer"] = "0" },
        ["thread pool that does not spin"] = new() { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
        // Hexadecimal, as all of them: 32.
        ["32 threads from the start"] = new() { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "20" },
        ["what sockets bring is done on their thread"] = new() { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" },
    };

    public static async Task RunAsync(Options options, TextWriter to)
    {
        to.WriteLine($"## Settings: {options.Readers:N0} readers on the hub, {options.Changes} changes, then {Pages:N0} pages; medians of {options.Runs} runs\n");
        var runs = Lines.Keys.ToDictionary(name => name, _ => new List<double[]>());
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var (name, environment) in Lines)
                runs[name].Add(await MeasureAsync(environment, options));
        }
        var table = new Table("", "CPU s per 100,000 deliveries", "p99 ms", "MiB", "CPU s per 100,000 pages", "MiB then");
        foreach (var (name, figures) in runs)
            table.Add(name, figures.Medians());
        table.Write(to);
    }

    private static async Task<double[]> MeasureAsync(Dictionary<string, string> environment, Options options)
    {
        await using var server = await LiveBlogServer.StartAsync(ServerProcess.BothCores, environment);
        var (epoch, revision) = await server.PositionAsync();
        await using var readers = await Readers.ConnectAsync(server, Conversation.Hub(server, "/hubs/live", (server.Slug, epoch, revision)), options.Readers);
        await Changes.SendAsync(readers, 1, Before, options.Readers, server.PostAsync, TimeSpan.FromMilliseconds(100));
        readers.TakeDelays();
        var cpu = server.CpuSeconds;
        await Changes.SendAsync(readers, Before + 1, options.Changes, options.Readers, server.PostAsync);
        cpu = server.CpuSeconds - cpu;
        var delays = readers.TakeDelays();
        var memory = server.MemoryKiB / 1_024;

        await AskAsync(server, Pages / 3);
        var pages = server.CpuSeconds;
        await AskAsync(server, Pages);
        pages = server.CpuSeconds - pages;
        return [cpu / delays.Count * 100_000, delays.OfAChange(99), memory, pages / Pages * 100_000, server.MemoryKiB / 1_024];
    }

    private static Task AskAsync(LiveBlogServer server, int pages) => Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
    {
        using var http = new HttpClient { BaseAddress = server.Root };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        for (var i = 0; i < pages / 16; i++)
            await http.GetByteArrayAsync($"live/{server.Slug}");
    }));
}
