using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>LiveBlog as a newcomer starts it, with the demo, and a browser.</summary>
public sealed class DemoNewsroom : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("liveblog-demo-").FullName;
    private IPlaywright playwright = null!;

    /// <summary>What its commands need to work on the same data.</summary>
    public string[] Settings => ["--Data:Directory", data, "--Demo:EverySeconds", "2"];

    public LiveBlogProcess LiveBlog { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        LiveBlog = await LiveBlogProcess.StartAsync(Settings);
        playwright = await Playwright.CreateAsync();
        Browser = await Newsroom.LaunchAsync(playwright);
    }

    /// <summary>Opens a page, signed in with the demo's account where the desk asks for it.</summary>
    public async Task<IPage> OpenAsync(string path, BrowserNewContextOptions options)
    {
        // The desk speaks the browser's language; these tests read French.
        options.Locale ??= "fr-FR";
        var page = await (await Browser.NewContextAsync(options)).NewPageAsync();
        await page.GotoAsync(LiveBlog.Address + path);
        if (!path.StartsWith("/account") && page.Url.Contains("/account/sign-in"))
        {
            await page.FillAsync("input[type=email]", "demo@liveblog.example");
            await page.FillAsync("input[type=password]", "direct-en-continu");
            await page.ClickAsync("main form button.primary");
            await page.WaitForURLAsync("**" + path);
        }
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
