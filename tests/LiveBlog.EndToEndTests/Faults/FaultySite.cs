using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>Three nodes on machines of their own, PostgreSQL behind them and nginx, with its cache, in front.</summary>
public sealed class FaultySite : IAsyncDisposable
{
    private const int Nodes = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("liveblog-faults-").FullName;
    private readonly List<Machine> machines = [];

    private FaultySite() { }

    public PostgreSqlCluster Cluster { get; private set; } = null!;

    public Nginx Nginx { get; private set; } = null!;

    /// <summary>Null where these tests may not make one.</summary>
    public Network? Network { get; private set; }

    public IReadOnlyList<Machine> Machines => machines;

    /// <summary>PostgreSQL is restarted once at a time.</summary>
    public SemaphoreSlim DatabaseTurn { get; } = new(1);

    /// <summary>So is nginx.</summary>
    public SemaphoreSlim BalancerTurn { get; } = new(1);

    public static async Task<FaultySite> StartAsync()
    {
        var site = new FaultySite { Cluster = await PostgreSqlCluster.StartNewAsync() };
        try
        {
            site.Network = await Network.TryMakeAsync(Nodes);
            for (var number = 0; number < Nodes; number++)
            {
                var log = await LogDisk.MakeAsync(Path.Combine(site.folder, $"log-{number}"), isDisk: site.Network is not null);
                site.machines.Add(new Machine(number, site.Network, site.Cluster, log, site.Settings(number)));
            }
            site.Nginx = await Nginx.StartAsync([.. site.machines.Select(machine => machine.Address)]);
            await Task.WhenAll(site.machines.Select(machine => machine.StartAsync()));
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new editor's token.</summary>
    public async Task<string> TokenAsync() => (await LiveBlogProcess.RunAsync(
        ["token", "create", "--name", "Agence", .. Settings(0), "--ConnectionStrings:LiveBlog", Cluster.Connection("liveblog")])).Output.Trim();

    public async ValueTask DisposeAsync()
    {
        if (Nginx is not null)
            await Nginx.DisposeAsync();
        foreach (var machine in machines)
            await machine.DisposeAsync();
        if (Network is not null)
            await Network.DisposeAsync();
        await Cluster.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string[] Settings(int number) =>
    [
        "--Database:Provider", "PostgreSql", "--Data:Directory", Path.Combine(folder, $"data-{number}"), "--Demo:Enabled", "false",
        "--Site:TrustedProxies:0", "198.18.0.0/15",
    ];
}
