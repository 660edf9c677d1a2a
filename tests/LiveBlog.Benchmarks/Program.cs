using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using LiveBlog.Benchmarks;
using LiveBlog.Benchmarks.Servers;

[assembly: SupportedOSPlatform("linux")]

if (args is ["serve", var address])
{
    await BareSite.RunAsync(IPEndPoint.Parse(address));
    return 0;
}
if (args is ["post", var root, var slug, var token, var posts])
{
    await LiveBlog.Benchmarks.Load.Editor.RunAsync(new Uri(root), slug, token, int.Parse(posts), Console.Out);
    return 0;
}

Dictionary<string, Func<Options, TextWriter, Task>> benchmarks = new()
{
    ["fan-out"] = FanOut.RunAsync,
    ["slow-readers"] = SlowReaders.RunAsync,
    ["storm"] = Storm.RunAsync,
    ["pages"] = Pages.RunAsync,
    ["posting"] = Posting.RunAsync,
    ["cold-start"] = ColdStart.RunAsync,
    ["edge"] = Edge.RunAsync,
    ["large"] = Large.RunAsync,
    ["settings"] = Settings.RunAsync,
};
var wanted = args.TakeWhile(word => !word.StartsWith('-')).ToList();
if (wanted.Any(name => !benchmarks.ContainsKey(name)))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/LiveBlog.Benchmarks -- [{string.Join("] [", benchmarks.Keys)}] [--readers N] [--changes N] [--runs N]");
    return 2;
}

// The servers have the first core, the load the second.
using (var self = Process.GetCurrentProcess())
    self.ProcessorAffinity = 2;
foreach (var (_, runAsync) in benchmarks.Where(benchmark => wanted.Count == 0 || wanted.Contains(benchmark.Key)))
    await runAsync(Options.Read(args), Console.Out);
return 0;
