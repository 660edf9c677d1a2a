using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A running LiveBlog on SQLite with an account, a token and a browser: shared by the tests of one class.</summary>
public sealed class Newsroom : IAsyncLifetime
{
    public const string Email = "editor@liveblog.example";
    public const string Password = "correct horse battery";

    // A folder with the account and the token, made once by the program's own commands and copied by each newsroom.
    private static readonly Lazy<Task<(string Folder, string Token)>> Prepared = new(PrepareAsync);

    private readonly string data = Directory.CreateTempSubdirectory("liveblog-e2e-").FullName;
    private IPlaywright playwright = null!;

    /// <summary>What its commands need to work on the same data.</summary>
    public string[] Settings => On(data);

    public LiveBlogProcess LiveBlog { get; private set; } = null!;

    public HttpClient Tool { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var (folder, token) = await Prepared.Value;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        LiveBlog = await LiveBlogProcess.StartAsync(Settings);
        Tool = LiveBlog.Tool(token);
        playwright = await Playwright.CreateAsync();
        Browser = await LaunchAsync(playwright);
    }

    private static string[] On(string folder) => ["--Data:Directory", folder, "--Demo:Enabled", "false", "--Desk:UndoSeconds", "0"];

    // It goes with the temporary folder.
    private static async Task<(string Folder, string Token)> PrepareAsync()
    {
        var folder = Directory.CreateTempSubdirectory("liveblog-e2e-prepared-").FullName;
        await LiveBlogProcess.RunAsync(["user", "create", "--email", Email, "--name", "Claire Morel", "--password", Password, .. On(folder)]);
        return (folder, (await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. On(folder)])).Output.Trim());
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        // What is expected to happen at once may take its time on a busy machine.
        Assertions.SetDefaultExpectTimeout(30_000);
        return playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("LIVEBLOG_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Ends LiveBlog as a power cut would; <see cref="ReturnAsync"/> brings it back where it was.</summary>
    public Task KillAsync() => LiveBlog.KillAsync();

    /// <summary>Starts LiveBlog again at the same address, on what it had stored.</summary>
    public async Task ReturnAsync() => LiveBlog = await LiveBlogProcess.StartAsync([.. Settings, "--urls", LiveBlog.Address]);

    /// <summary>A new live event; answers its slug.</summary>
    public async Task<string> CreateEventAsync(string title = "Une journée en continu")
    {
        var made = await Tool.PostAsJsonAsync("/api/v1/events", new { slug = $"e-{Guid.NewGuid():n}", title, timeZone = "Europe/Brussels" });
        return (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("slug").GetString()!;
    }

    /// <summary>Posts an entry; answers its id.</summary>
    public async Task<string> PostAsync(string slug, string headline, DateTimeOffset? at = null, string? body = null)
    {
        var posted = await Tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { headline, body, publishedAt = at });
        return (await posted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Posts an entry as the API takes it.</summary>
    public async Task FileAsync(string slug, object entry) =>
        (await Tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", entry)).EnsureSuccessStatusCode();

    public async Task EditAsync(string slug, string id, object edit) =>
        (await Tool.PutAsJsonAsync($"/api/v1/events/{slug}/entries/{id}", edit)).EnsureSuccessStatusCode();

    public async Task WithdrawAsync(string slug, string id) =>
        (await Tool.DeleteAsync($"/api/v1/events/{slug}/entries/{id}")).EnsureSuccessStatusCode();

    public async Task PatchAsync(string slug, object edit) =>
        (await Tool.PatchAsJsonAsync($"/api/v1/events/{slug}", edit)).EnsureSuccessStatusCode();

    /// <summary>A reader of their own: nothing remembered, nothing shared.</summary>
    public async Task<IPage> ReaderAsync(string path, string? address = null, BrowserNewContextOptions? options = null)
    {
        var context = await Browser.NewContextAsync(options ?? new());
        // Texts are written as Markdown, in the textarea itself, unless a test asks for the rich editor.
        await context.AddInitScriptAsync("try { localStorage['liveblog.text'] ??= 'markdown' } catch {}");
        var page = await context.NewPageAsync();
        await page.GotoAsync((address ?? LiveBlog.Address) + path);
        return page;
    }

    /// <summary>An editor, signed in at the desk, which speaks the browser's language: French by default.</summary>
    public async Task<IPage> EditorAsync(string path, BrowserNewContextOptions? options = null, string email = Email)
    {
        options ??= new();
        options.Locale ??= "fr-FR";
        var page = await ReaderAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(path), options: options);
        await page.FillAsync("input[type=email]", email);
        await page.FillAsync("input[type=password]", Password);
        await page.ClickAsync("main form button.primary");
        await page.WaitForURLAsync("**" + path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        await LiveBlog.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
