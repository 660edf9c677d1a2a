using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>nginx with the cache that is shipped (deploy/nginx/liveblog.conf), in front of LiveBlog or of another cache.</summary>
internal sealed partial class CacheServer : ServerProcess
{
    private const string Program = "/usr/sbin/nginx";

    private readonly string folder;
    private int taken;

    private CacheServer(Process process, IPEndPoint address, string folder) : base("nginx", process, address) => this.folder = folder;

    /// <summary>Whether nginx is installed.</summary>
    public static bool IsInstalled => File.Exists(Program);

    /// <summary>Starts one.</summary>
    /// <param name="origin">Whom it asks.</param>
    public static async Task<CacheServer> StartAsync(IPEndPoint origin)
    {
        var address = Ports.Free();
        var folder = Directory.CreateTempSubdirectory("liveblog-cache-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "liveblog.conf"), Shipped(origin, address, folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            user root;
            worker_processes 1;
            daemon off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log warn;
            worker_rlimit_nofile 65536;
            events { worker_connections 16384; }
            http {
              log_format tier '$upstream_cache_status $status $request_uri';
              access_log {{folder}}/access.log tier buffer=64k flush=1s;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              include {{folder}}/liveblog.conf;
            }
            """);
        var (process, _) = await LaunchAsync(Program, ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder, "-e", Path.Combine(folder, "error.log")], address);
        return new CacheServer(process, address, folder);
    }

    /// <summary>What was asked of it since the last time this was asked, after its log was written.</summary>
    public async Task<IReadOnlyList<Asked>> TakeLogAsync()
    {
        await Task.Delay(1_500);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "access.log"));
        var asked = lines[taken..].Select(line => line.Split(' ', 3)).Select(part => new Asked(part[0] is "HIT" or "UPDATING" or "STALE", part[2])).ToList();
        taken = lines.Length;
        return asked;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // Only addresses and folders are others than those that are shipped.
    private static string Shipped(IPEndPoint origin, IPEndPoint address, string folder)
    {
        var shipped = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx", "liveblog.conf"));
        return Nodes().Replace(shipped, $"    server {origin}$1;")
            .Replace("listen 80;", $"listen {address} backlog=4096;")
            .Replace("/var/cache/nginx/liveblog", Path.Combine(folder, "cache"));
    }

    [GeneratedRegex(@"^    server liveblog:8080([^;]*);\n    server liveblog-2:8080[^;]*;$", RegexOptions.Multiline)]
    private static partial Regex Nodes();

    /// <summary>A request to a cache.</summary>
    /// <param name="IsHit">Answered from the cache, without asking further.</param>
    /// <param name="Address">Path and query.</param>
    internal sealed record Asked(bool IsHit, string Address);
}
