using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>nginx with the configuration that is shipped (deploy/nginx), in front of the nodes of a test.</summary>
public sealed partial class Nginx : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("liveblog-nginx-").FullName;
    private readonly int port = Nodes.FreePort();
    private Process process = null!;

    private Nginx() { }

    public string Address => $"http://127.0.0.1:{port}";

    /// <summary>What it complained about.</summary>
    public string Errors => File.ReadAllText(Path.Combine(folder, "error.log"));

    private static string Program => new[] { "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx" }.FirstOrDefault(File.Exists) ?? "";

    /// <summary>Starts it in front of these, or skips where it is not installed.</summary>
    public static async Task<Nginx> StartAsync(IReadOnlyList<string> nodes)
    {
        Assert.SkipWhen(Program.Length == 0, "No nginx: tests/run.sh installs it.");
        var nginx = new Nginx();
        nginx.Configure(nodes);
        nginx.process = Process.Start(Program, nginx.Arguments());
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", nginx.port);
                return nginx;
            }
            catch (SocketException) when (tries < 100 && !nginx.process.HasExited)
            {
                await Task.Delay(50);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"nginx did not start: {nginx.Errors}");
            }
        }
    }

    /// <summary>Reads its configuration anew, as after a change.</summary>
    public void Reload() => Process.Start(Program, Arguments("-s", "reload")).WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // Its workers end with it.
            Process.Start(Program, Arguments("-s", "stop")).WaitForExit();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string[] Arguments(params string[] more) => ["-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log"), .. more];

    // Only addresses and folders are others than those that are shipped.
    private void Configure(IReadOnlyList<string> nodes)
    {
        var shipped = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "nginx", "liveblog.conf"));
        Assert.Equal(3, Node().Count(shipped));
        var here = Node().Replace(shipped, line => string.Join('\n', nodes.Select(node => $"    server {new Uri(node).Authority}{line.Groups[1]};")));
        foreach (var (theirs, ours) in new[] { ("listen 80;", $"listen 127.0.0.1:{port};"), ("/var/cache/nginx/liveblog", Path.Combine(folder, "cache")) })
        {
            Assert.Contains(theirs, here);
            here = here.Replace(theirs, ours);
        }
        File.WriteAllText(Path.Combine(folder, "liveblog.conf"), here);
        File.WriteAllText(Path.Combine(folder, "error.log"), "");
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            user root;
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                include {{folder}}/liveblog.conf;
            }
            """);
    }

    // A node and its double, of which each upstream has one.
    [GeneratedRegex(@"^    server liveblog:8080([^;]*);\n    server liveblog-2:8080[^;]*;$", RegexOptions.Multiline)]
    private static partial Regex Node();
}
