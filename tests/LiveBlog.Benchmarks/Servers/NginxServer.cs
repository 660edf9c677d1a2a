using System.Diagnostics;
using System.Net;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>nginx with one worker: the same page as a static file, and Nchan's event stream, where Debian's packages are installed.</summary>
internal sealed class NginxServer : ServerProcess
{
    private const string Program = "/usr/sbin/nginx";
    private const string Module = "/usr/lib/nginx/modules/ngx_nchan_module.so";

    private readonly string folder;
    private readonly HttpClient http;

    private NginxServer(Process process, IPEndPoint address, string folder) : base(HasNchan ? "Nchan" : "nginx", process, address) =>
        (this.folder, http) = (folder, new HttpClient { BaseAddress = Root });

    /// <summary>Whether nginx and its module are installed (Debian: nginx, libnginx-mod-nchan).</summary>
    public static bool HasNchan => File.Exists(Program) && File.Exists(Module);

    /// <summary>Starts it; null where nginx is not installed.</summary>
    public static async Task<NginxServer?> StartAsync()
    {
        if (!File.Exists(Program))
            return null;
        var address = Ports.Free();
        var folder = Directory.CreateTempSubdirectory("liveblog-nginx-").FullName;
        // Its worker, another user, reads it.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            {{(HasNchan ? $"load_module {Module};" : "")}}
            worker_processes 1;
            daemon off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log warn;
            worker_rlimit_nofile 65536;
            events { worker_connections 32768; }
            http {
              access_log off;
              keepalive_requests 100000000;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              default_type text/html;
              open_file_cache max=10;
              server {
                listen {{address}} backlog=4096;
                root {{folder}};
                {{(HasNchan ? """
                location = /stream { nchan_subscriber eventsource; nchan_channel_id banc; nchan_subscriber_first_message newest; }
                location = /stream/send { nchan_publisher; nchan_channel_id banc; nchan_message_buffer_length 5; }
                """ : "")}}
              }
            }
            """);
        var (process, _) = await LaunchAsync(Program, ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder], address);
        return new NginxServer(process, address, folder);
    }

    public async Task SendAsync(byte[] message)
    {
        using var answer = await http.PostAsync("stream/send", new ByteArrayContent(message));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Answers <c>/page</c> with these bytes from now on.</summary>
    public Task KeepAsync(byte[] page) => File.WriteAllBytesAsync(Path.Combine(folder, "page"), page);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
