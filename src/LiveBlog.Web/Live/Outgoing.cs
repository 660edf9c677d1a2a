using System.Text;
using System.Text.Json;
using LiveBlog.Core.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveBlog.Web.Live;

/// <summary>Something to tell readers, in the bytes of the hub and of the stream: serialised once, however many are told.</summary>
public sealed class Outgoing
{
    /// <summary>That this node is about to stop.</summary>
    public static readonly Outgoing Moving = new(new JsonBytes("{}"u8.ToArray()), nameof(ILiveClient.Moving), [], "event: moving\n");

    private Outgoing(JsonBytes json, string method, object?[] arguments, string fields)
    {
        Json = json;
        Hub = new SerializedHubMessage(new InvocationMessage(method, arguments));
        byte[] frame = [.. Encoding.UTF8.GetBytes(fields + "data: "), .. json.Utf8.Span, .. "\n\n"u8];
        var size = Encoding.ASCII.GetBytes($"{frame.Length:x}\r\n");
        Chunk = (byte[])[.. size, .. frame, .. "\r\n"u8];
        Frame = Chunk.Slice(size.Length, frame.Length);
    }

    /// <summary>The message alone.</summary>
    public JsonBytes Json { get; }

    /// <summary>For the hub; it keeps the bytes of each of its protocols.</summary>
    public SerializedHubMessage Hub { get; }

    /// <summary>An event of a stream (WHATWG HTML, server-sent events).</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    /// <summary>The same as a chunk of a response in HTTP/1.1 (RFC 9112, 7.1).</summary>
    public ReadOnlyMemory<byte> Chunk { get; }

    /// <summary>A change message.</summary>
    public static Outgoing Changes(ChangeMessage message, JsonSerializerOptions json)
    {
        var bytes = new JsonBytes(JsonSerializer.SerializeToUtf8Bytes(message, json));
        return new(bytes, nameof(ILiveClient.Changes), [bytes], $"event: changes\nid: {message.Epoch}:{message.To}\n");
    }

    /// <summary>The head of an event. <c>retry</c> is how long (milliseconds) a browser waits by itself before it comes back.</summary>
    public static Outgoing Head(string epoch, long revision, JsonSerializerOptions json) =>
        new(new JsonBytes(JsonSerializer.SerializeToUtf8Bytes(new { epoch, revision }, json)), nameof(ILiveClient.Head), [epoch, revision],
            "event: head\nretry: 3000\n");
}
