using System.Diagnostics;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>The machine of one node: its place in the network, its line to PostgreSQL, the disk of its log, and the node.</summary>
public sealed class Machine : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly ProcessStartInfo start;
    private Process? node;

    /// <param name="number">From 0.</param>
    /// <param name="network">Where it is on a network of its own; null where it is this machine.</param>
    /// <param name="cluster">PostgreSQL.</param>
    /// <param name="log">The disk of its log.</param>
    /// <param name="settings">What the node is told beside its address and database.</param>
    public Machine(int number, Network? network, PostgreSqlCluster cluster, LogDisk log, IEnumerable<string> settings)
    {
        (Number, Log) = (number, log);
        var back = network is null ? "127.0.0.1" : Network.Back;
        Line = new DatabaseLine(back, cluster.Port);
        Address = network is null ? $"http://127.0.0.1:{Nodes.FreePort()}" : $"http://{Network.Front(number)}:8080";
        string[] arguments = ["run", .. settings, "--urls", Address, "--ConnectionStrings:LiveBlog", cluster.Connection("liveblog", Line.Port).Replace("127.0.0.1", back)];
        start = LiveBlogProcess.DescribeWithLog(arguments, log.File, network is null ? [] : Network.On(number));
    }

    public int Number { get; }

    /// <summary>Where its node listens.</summary>
    public string Address { get; }

    public DatabaseLine Line { get; }

    public LogDisk Log { get; }

    /// <summary>One fault at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>How often its node ended by itself.</summary>
    public int Ended { get; private set; }

    public bool StandsStill => File.ReadAllText($"/proc/{node!.Id}/stat").Split(") ")[1][0] == 'T';

    /// <summary>Starts the node until it answers, as a service manager does: while PostgreSQL is away it does not start.</summary>
    public async Task StartAsync()
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(100))
        {
            if (node is null or { HasExited: true })
            {
                node?.Dispose();
                node = Process.Start(start)!;
            }
            try
            {
                using var answer = await http.GetAsync($"{Address}/health/live");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // It is asked again.
            }
            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"Node {Number} did not start: faults-node-{Number}.log says why.");
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        NoteEnd();
        node!.Kill();
        await node.WaitForExitAsync();
    }

    public Task SignalAsync(string signal) => Command.RunAsync("kill", $"-{signal} {node!.Id}");

    /// <summary>Takes note if the node has ended.</summary>
    public void NoteEnd() => Ended += node!.HasExited ? 1 : 0;

    public async ValueTask DisposeAsync()
    {
        if (node is { HasExited: false })
        {
            node.Kill();
            await node.WaitForExitAsync();
        }
        node?.Dispose();
        http.Dispose();
        if (File.Exists(Log.File))
            File.Copy(Log.File, Path.Combine(Repository.Results, $"faults-node-{Number}.log"), overwrite: true);
        await Line.DisposeAsync();
        await Log.DisposeAsync();
    }
}
