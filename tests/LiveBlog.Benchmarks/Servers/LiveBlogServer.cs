using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>LiveBlog as it is deployed: published, in Production, on a database and a folder of its own.</summary>
internal sealed class LiveBlogServer : ServerProcess
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    private readonly string data;
    private readonly HttpClient tool;

    private LiveBlogServer(Process process, IPEndPoint address, string data, string token) : base("LiveBlog", process, address)
    {
        this.data = data;
        tool = new HttpClient { BaseAddress = Root, Timeout = TimeSpan.FromMinutes(2) };
        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The event that everybody follows.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Starts it with one live event that has fifty entries.</summary>
    /// <param name="settings">As on the command line, beside the usual.</param>
    public static async Task<LiveBlogServer> StartAsync(params string[] settings)
    {
        var program = Path.Combine(await Published.Value, "LiveBlog.Web.dll");
        var data = Directory.CreateTempSubdirectory("liveblog-benchmark-").FullName;
        string[] common = ["--Data:Directory", data, "--Demo:Enabled", "false", "--Serilog:MinimumLevel:Default", "Warning", .. settings];
        var token = await RunAsync(program, ["token", "create", "--name", "Agence", .. common]);
        var address = Ports.Free();
        var (process, _) = await LaunchAsync("dotnet", [program, "run", .. common, "--urls", $"http://{address}"], address);
        var server = new LiveBlogServer(process, address, data, token.Trim());
        await server.CreateEventAsync();
        return server;
    }

    /// <summary>Posts an entry of about a kilobyte that carries the mark.</summary>
    public async Task PostAsync(string mark)
    {
        using var answer = await tool.PostAsJsonAsync($"api/v1/events/{Slug}/entries", new { body = $"{mark} {Filler}" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Where a page of the event loaded now is.</summary>
    public async Task<(string Epoch, long Revision)> PositionAsync()
    {
        var page = await tool.GetStringAsync($"live/{Slug}");
        return (Regex.Match(page, "data-epoch=\"([^\"]+)\"").Groups[1].Value, long.Parse(Regex.Match(page, "id=\"entries\".*?data-revision=\"(\\d+)\"", RegexOptions.Singleline).Groups[1].Value));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        tool.Dispose();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Text that makes an entry's message about a kilobyte long.</summary>
    private const string Filler = "Les délégations se retrouvent à quinze heures ; la séance doit durer jusqu’au soir, et une déclaration est attendue ensuite.";

    private async Task CreateEventAsync()
    {
        Slug = "banc";
        using var made = await tool.PostAsJsonAsync("api/v1/events", new { slug = Slug, title = "Le banc d’essai", timeZone = "Europe/Brussels" });
        made.EnsureSuccessStatusCode();
        for (var i = 0; i < 50; i++)
            await PostAsync($"Avant {i}.");
    }

    private static async Task<string> PublishAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LiveBlog.sln")))
            root = root.Parent ?? throw new InvalidOperationException("Run the benchmark from LiveBlog's own folder.");
        var folder = Path.Combine(root.FullName, "tests", "LiveBlog.Benchmarks", "obj", "published");
        await RunAsync("publish", [Path.Combine(root.FullName, "src", "LiveBlog.Web"), "-c", "Release", "-o", folder, "-v", "quiet"]);
        return folder;
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {program} ended with {process.ExitCode}:\n{output}");
    }
}
