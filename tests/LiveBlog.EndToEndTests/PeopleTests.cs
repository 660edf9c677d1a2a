using System.Text;
using System.Text.RegularExpressions;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Getting in: by passkey, with a second factor, by an invitation that came by mail, by a filing link.</summary>
public sealed class PeopleTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    // Browsers know passkeys for names only, not for addresses.
    private string Site => newsroom.LiveBlog.Address.Replace("127.0.0.1", "localhost");

    [Fact]
    public async Task A_passkey_signs_in_without_address_or_password()
    {
        var page = await SignInAsync("/account");
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await page.FillAsync("#passkey-name", "Ordinateur");
        await page.ClickAsync("[data-passkey=create] [data-ask]");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("Clé d’accès ajoutée");
        await page.ClickAsync("form[action='/account/sign-out'] button");
        await page.WaitForURLAsync("**/account/sign-in**");
        // The browser offers it by itself beside the address field, and this one takes what is offered.
        await page.WaitForURLAsync("**/desk");
        await page.GotoAsync(Site + "/account");
        await page.ClickAsync("button[formaction*=Remove]");
        await Assertions.Expect(page.Locator("#note")).ToContainTextAsync("Clé d’accès retirée");
    }

    [Fact]
    public async Task After_the_password_comes_the_apps_code_or_a_recovery_code()
    {
        const string email = "totp@liveblog.example";
        await LiveBlogProcess.RunAsync(["user", "create", "--email", email, "--password", Newsroom.Password, .. newsroom.Settings]);
        var page = await SignInAsync("/account/second-factor", email);
        await Assertions.Expect(page.Locator(".qr svg")).ToBeVisibleAsync();
        var key = await page.Locator("code.key").InnerTextAsync();
        await page.FillAsync("#code", Totp.Code(key));
        await page.ClickAsync("main form button.primary");
        var recovery = await page.Locator(".codes code").AllInnerTextsAsync();
        Assert.Equal(10, recovery.Count);
        foreach (var code in new Func<string>[] { () => Totp.Code(key), () => recovery[3] })
        {
            await page.Context.ClearCookiesAsync();
            await PasswordAsync(page, "/desk", email);
            await page.WaitForURLAsync("**/account/second-step**");
            await page.FillAsync("#code", "000000");
            await page.ClickAsync("main form button.primary");
            await Assertions.Expect(page.Locator("#code-error")).ToBeVisibleAsync();
            await page.FillAsync("#code", code());
            await page.ClickAsync("main form button.primary");
            await page.WaitForURLAsync("**/desk");
        }
    }

    [Fact]
    public async Task An_invitation_goes_by_real_mail_and_opens_the_desk()
    {
        await using var mail = await MailServer.StartAsync();
        var data = Directory.CreateTempSubdirectory("liveblog-invite-").FullName;
        // LiveBlog has to trust the server's certificate; who starts with another environment, as these tests do, does not matter.
        Environment.SetEnvironmentVariable("SSL_CERT_FILE", mail.Certificate);
        try
        {
            await using var liveBlog = await LiveBlogProcess.StartAsync("--Data:Directory", data, "--Demo:Enabled", "false",
                "--Mail:Host", "localhost", "--Mail:Port", $"{mail.Port}", "--Mail:User", MailServer.User, "--Mail:Password", MailServer.Password,
                "--Mail:From", "La Rédaction <desk@liveblog.example>", "--AllowedHosts", "127.0.0.1");
            var admin = await (await newsroom.Browser.NewContextAsync(new() { Locale = "fr-FR" })).NewPageAsync();
            await admin.GotoAsync(Regex.Match(liveBlog.Output, @"http\S+/account/first\S+").Value);
            await AccountAsync(admin, "Claire Morel", "chef@liveblog.example");
            await admin.GotoAsync(liveBlog.Address + "/desk/people");
            await admin.FillAsync("#email", "anna@liveblog.example");
            await admin.ClickAsync("form[action*=Invite] button");
            await Assertions.Expect(admin.Locator(".handed")).ToContainTextAsync("envoyée à anna@liveblog.example");
            var message = Read(await mail.ReceiveAsync());
            Assert.Contains("To: anna@liveblog.example", message);
            Assert.Contains("Claire Morel vous invite", message);

            var invited = await (await newsroom.Browser.NewContextAsync(new() { Locale = "fr-FR" })).NewPageAsync();
            await invited.GotoAsync(Regex.Match(message, @"http\S+/account/join/[\w-]+").Value);
            Assert.Equal("anna@liveblog.example", await invited.InputValueAsync("#email"));
            await AccountAsync(invited, "Anna", null);
            await invited.Context.ClearCookiesAsync();
            await invited.GotoAsync(liveBlog.Address + "/account/forgot");
            await invited.FillAsync("#email", "anna@liveblog.example");
            await invited.ClickAsync("main form button");
            Assert.Contains("/account/reset?account=", Read(await mail.ReceiveAsync()));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SSL_CERT_FILE", null);
        }
    }

    [Fact]
    public async Task A_correspondent_on_a_phone_files_into_the_queue_even_when_the_line_is_cut()
    {
        var slug = await newsroom.CreateEventAsync();
        var editor = await newsroom.EditorAsync($"/desk/{slug}/people");
        await editor.FillAsync("#link-name", "Anna");
        await editor.ClickAsync("form[action*=Link] button.primary");
        var link = await editor.InputValueAsync("#handed");

        var phone = await newsroom.Browser.NewContextAsync(new() { Locale = "fr-FR", ViewportSize = new() { Width = 360, Height = 800 } });
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await page.FillAsync("#headline", "Vu sur place");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync("Vu sur place");
        await phone.SetOfflineAsync(true);
        await page.ClickAsync("main form button.primary");
        await Assertions.Expect(page.Locator("[data-queue]")).ToContainTextAsync("Vu sur place");
        await phone.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#own li")).ToContainTextAsync("En attente");
        var entries = await newsroom.Tool.GetStringAsync($"/live/{slug}");
        Assert.DoesNotContain("Vu sur place", entries);

        await editor.GotoAsync($"{newsroom.LiveBlog.Address}/desk/{slug}?status=submitted");
        await Assertions.Expect(editor.Locator("main")).ToContainTextAsync("Vu sur place");
    }

    private async Task<IPage> SignInAsync(string path, string email = Newsroom.Email)
    {
        var page = await (await newsroom.Browser.NewContextAsync(new() { Locale = "fr-FR" })).NewPageAsync();
        await PasswordAsync(page, path, email);
        await page.WaitForURLAsync("**" + path);
        return page;
    }

    private async Task PasswordAsync(IPage page, string path, string email)
    {
        await page.GotoAsync($"{Site}/account/sign-in?returnUrl={path}");
        await page.FillAsync("input[type=email]", email);
        await page.FillAsync("input[type=password]", Newsroom.Password);
        await page.ClickAsync("main form button.primary");
    }

    private static async Task AccountAsync(IPage page, string name, string? email)
    {
        await page.FillAsync("#name", name);
        if (email is not null)
            await page.FillAsync("#email", email);
        await page.FillAsync("#password", Newsroom.Password);
        await page.ClickAsync("main form button.primary");
        await page.WaitForURLAsync("**/desk");
    }

    // The headers as they came and the text as people read it: mail carries it in base64 or quoted-printable (RFC 2045), in UTF-8.
    private static string Read(string message)
    {
        var parts = message.ReplaceLineEndings("\n").Split("\n\n", 2);
        if (parts[0].Contains("base64", StringComparison.OrdinalIgnoreCase))
            return parts[0] + "\n" + Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]));
        return parts[0] + "\n" + Regex.Replace(parts[1].Replace("=\n", ""), "(=[0-9A-F]{2})+",
            run => Encoding.UTF8.GetString(Convert.FromHexString(run.Value.Replace("=", ""))));
    }
}
