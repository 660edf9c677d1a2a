using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LiveBlog.Web.Tests;

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
