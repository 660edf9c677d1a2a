using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>Somebody signed in at the desk with a browser that runs no script: fills forms and sends them as they stand.</summary>
internal sealed class DeskBrowser(HttpClient client)
{
    public static async Task<DeskBrowser> SignInAsync(LiveBlogApp app, Role role = Role.Editor)
    {
        var email = $"{role}@example.org".ToLowerInvariant();
        const string Password = "correct horse battery";
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var user = new User { UserName = email, Email = email, DisplayName = "Claire", Role = role };
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
        }
        var browser = new DeskBrowser(app.CreateClient());
        var page = await browser.OpenAsync("/account/sign-in");
        await browser.SendAsync(page, "form:has([name='Password'])", new() { ["Email"] = email, ["Password"] = Password });
        return browser;
    }

    /// <summary>The status of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>The address of the last answer, after redirects.</summary>
    public string Address { get; private set; } = "";

    public async Task<IHtmlDocument> OpenAsync(string address) => await ReadAsync(await client.GetAsync(address), address);

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
        return await ReadAsync(await client.PostAsync(target, content), target);
    }

    private async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer, string asked)
    {
        (Status, Address) = ((int)answer.StatusCode, answer.RequestMessage?.RequestUri?.PathAndQuery ?? asked);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
