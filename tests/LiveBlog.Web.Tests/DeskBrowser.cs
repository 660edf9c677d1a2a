using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests;

/// <summary>A browser without script: sends forms as they stand, with the token and the cookies that pages gave.</summary>
public sealed partial class DeskBrowser
{
    public const string Password = "correct horse battery";

    private readonly LiveBlogApp app;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient following;

    /// <summary>Nobody is signed in.</summary>
    public DeskBrowser(LiveBlogApp app)
    {
        this.app = app;
        Http = app.CreateDefaultClient(app.ClientOptions.BaseAddress, new CookieContainerHandler(cookies));
        following = app.CreateDefaultClient(app.ClientOptions.BaseAddress, new RedirectHandler(), new CookieContainerHandler(cookies));
    }

    /// <summary>Asks without following redirects.</summary>
    public HttpClient Http { get; }

    /// <summary>What it sends of its cookies.</summary>
    public string Cookies => cookies.GetCookieHeader(app.ClientOptions.BaseAddress);

    /// <summary>Whose browser it is.</summary>
    public User Account { get; private set; } = null!;

    /// <summary>The status of the page last opened.</summary>
    public int Status { get; private set; }

    /// <summary>The address of the page last opened, after redirects.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Makes an account and signs in with it by the form.</summary>
    /// <param name="app">The program.</param>
    /// <param name="role">Their role for the whole site.</param>
    /// <param name="name">Their name.</param>
    /// <param name="inEvent">An event in which they have another role.</param>
    /// <param name="roleThere">That role.</param>
    public static async Task<DeskBrowser> SignInAsync(
        LiveBlogApp app, Role role = Role.Editor, string name = "Claire", string? inEvent = null, Role roleThere = Role.Guest)
    {
        var browser = new DeskBrowser(app) { Account = await AccountAsync(app, role, name) };
        if (inEvent is not null)
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
            var eventId = (await db.Events.SingleAsync(e => e.Slug == inEvent)).Id;
            db.EventMembers.Add(new EventMember { EventId = eventId, UserId = browser.Account.Id, Role = roleThere });
            await db.SaveChangesAsync();
        }
        await browser.SignInAsync(browser.Account.Email!);
        Assert.NotNull(browser.cookies.GetAllCookies()["liveblog"]);
        return browser;
    }

    /// <summary>Makes an account, with which nobody is signed in yet.</summary>
    public static async Task<User> AccountAsync(LiveBlogApp app, Role role, string name)
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        await using var scope = app.Services.CreateAsyncScope();
        var user = new User { Id = Guid.CreateVersion7(), UserName = email, Email = email, DisplayName = name, Role = role };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        return user;
    }

    /// <summary>Sends the sign-in form.</summary>
    public Task<HttpResponseMessage> SignInAsync(string email, string password = Password) =>
        SendAsync("/account/sign-in", "/account/sign-in", ("Email", email), ("Password", password));

    /// <summary>Sends fields with the token of the page that holds their form.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string address, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await (await Http.GetAsync(page)).Content.ReadAsStringAsync());
        Assert.True(token.Success, $"{page} has no form.");
        return await Http.PostAsync(address, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token.Groups[1].Value)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    public async Task<HttpStatusCode> StatusAsync(string address) => (await Http.GetAsync(address)).StatusCode;

    /// <summary>Opens a page, wherever it leads.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address) => await ReadAsync(await following.GetAsync(address), address);

    /// <summary>Sends a form of a page with what it holds, some fields filled otherwise; a button is a field too.</summary>
    public async Task<IHtmlDocument> SendAsync(IHtmlDocument page, string form, Dictionary<string, string> fields)
    {
        var sent = (IHtmlFormElement)page.QuerySelector(form)!;
        var content = new MultipartFormDataContent();
        var held = new Dictionary<string, string>();
        foreach (var element in sent.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => (null, ""),
                IHtmlInputElement { Type: "file" } => (null, ""),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement text => (text.Name, text.Value),
                IHtmlSelectElement select => (select.Name, select.Value ?? ""),
                _ => (null, ""),
            };
            if (name is not null)
                held[name] = value;
        }
        foreach (var (name, value) in fields)
            held[name] = value;
        foreach (var (name, value) in held)
            content.Add(new StringContent(value), name);
        var target = sent.GetAttribute("action") is { Length: > 0 } action ? action : Address;
        return await ReadAsync(await following.PostAsync(target, content), target);
    }

    /// <summary>Connects to the desk's hub.</summary>
    public Task<DeskLine> ConnectAsync(string? origin = null) => DeskLine.ConnectAsync(app, cookies.GetCookieHeader(app.ClientOptions.BaseAddress), origin);

    /// <summary>Where a link leads that is shown once.</summary>
    public static async Task<string> HandedAsync(HttpResponseMessage answer) =>
        new Uri(Handed().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value).PathAndQuery;

    private async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer, string asked)
    {
        (Status, Address) = ((int)answer.StatusCode, answer.RequestMessage?.RequestUri?.PathAndQuery ?? asked);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""id="handed"[^>]* value="([^"]+)""")]
    private static partial Regex Handed();
}
