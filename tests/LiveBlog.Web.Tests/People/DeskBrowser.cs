using System.Net;
using System.Text.RegularExpressions;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.People;

/// <summary>A browser without script, which sends forms with the token their page carries.</summary>
public sealed partial class DeskBrowser(LiveBlogApp app)
{
    public const string Password = "correct horse battery";

    public HttpClient Http { get; } = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A browser in which a new account of that role is signed in; answers the account too.</summary>
    public static async Task<(DeskBrowser Browser, User User)> SignedInAsync(LiveBlogApp app, Role role, string name = "claire")
    {
        var user = await AccountAsync(app, role, name);
        var browser = new DeskBrowser(app);
        await browser.SignInAsync(user.Email!);
        return (browser, user);
    }

    public static async Task<User> AccountAsync(LiveBlogApp app, Role role, string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var user = new User { Id = Guid.CreateVersion7(), UserName = $"{name}@example.org", Email = $"{name}@example.org", DisplayName = name, Role = role };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        return user;
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = Password) =>
        SendAsync("/account/sign-in", "/account/sign-in", ("Email", email), ("Password", password));

    public async Task<HttpResponseMessage> SendAsync(string page, string address, params (string, string)[] fields)
    {
        var token = Token().Match(await (await Http.GetAsync(page)).Content.ReadAsStringAsync()).Groups[1].Value;
        return await Http.PostAsync(address, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    public async Task<HttpStatusCode> StatusAsync(string address) => (await Http.GetAsync(address)).StatusCode;

    /// <summary>Where a link leads that is shown once.</summary>
    public static async Task<string> HandedAsync(HttpResponseMessage answer) =>
        new Uri(Handed().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value).PathAndQuery;

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""id="handed"[^>]* value="([^"]+)""")]
    private static partial Regex Handed();
}
