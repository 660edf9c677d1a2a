using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests;

/// <summary>Somebody signed in at the desk, by the cookie that the sign-in form gave.</summary>
public sealed partial class DeskBrowser(LiveBlogApp app, HttpClient client, string cookies)
{
    private const string Password = "correct horse battery";

    public HttpClient Client { get; } = client;

    /// <summary>Makes an account and signs in with it.</summary>
    /// <param name="app">The program.</param>
    /// <param name="name">Their name.</param>
    /// <param name="role">Their role for the whole site.</param>
    /// <param name="inEvent">An event in which they have another role.</param>
    /// <param name="roleThere">That role.</param>
    public static async Task<DeskBrowser> SignInAsync(
        LiveBlogApp app, string name, Role role = Role.Editor, string? inEvent = null, Role roleThere = Role.Guest)
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var user = new User { UserName = email, Email = email, DisplayName = name, Role = role };
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user, Password)).Succeeded);
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
            if (inEvent is not null)
            {
                var eventId = (await db.Events.SingleAsync(e => e.Slug == inEvent)).Id;
                db.EventMembers.Add(new EventMember { EventId = eventId, UserId = user.Id, Role = roleThere });
                await db.SaveChangesAsync();
            }
        }
        var client = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        var page = await client.GetAsync("/account/sign-in");
        var form = Cookies(page);
        using var sign = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new FormUrlEncodedContent(
            [
                new("Email", email), new("Password", Password),
                new("__RequestVerificationToken", Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value),
            ]),
        };
        sign.Headers.Add("Cookie", form);
        var signed = await client.SendAsync(sign);
        Assert.Contains("liveblog=", Cookies(signed));
        var cookies = $"{form}; {Cookies(signed)}";
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        return new DeskBrowser(app, client, cookies);
    }

    /// <summary>Sends a form with the token of the page that holds it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string address, params KeyValuePair<string, string>[] fields)
    {
        var token = Token().Match(await Client.GetStringAsync(page)).Groups[1].Value;
        return await Client.PostAsync(address, new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]));
    }

    /// <summary>Connects to the desk's hub.</summary>
    public Task<DeskLine> ConnectAsync(string? origin = null) => DeskLine.ConnectAsync(app, cookies, origin);

    private static string Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "";

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="([^"]+)""")]
    private static partial Regex Token();
}

/// <summary>A connection to the desk's hub, speaking SignalR's JSON protocol.</summary>
public sealed class DeskLine : IAsyncDisposable
{
    private const char EndOfMessage = '\u001e';

    private readonly WebSocket socket;
    private readonly StringBuilder received = new();
    private int calls;

    private DeskLine(WebSocket socket) => this.socket = socket;

    /// <summary>The people last told.</summary>
    public string People { get; private set; } = "";

    /// <summary>What was said to have changed, in order.</summary>
    public List<string> Changed { get; } = [];

    public static async Task<DeskLine> ConnectAsync(LiveBlogApp app, string? cookies, string? origin = null)
    {
        var client = app.Server.CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            if (cookies is not null)
                request.Headers.Cookie = cookies;
            if (origin is not null)
                request.Headers.Origin = origin;
        };
        var line = new DeskLine(await client.ConnectAsync(new Uri(app.Server.BaseAddress, "/hubs/desk"), CancellationToken.None));
        await line.SendAsync(new { protocol = "json", version = 1 });
        (await line.NextAsync()).Dispose();
        return line;
    }

    /// <summary>Calls a method; answers its error, or null.</summary>
    public async Task<string?> CallAsync(string method, params object?[] arguments)
    {
        var id = (++calls).ToString();
        await SendAsync(new { type = 1, invocationId = id, target = method, arguments });
        while (true)
        {
            using var message = await NextAsync();
            if (message.RootElement.GetProperty("type").GetInt32() != 3)
                continue;
            return message.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
        }
    }

    /// <summary>Takes messages until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> done)
    {
        while (!done())
            (await NextAsync()).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonDocument> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = received.ToString();
            if (text.IndexOf(EndOfMessage) is var end and >= 0)
            {
                received.Remove(0, end + 1);
                var message = JsonDocument.Parse(text[..end]);
                Note(message.RootElement);
                return message;
            }
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The server closed the connection.");
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
    }

    private void Note(JsonElement message)
    {
        if (!message.TryGetProperty("target", out var target))
            return;
        var argument = message.GetProperty("arguments")[0];
        if (target.GetString() == "People")
        {
            People = string.Join(", ", argument.EnumerateArray().Select(person =>
                $"{person.GetProperty("name").GetString()} {person.GetProperty("doing").GetString()} {person.GetProperty("entryId").GetString()}".Trim()));
        }
        else if (target.GetString() == "Changed")
        {
            Changed.Add(argument.GetString()!);
        }
    }

    private Task SendAsync(object message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + EndOfMessage), WebSocketMessageType.Text, true, CancellationToken.None);
}
