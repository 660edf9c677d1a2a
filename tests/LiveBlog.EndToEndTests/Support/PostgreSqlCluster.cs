using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A PostgreSQL server of a test's own, which it may stop, kill and start again.</summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("liveblog-cluster-").FullName;
    private readonly string programs;

    private PostgreSqlCluster(string programs) => this.programs = programs;

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Makes and starts one.</summary>
    public static async Task<PostgreSqlCluster> StartNewAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LIVEBLOG_TEST_POSTGRESQL") is null, "No PostgreSQL: tests/run.sh installs it.");
        var programs = Directory.GetDirectories("/usr/lib/postgresql").OrderBy(version => int.Parse(Path.GetFileName(version))).Last() + "/bin";
        var cluster = new PostgreSqlCluster(programs);
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", cluster.directory);
        await cluster.AsOwnerAsync("initdb", "-D", cluster.Data, "-U", "liveblog", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>How to reach a database on it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="port">The port, where something stands before the server's.</param>
    public string Connection(string database, int? port = null) => $"Host=127.0.0.1;Port={port ?? Port};Username=liveblog;Database={database};Maximum Pool Size=30";

    /// <summary>Starts it.</summary>
    public Task StartAsync() => AsOwnerAsync("pg_ctl", "-D", Data, "-w", "-l", $"{directory}/log",
        "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{directory}' -c fsync=off -c max_connections=300", "start");

    /// <summary>Stops it as an operator does: whoever is connected is sent away.</summary>
    public Task StopAsync() => AsOwnerAsync("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    /// <summary>Kills it, as a machine that fails does.</summary>
    public Task KillAsync() => AsOwnerAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // Stopped already.
        }
        Directory.Delete(directory, recursive: true);
    }

    private string Data => $"{directory}/data";

    private Task AsOwnerAsync(string program, params string[] arguments) => Environment.UserName == "root"
        // PostgreSQL refuses to run as root.
        ? RunAsync("runuser", ["-u", "postgres", "--", $"{programs}/{program}", .. arguments])
        : RunAsync($"{programs}/{program}", arguments);

    // Its output is left alone: the server would hold it open.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
