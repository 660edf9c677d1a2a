using System.Text.RegularExpressions;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>Which language the desk speaks, and to whom.</summary>
public sealed partial class DeskLanguageTests
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_in_the_language_chosen_or_the_browsers_or_the_sites()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        Assert.Equal("fr", await LanguageAsync(app, "", ""));
        Assert.Equal("en", await LanguageAsync(app, "", "en-GB, fr;q=0.5"));
        Assert.Equal("es", await LanguageAsync(app, "", "de, ru;q=0.2, es-MX;q=0.7"));
        Assert.Equal("fr", await LanguageAsync(app, "", "de, ru;q=0"));
        Assert.Equal("ru", await LanguageAsync(app, "?lang=ru", "en"));
        Assert.Equal("en", await LanguageAsync(app, "?lang=xx", "en"));
    }

    [Fact]
    public async Task A_text_sent_after_the_sign_in_ran_out_is_kept_in_the_browsers_language()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/desk/new") { Content = new FormUrlEncodedContent([new("Event.Title", "Título")]) };
        form.Headers.Add("Accept-Language", "es");
        var page = await (await app.Client.SendAsync(form)).Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"es\">", page);
        Assert.Contains("Su sesión ha terminado", page);
    }

    [Fact]
    public async Task The_language_an_account_chose_goes_before_the_browsers_here_and_at_the_next_sign_in()
    {
        const string Email = "claire@example.org", Password = "correct horse battery";
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var user = new User { UserName = Email, Email = Email, DisplayName = "Claire", Role = Role.Editor };
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        }
        var here = await SignInAsync(app.CreateClient());
        // Chosen on the way in, it is kept where the account has none.
        Assert.Contains("<html lang=\"en\">", await here.GetStringAsync("/desk"));
        Assert.Contains("<html lang=\"es\">", await (await SignInAsync(app.CreateClient(), "?lang=es")).GetStringAsync("/desk"));
        await SendAsync(here, "/desk", "/account/language", new KeyValuePair<string, string>("language", "en"));
        Assert.Contains("<html lang=\"en\">", await here.GetStringAsync("/desk"));
        var back = await SendAsync(here, "/desk", "/account/language", new("language", "ru"), new("returnUrl", "/desk/new"));
        Assert.Equal("/desk/new", back.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("<html lang=\"ru\">", await back.Content.ReadAsStringAsync());
        Assert.Contains("<html lang=\"ru\" ", await (await here.GetAsync("/desk/no-such-event")).Content.ReadAsStringAsync());
        Assert.Contains("<html lang=\"ru\">", await (await SignInAsync(app.CreateClient())).GetStringAsync("/desk"));
        // Neither another language nor another site.
        back = await SendAsync(here, "/desk", "/account/language", new("language", "xx"), new("returnUrl", "https://example.com/"));
        Assert.Equal("/desk", back.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("<html lang=\"ru\">", await back.Content.ReadAsStringAsync());

        async Task<HttpClient> SignInAsync(HttpClient browser, string query = "")
        {
            browser.DefaultRequestHeaders.Add("Accept-Language", "en");
            await SendAsync(browser, "/account/sign-in", "/account/sign-in" + query, new("Email", Email), new("Password", Password));
            return browser;
        }
    }

    [Fact]
    public async Task After_a_wrong_password_the_languages_still_lead_to_where_one_wanted_to_go()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var browser = new DeskBrowser(app);
        var form = await browser.OpenAsync("/account/sign-in?returnUrl=%2Fdesk%2Fnew&lang=en");
        var again = await browser.SendAsync(form, "form:has([name='Password'])", new() { ["Email"] = "claire@example.org", ["Password"] = "wrong" });
        Assert.Equal(400, browser.Status);
        var links = again.QuerySelectorAll(".languages a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(4, links.Count);
        Assert.All(links, link => Assert.Contains("returnUrl=%2Fdesk%2Fnew", link));
    }

    [Fact]
    public async Task Readers_pages_do_not_mind_the_browsers_language()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/");
        asked.Headers.Add("Accept-Language", "ru");
        Assert.Contains("<html lang=\"fr\"", await (await app.Client.SendAsync(asked)).Content.ReadAsStringAsync());
    }

    private static async Task<string> LanguageAsync(LiveBlogApp app, string query, string accepted)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in" + query);
        asked.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        var page = await (await app.Client.SendAsync(asked)).Content.ReadAsStringAsync();
        var language = page[(page.IndexOf("lang=\"", StringComparison.Ordinal) + 6)..][..2];
        string title = language switch { "en" => "Sign in to the newsroom", "es" => "Acceso a la redacción", "ru" => "Вход в редакцию", _ => "Connexion à la rédaction" };
        Assert.Contains($"<h1>{title}</h1>", page);
        return language;
    }

    // With the token that the page carries.
    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string address, params KeyValuePair<string, string>[] fields)
    {
        var token = Token().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return await browser.PostAsync(address, new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]));
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]+)""")]
    private static partial Regex Token();
}
