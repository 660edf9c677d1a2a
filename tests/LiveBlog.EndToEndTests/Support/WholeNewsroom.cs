using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>
/// The demo with an administrator and with something on each of the pages for people, queues and links, and beside it a LiveBlog that
/// was just started and has no account yet: so that every page there is can be opened.
/// </summary>
public sealed partial class WholeNewsroom : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private const string Chief = "chef@liveblog.example";
    private const string Careful = "prudente@liveblog.example";
    private const string Event = "conseil-otan-russie";

    private readonly string data = Directory.CreateTempSubdirectory("liveblog-new-").FullName;
    private readonly DemoNewsroom demo = new();
    private readonly Dictionary<string, string> names = [];
    private LiveBlogProcess fresh = null!;
    private string signedIn = "";

    public LiveBlogProcess LiveBlog => demo.LiveBlog;

    public async ValueTask InitializeAsync()
    {
        await demo.InitializeAsync();
        // With a mail server, which some pages have a form for; nothing is sent to it.
        fresh = await LiveBlogProcess.StartAsync(
            "--Data:Directory", data, "--Demo:Enabled", "false", "--Mail:Host", "localhost", "--Mail:Port", "9", "--Mail:From", "desk@liveblog.example",
            "--AllowedHosts", "127.0.0.1");
        names["{fresh}"] = fresh.Address;
        names["{first}"] = Secret(FirstLink().Match(fresh.Output).Value);
        await FillAsync();
    }

    /// <summary>Opens a page, signed in as an administrator where it needs that.</summary>
    public async Task<IPage> OpenAsync(string path, BrowserNewContextOptions options)
    {
        // The desk speaks the browser's language; these tests read French.
        options.Locale ??= "fr-FR";
        if (IsForPeople(path))
            options.StorageState = signedIn;
        var page = await (await demo.Browser.NewContextAsync(options)).NewPageAsync();
        if (path == "/account/second-step")
            await SignInAsync(page, Careful);
        else
            await page.GotoAsync(AddressOf(path));
        Assert.DoesNotContain("/account/sign-in?", page.Url);
        return page;
    }

    /// <summary>A page as the server sends it, before any script.</summary>
    public async Task<byte[]> BodyAsync(string path)
    {
        var page = await OpenAsync(path, new() { JavaScriptEnabled = false });
        var body = await (await page.Context.APIRequest.GetAsync(page.Url)).BodyAsync();
        await page.Context.CloseAsync();
        return body;
    }

    public async ValueTask DisposeAsync()
    {
        await fresh.DisposeAsync();
        await demo.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private static bool IsForPeople(string path) => path.StartsWith("/desk", StringComparison.Ordinal) || path is "/account" or "/account/second-factor";

    /// <summary>Where a path leads once the names in it, in braces, are filled in.</summary>
    public string AddressOf(string path)
    {
        foreach (var (name, value) in names)
            path = path.Replace(name, value);
        return path.StartsWith('/') ? LiveBlog.Address + path : path;
    }

    // What the pages then have to show.
    private async Task FillAsync()
    {
        var context = await demo.Browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await LiveBlogProcess.RunAsync(["user", "create", "--email", Chief, "--name", "Anne Roche", "--role", "admin", "--password", Password, .. demo.Settings]);
        await SignInAsync(page, Chief);
        signedIn = await context.StorageStateAsync();

        await page.GotoAsync(LiveBlog.Address + "/desk/people");
        names["{person}"] = Secret((await page.GetAttributeAsync(".who-name", "href"))!);
        await page.FillAsync("#name", "Anna");
        await page.ClickAsync("form[action*=Invite] button");
        names["{invitation}"] = Secret(await page.InputValueAsync("#handed"));
        await page.GotoAsync($"{LiveBlog.Address}/desk/{Event}/people");
        await page.FillAsync("#link-name", "Anna");
        await page.ClickAsync("form[action*=Link] button.primary");
        names["{link}"] = Secret(await page.InputValueAsync("#handed"));
        await page.GotoAsync(LiveBlog.Address + "/desk/authors");
        names["{author}"] = Secret((await page.GetAttributeAsync("main a[href^='/desk/authors/']", "href"))!);
        await page.GotoAsync($"{LiveBlog.Address}/file/{names["{link}"]}");
        await page.FillAsync("#headline", "Vu sur place");
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("#own li")).ToHaveCountAsync(1);
        await context.CloseAsync();

        var token = (await LiveBlogProcess.RunAsync(["token", "create", "--name", "Agence", .. demo.Settings])).Output.Trim();
        using var tool = LiveBlog.Tool(token);
        await PostAsync("entries", new { headline = "En préparation", status = "draft" });
        await PostAsync("entries", new { headline = "Le discours commence", status = "scheduled", dueAt = DateTimeOffset.UtcNow.AddDays(1) });
        await PostAsync("notes", new { text = "Rappeler la porte-parole." });
        await PostAsync("templates", new { name = "Vote", headline = "{{texte}} adopté", body = "Pour : {{pour}}, contre : {{contre}}." });
        await UseAppAsync();

        async Task PostAsync(string what, object body) => (await tool.PostAsJsonAsync($"/api/v1/events/{Event}/{what}", body)).EnsureSuccessStatusCode();
    }

    // Somebody whose password is not enough.
    private async Task UseAppAsync()
    {
        await LiveBlogProcess.RunAsync(["user", "create", "--email", Careful, "--password", Password, .. demo.Settings]);
        var context = await demo.Browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await SignInAsync(page, Careful);
        await page.GotoAsync(LiveBlog.Address + "/account/second-factor");
        await page.FillAsync("#code", Totp.Code(await page.Locator("code.key").InnerTextAsync()));
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator(".codes code")).ToHaveCountAsync(10);
        await context.CloseAsync();
    }

    private async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync(LiveBlog.Address + "/account/sign-in");
        await page.FillAsync("input[type=email]", email);
        await page.FillAsync("input[type=password]", Password);
        await page.ClickAsync("main form button.primary");
        await page.WaitForURLAsync(address => !address.Contains("/account/sign-in"));
    }

    private static string Secret(string address) => address[(address.LastIndexOfAny(['/', '=']) + 1)..];

    [GeneratedRegex(@"http\S+/account/first\S+")]
    private static partial Regex FirstLink();
}
