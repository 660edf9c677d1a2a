using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Tests;

/// <summary>A reader's connection to the hub, speaking SignalR's JSON protocol over a WebSocket as the browser's client does.</summary>
public sealed class HubReader : IAsyncDisposable
{
    private const char EndOfMessage = '\u001e';

    private readonly WebSocket socket;
    private readonly StringBuilder received = new();
    private int calls;

    private HubReader(WebSocket socket) => this.socket = socket;

    /// <summary>The messages pushed so far.</summary>
    public List<ChangeMessage> Pushed { get; } = [];

    /// <summary>How many characters came in all.</summary>
    public long Received { get; private set; }

    /// <summary>The last head that the server told, or -1.</summary>
    public long Head { get; private set; } = -1;

    /// <summary>Whether the server said that it is about to stop.</summary>
    public bool IsMoving { get; private set; }

    public static async Task<HubReader> ConnectAsync(LiveBlogApp app, string? origin = null)
    {
        return await ConnectAsync(await OpenAsync(app, origin));
    }

    /// <summary>The same over a real socket that takes in little by itself.</summary>
    public static async Task<HubReader> ConnectAsync(Uri site, string? address = null)
    {
        var socket = new ClientWebSocket();
        if (address is not null)
            socket.Options.SetRequestHeader("X-Forwarded-For", address);
        using var line = new HttpMessageInvoker(NarrowLine.Handler());
        await socket.ConnectAsync(new UriBuilder(new Uri(site, "/hubs/live")) { Scheme = "ws" }.Uri, line, CancellationToken.None);
        return await ConnectAsync(socket);
    }

    private static async Task<HubReader> ConnectAsync(WebSocket socket)
    {
        var reader = new HubReader(socket);
        await reader.SendAsync(new { protocol = "json", version = 1 });
        await reader.NextAsync();
        return reader;
    }

    private static async Task<WebSocket> OpenAsync(LiveBlogApp app, string? origin)
    {
        if (app.IsKestrel)
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Origin", origin);
            await socket.ConnectAsync(new UriBuilder(app.ClientOptions.BaseAddress) { Scheme = "ws", Path = "/hubs/live" }.Uri, CancellationToken.None);
            return socket;
        }
        var client = app.Server.CreateWebSocketClient();
        if (origin is not null)
            client.ConfigureRequest = request => request.Headers.Origin = origin;
        return await client.ConnectAsync(new Uri(app.Server.BaseAddress, "/hubs/live"), CancellationToken.None);
    }

    /// <summary>Calls <c>Follow</c> and answers what was missed, or throws with the server's error.</summary>
    public async Task<ChangeMessage> FollowAsync(string slug, string epoch, long revision)
    {
        var id = (++calls).ToString();
        await SendAsync(new { type = 1, invocationId = id, target = "Follow", arguments = new object[] { slug, epoch, revision } });
        while (true)
        {
            using var message = await NextAsync();
            if (message.RootElement.GetProperty("type").GetInt32() != 3)
                continue;
            return message.RootElement.TryGetProperty("error", out var error)
                ? throw new InvalidOperationException(error.GetString())
                : message.RootElement.GetProperty("result").Deserialize<ChangeMessage>(LiveBlogApp.Json)!;
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
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
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
            Received += part.Count;
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
    }

    private void Note(JsonElement message)
    {
        if (!message.TryGetProperty("target", out var target))
            return;
        IsMoving |= target.GetString() == "Moving";
        var arguments = message.GetProperty("arguments");
        if (target.GetString() == "Changes")
            Pushed.Add(arguments[0].Deserialize<ChangeMessage>(LiveBlogApp.Json)!);
        else if (target.GetString() == "Head")
            Head = arguments[1].GetInt64();
    }

    private Task SendAsync(object message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + EndOfMessage), WebSocketMessageType.Text, true, CancellationToken.None);
}
