using System.Text;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks.Load;

/// <summary>What a reader says to a server to be told of changes, as bytes on the wire, and how it knows that it is heard.</summary>
/// <param name="Begin">The request.</param>
/// <param name="Then">What it says each time the server has answered; empty for streams.</param>
/// <param name="Ready">Stands in the answer to the last thing said.</param>
/// <param name="Ping">Said every ten seconds; empty for streams.</param>
internal sealed record Conversation(byte[] Begin, IReadOnlyList<(string AnsweredWith, byte[] Say)> Then, string Ready, byte[] Ping)
{
    /// <summary>A SignalR client on WebSockets, which follows an event of LiveBlog, or is joined by the bare hub without asking.</summary>
    public static Conversation Hub(ServerProcess server, string path, (string Slug, string Epoch, long Revision)? follow)
    {
        var upgrade = $"GET {path} HTTP/1.1\r\nHost: {server.Address}\r\nOrigin: http://{server.Address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        var then = new List<(string, byte[])> { ("\r\n\r\n", Frame("""{"protocol":"json","version":1}""")) };
        if (follow is var (slug, epoch, revision))
            then.Add(("{}\u001e", Frame($$"""{"type":1,"invocationId":"1","target":"Follow","arguments":["{{slug}}","{{epoch}}",{{revision}}]}""")));
        return new Conversation(Encoding.ASCII.GetBytes(upgrade), then, follow is null ? "{}\u001e" : "\"invocationId\":\"1\"", Frame("""{"type":6}"""));
    }

    /// <summary>A client of server-sent events. In version 1.0 of HTTP, LiveBlog leaves the writing to Kestrel.</summary>
    public static Conversation Stream(ServerProcess server, string path, string version = "1.1") => new(
        Encoding.ASCII.GetBytes($"GET {path} HTTP/{version}\r\nHost: {server.Address}\r\nAccept: text/event-stream\r\n\r\n"), [], "Content-Type: text/event-stream", []);

    // RFC 6455, 5.2: a text frame of a client, masked (with zeros, which is a mask like any other); SignalR ends each message with 0x1E.
    private static byte[] Frame(string message)
    {
        var payload = Encoding.UTF8.GetBytes(message + "\u001e");
        byte[] length = payload.Length < 126
            ? [(byte)(0x80 | payload.Length)]
            : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [0x81, .. length, 0, 0, 0, 0, .. payload];
    }
}
