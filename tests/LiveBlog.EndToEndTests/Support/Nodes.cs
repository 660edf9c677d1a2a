using System.Net;
using System.Net.Sockets;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>Some nodes on one PostgreSQL database, each with a data folder of its own.</summary>
public sealed class Nodes : IAsyncDisposable
{
    private readonly string database = Repository.PatientPostgreSql;
    private readonly string folder = Directory.CreateTempSubdirectory("liveblog-nodes-").FullName;
    private readonly string[] more;
    private readonly LiveBlogProcess?[] running;

    private Nodes(int count, string[] more)
    {
        this.more = more;
        running = new LiveBlogProcess?[count];
        Addresses = [.. Enumerable.Range(0, count).Select(_ => $"http://127.0.0.1:{FreePort()}")];
    }

    /// <summary>Where each listens.</summary>
    public IReadOnlyList<string> Addresses { get; }

    public LiveBlogProcess this[int node] => running[node] ?? throw new InvalidOperationException($"Node {node} does not run.");

    /// <summary>Starts all of them at once, on an empty database.</summary>
    public static async Task<Nodes> StartAllAsync(int count, params string[] settings)
    {
        var nodes = new Nodes(count, settings);
        await Task.WhenAll(Enumerable.Range(0, count).Select(nodes.StartAsync));
        return nodes;
    }

    public async Task StartAsync(int node) =>
        running[node] = await LiveBlogProcess.StartAsync([.. Settings(node), "--urls", Addresses[node]]);

    /// <summary>SIGTERM, and waits for the end; answers how long that took.</summary>
    public async Task<TimeSpan> StopAsync(int node)
    {
        var took = await this[node].StopAsync();
        await KillAsync(node);
        return took;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(int node)
    {
        await this[node].DisposeAsync();
        running[node] = null;
    }

    /// <summary>Runs a command of the program on the same database.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] command) => LiveBlogProcess.RunAsync([.. command, .. Settings(0)]);

    /// <summary>A new editor's token.</summary>
    public async Task<string> TokenAsync() => (await RunAsync("token", "create", "--name", "Agence")).Output.Trim();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in running)
        {
            if (node is not null)
                await node.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string[] Settings(int node) =>
    [
        "--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", database, "--Data:Directory", Path.Combine(folder, $"{node}"),
        "--Demo:Enabled", "false", .. more,
    ];
}
