using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Starting: what a newcomer sees, and what is said when something is wrong.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task The_demo_moves_by_itself_and_its_account_may_sign_in()
    {
        await using var demo = new DemoNewsroom();
        await ((IAsyncLifetime)demo).InitializeAsync();
        Assert.Contains("/live/otan-russie-rejoue", demo.LiveBlog.Output);
        Assert.Contains("demo@liveblog.example", demo.LiveBlog.Output);
        var reader = await demo.OpenAsync("/live/otan-russie-rejoue", new());
        var before = (await reader.HeadlinesAsync()).Length;
        await reader.WaitForFunctionAsync($"() => document.querySelectorAll('#entries > article.entry').length > {before + 1}");
        var desk = await demo.OpenAsync("/desk", new());
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Conseil Otan-Russie");
    }

    [Fact]
    public async Task From_its_source_it_starts_with_its_styles_and_scripts()
    {
        await using var liveBlog = await LiveBlogProcess.StartFromSourceAsync("--Data:Directory", Temporary());
        var files = Regex.Matches(await liveBlog.Http.GetStringAsync("/"), "(?:href|src)=\"(/dist/[^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
            Assert.Equal(HttpStatusCode.OK, (await liveBlog.Http.GetAsync(file)).StatusCode);
    }

    [Fact]
    public async Task Where_the_demo_is_off_its_account_may_not_sign_in_and_nothing_is_posted()
    {
        var data = Directory.CreateTempSubdirectory("liveblog-off-").FullName;
        await using (var on = await LiveBlogProcess.StartAsync("--Data:Directory", data))
            Assert.Contains("Live demo", on.Output);
        await using var off = await LiveBlogProcess.StartAsync("--Data:Directory", data, "--Demo:Enabled", "false");
        Assert.DoesNotContain("Live demo", off.Output);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Newsroom.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(off.Address + "/account/sign-in");
        await page.FillAsync("input[type=email]", "demo@liveblog.example");
        await page.FillAsync("input[type=password]", "direct-en-continu");
        await page.ClickAsync("main form button.primary");
        Assert.Contains("/account/sign-in", page.Url);
        await Assertions.Expect(page.Locator("[role=alert], .error, .validation-summary-errors").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task In_Production_an_editor_can_sign_in_over_https_or_on_localhost()
    {
        string[] settings = ["--Data:Directory", Temporary(), "--environment", "Production"];
        await LiveBlogProcess.RunAsync(["user", "create", "--email", Newsroom.Email, "--password", Newsroom.Password, .. settings[..2]]);
        await using var liveBlog = await LiveBlogProcess.StartAsync(settings);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Newsroom.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(liveBlog.Address.Replace("127.0.0.1", "localhost") + "/account/sign-in?returnUrl=/desk");
        await page.FillAsync("input[type=email]", Newsroom.Email);
        await page.FillAsync("input[type=password]", Newsroom.Password);
        await page.ClickAsync("main form button.primary");
        await page.WaitForURLAsync("**/desk");
        Assert.All(await page.Context.CookiesAsync(), cookie => Assert.True(cookie.Secure && cookie.Name.StartsWith("__Host-")));
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await SaysAsync("--urls http://localhost:5081", "run", "--urls", $"http://127.0.0.1:{port}", "--Data:Directory", Temporary());
    }

    [Fact]
    public Task A_folder_that_cannot_be_written_is_told_in_one_sentence() =>
        // No folder can be made below a file, whoever asks.
        SaysAsync("name another folder with Data:Directory", "run", "--Data:Directory", Path.Combine(Repository.Root, "LiveBlog.sln", "data"));

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=3", "can't reach PostgreSQL")]
    [InlineData("Hots=127.0.0.1", "The connection string is wrong")]
    [InlineData("", "no connection string is set")]
    public Task A_wrong_connection_string_is_told_in_one_sentence(string connection, string says) => SaysAsync(
        says, "run", "--Database:Provider", "PostgreSql", $"--ConnectionStrings:LiveBlog={connection}", "--Data:Directory", Temporary());

    [Fact]
    public async Task A_wrong_password_is_told_in_one_sentence()
    {
        var server = Regex.Replace(Repository.PostgreSql, "Username=[^;]+", "Username=nobody_knows");
        await SaysAsync("PostgreSQL refuses the connection", "run", "--Database:Provider", "PostgreSql", "--ConnectionStrings:LiveBlog", server, "--Data:Directory", Temporary());
    }

    [Theory]
    [InlineData("--Database:Provider", "Oracle", "set it to Sqlite or PostgreSql")]
    [InlineData("--Logging:Format", "xml", "set it to text or json")]
    [InlineData("--Mail:Host", "localhost", "AllowedHosts must name this site's hosts")]
    public Task A_setting_that_is_none_is_told_in_one_sentence(string name, string value, string says) =>
        SaysAsync(says, "run", name, value, "--Data:Directory", Temporary());

    [Fact]
    public async Task A_missing_Node_is_told_in_one_sentence()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        // A PATH with the SDK on it and nothing else.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("d=$(readlink -f \"$(command -v dotnet)\"); p=$(mktemp -d); ln -s \"$d\" $p/dotnet; ln -s /bin/sh $p/sh; PATH=$p DOTNET_ROOT=$(dirname \"$d\") \"$d\" msbuild src/LiveBlog.Web -t:FindNode -nologo; rm -r $p");
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.Contains("install Node.js from https://nodejs.org", said);
    }

    [Fact]
    public async Task Requests_are_logged_as_one_line_each_as_text_or_as_JSON()
    {
        await using var text = await LiveBlogProcess.StartAsync("--Data:Directory", Temporary(), "--Demo:Enabled", "false");
        await text.Http.GetAsync("/nothing?secret=1");
        await UntilAsync(() => text.Output.Contains("GET /nothing 404 in"));
        Assert.DoesNotContain("secret", text.Output);
        await using var json = await LiveBlogProcess.StartAsync("--Data:Directory", Temporary(), "--Demo:Enabled", "false", "--Logging:Format", "json");
        await json.Http.GetAsync("/nothing");
        await UntilAsync(() => json.Output.Contains("\"Path\":\"/nothing\"") && json.Output.Contains("\"Status\":404"));
    }

    [Fact]
    public async Task Real_coverage_is_imported_once_however_often_it_is_read()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "real", "conseil-otan-russie-2022-01-12.jsonld");
        Assert.SkipUnless(File.Exists(file), $"The real coverage is not here: {file}.");
        string[] settings = ["--time-zone", "Europe/Brussels", "--Data:Directory", Temporary(), "--Demo:Enabled", "false"];
        Assert.Contains("20 new, 0 updated, 0 unchanged, 0 skipped", (await LiveBlogProcess.RunAsync(["import", file, .. settings])).Output);
        Assert.Contains("0 new, 0 updated, 20 unchanged, 0 skipped", (await LiveBlogProcess.RunAsync(["import", file, .. settings])).Output);
        await using var liveBlog = await LiveBlogProcess.StartAsync(settings[2..]);
        var home = await liveBlog.Http.GetStringAsync("/");
        var path = Regex.Match(home, "/live/[^\"?#]+").Value;
        var newest = Times(await liveBlog.Http.GetStringAsync(path));
        Assert.Equal(20, newest.Count);
        Assert.Equal(("2022-01-12T21:32:00+01:00", "2022-01-12T14:38:00+01:00"), (newest[0], newest[^1]));
        var page = await liveBlog.Http.GetStringAsync(path + "?order=oldest");
        Assert.Equal(newest.AsEnumerable().Reverse(), Times(page));
        Assert.Contains("Garanties de sécurité", page);
        Assert.Single(Regex.Matches(page, "class=\"card\""));

        static List<string> Times(string html) =>
            [.. Regex.Matches(html, "<article id=\"e-.*?<time class=\"at\" datetime=\"([^\"]+)\"", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
    }

    [Theory]
    [InlineData("broken.jsonld", "{ \"@type\": \"LiveBlogPosting\", ", "line 1")]
    [InlineData("other.jsonld", "{ \"@type\": \"NewsArticle\", \"headline\": \"Autre\" }", "NewsArticle")]
    public async Task A_file_that_cannot_be_imported_is_told_in_one_sentence(string name, string content, string says)
    {
        var file = Path.Combine(Temporary(), name);
        await File.WriteAllTextAsync(file, content);
        await SaysAsync(says, "import", file, "--Data:Directory", Temporary());
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("import", "some.jsonld", "--timezone", "Europe/Brussels")]
    [InlineData("token", "remove", "--name", "x")]
    public async Task A_command_or_option_that_is_none_is_refused_before_anything_is_done(params string[] words)
    {
        var (exitCode, output, error) = await LiveBlogProcess.RunAsync([.. words, "--Data:Directory", Temporary()]);
        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("Stop with Ctrl+C", output);
        Assert.Contains(words.Contains("--timezone") ? "--timezone" : words[Math.Min(1, words.Length - 1)], error);
    }

    [Fact]
    public async Task Where_nothing_more_fits_on_the_disk_of_its_log_it_starts_and_serves_all_the_same()
    {
        var address = $"http://127.0.0.1:{Nodes.FreePort()}";
        using var process = Process.Start(LiveBlogProcess.DescribeWithLog(["run", "--Data:Directory", Temporary(), "--urls", address], "/dev/full"))!;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        try
        {
            for (var tries = 0; !await AnswersAsync(); tries++)
            {
                Assert.True(tries < 600 && !process.HasExited, "It does not serve.");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
            // Long enough for whatever it says after its first answer.
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
            Assert.False(process.HasExited, "It has ended.");
            Assert.True(await AnswersAsync());
        }
        finally
        {
            process.Kill();
        }

        async Task<bool> AnswersAsync()
        {
            try
            {
                using var answer = await http.GetAsync("/", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    private static async Task SaysAsync(string says, params string[] arguments)
    {
        var (exitCode, _, error) = await LiveBlogProcess.RunAsync([.. arguments, "--Demo:Enabled", "false"]);
        Assert.Equal(1, exitCode);
        Assert.Contains(says, error);
        Assert.DoesNotContain("   at ", error);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 50 && !holds(); i++)
            await Task.Delay(100);
        Assert.True(holds());
    }

    private static string Temporary() => Directory.CreateTempSubdirectory("liveblog-start-").FullName;
}
