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
    private readonly string[] settings;
    private readonly HttpClient tool;

    private LiveBlogServer(Process process, IReadOnlyList<string> output, IPEndPoint address, string data, string[] settings, string token)
        : base("LiveBlog", process, address)
    {
        (this.data, this.settings, Token, Output) = (data, settings, token, output);
        tool = Tool(Root, token);
    }

    /// <summary>The event that everybody follows.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>What a tool of the newsroom shows.</summary>
    public string Token { get; }

    /// <summary>What it has printed.</summary>
    public IReadOnlyList<string> Output { get; }

    /// <summary>Starts it with one live event that has fifty entries.</summary>
    /// <param name="settings">As on the command line, beside the usual.</param>
    public static Task<LiveBlogServer> StartAsync(params string[] settings) => StartAsync(Core, [], settings);

    /// <summary>The same on other cores, with settings of the runtime.</summary>
    public static async Task<LiveBlogServer> StartAsync(string cores, Dictionary<string, string> environment, params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("liveblog-benchmark-").FullName;
        string[] usual = ["--Data:Directory", data, "--Demo:Enabled", "false", "--Serilog:MinimumLevel:Default", "Warning"];
        string[] all = [.. usual, .. settings];
        // Its last line: before it may stand what it logs.
        var token = (await RunAsync(await ProgramAsync(), ["token", "create", "--name", "Agence", .. all])).Trim().Split('\n')[^1];
        var server = await LaunchAsync(Ports.Free(), data, all, token, cores, environment);
        await server.CreateEventAsync();
        return server;
    }

    /// <summary>The same on the same data at the same address, after its end.</summary>
    public Task<LiveBlogServer> AgainAsync() => AgainAsync([]);

    /// <summary>The same again, as it starts where it is deployed: what is called often is compiled anew later, when there is time.</summary>
    public Task<LiveBlogServer> DeployAgainAsync() => AgainAsync(new() { [CompileAtOnce] = "100" });

    private async Task<LiveBlogServer> AgainAsync(Dictionary<string, string> environment)
    {
        var server = await LaunchAsync(Address, data, settings, Token, environment: environment);
        server.Slug = Slug;
        return server;
    }

    private static async Task<LiveBlogServer> LaunchAsync(
        IPEndPoint address, string data, string[] settings, string token, string cores = Core, Dictionary<string, string>? environment = null)
    {
        var (process, output) = await LaunchAsync("dotnet", [await ProgramAsync(), "run", .. settings, "--urls", $"http://{address}"], address, environment, cores);
        return new LiveBlogServer(process, output, address, data, settings, token);
    }

    private static async Task<string> ProgramAsync() => Path.Combine(await Published.Value, "LiveBlog.Web.dll");

    /// <summary>Runs a command of the program on the same data.</summary>
    public async Task RunAsync(params string[] command) => await RunAsync(await ProgramAsync(), [.. command, .. settings]);

    /// <summary>Asks as a tool of the newsroom.</summary>
    public async Task<string> AskAsync(string address) => await tool.GetStringAsync(address);

    /// <summary>Changes the event's title.</summary>
    public async Task RenameAsync(string title)
    {
        using var answer = await tool.PatchAsJsonAsync($"api/v1/events/{Slug}", new { title });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Posts an entry of about a kilobyte that carries the mark.</summary>
    public Task<Posted> PostAsync(string mark) => PostAsync(tool, Slug, mark);

    /// <summary>The same from another process.</summary>
    public static Task<Posted> PostAsync(HttpClient tool, string slug, string mark) =>
        EntryAsync(tool.PostAsJsonAsync($"api/v1/events/{slug}/entries", new { body = $"{mark} {Filler}" }));

    /// <summary>A tool of the newsroom.</summary>
    public static HttpClient Tool(Uri root, string token)
    {
        var tool = new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromMinutes(2) };
        tool.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return tool;
    }

    /// <summary>Gives an entry another text.</summary>
    public Task<Posted> EditAsync(Posted entry, string mark) =>
        EntryAsync(tool.PutAsJsonAsync($"api/v1/events/{Slug}/entries/{entry.Id}", new { entry.Version, body = $"{mark} {Filler}" }));

    /// <summary>Takes an entry back.</summary>
    public Task<Posted> WithdrawAsync(Posted entry) => EntryAsync(tool.DeleteAsync($"api/v1/events/{Slug}/entries/{entry.Id}"));

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
        if (Directory.Exists(data))
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

    private static async Task<Posted> EntryAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Posted>())!;
    }

    private static async Task<string> PublishAsync()
    {
        var folder = Path.Combine(Repository.Root, "tests", "LiveBlog.Benchmarks", "obj", "published");
        await RunAsync("publish", [Path.Combine(Repository.Root, "src", "LiveBlog.Web"), "-c", "Release", "--use-current-runtime", "-o", folder, "-v", "quiet"]);
        return folder;
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {program} ended with {process.ExitCode}:\n{output}");
    }

    /// <summary>An entry as the API answers it, as far as it is needed here.</summary>
    /// <param name="Id">The entry.</param>
    /// <param name="Revision">The event's revision that it got.</param>
    /// <param name="Version">Its version, which an edit starts from.</param>
    internal sealed record Posted(Guid Id, long Revision, int Version);
}
