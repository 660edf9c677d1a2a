using System.Net;
using System.Text.RegularExpressions;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>A browser's sign-in and forms without the browser: it holds cookies and answers forms, at whichever address it is sent to.</summary>
public sealed partial class DeskClient : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    public DeskClient() => http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });

    /// <summary>Signs in at that address; answers the status.</summary>
    public async Task<HttpStatusCode> SignInAsync(string address, string email, string password) =>
        (await SendFormAsync(address, await FormAsync(address, "/account/sign-in"), "/account/sign-in",
            ("Email", email), ("Password", password))).StatusCode;

    /// <summary>The antiforgery token of the first form on a page.</summary>
    public async Task<string> FormAsync(string address, string path) =>
        WebUtility.HtmlDecode(Token().Match(await http.GetStringAsync(address + path)).Groups[1].Value);

    /// <summary>Sends a form with a token that may come from another address.</summary>
    public Task<HttpResponseMessage> SendFormAsync(string address, string token, string path, params (string Name, string Value)[] fields) =>
        http.PostAsync(address + path, new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    public Task<HttpResponseMessage> GetAsync(string address, string path) => http.GetAsync(address + path);

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
