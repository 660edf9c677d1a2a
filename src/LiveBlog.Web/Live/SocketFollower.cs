using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LiveBlog.Web.Live;

/// <summary>
/// A connection to an event's stream over HTTP/1.1 without TLS, as from a balancer, written to past Kestrel's buffers and threads: that costs
/// a quarter less. All of the answer goes this way, its head too, so nothing of Kestrel's can come in between; and the connection ends with
/// it, so nothing comes after (docs/decisions/0017).
/// </summary>
public sealed class SocketFollower : StreamFollower
{
    private readonly Socket socket;

    // Goes out with the first message, when the connection follows already.
    private byte[]? head;
    private volatile bool isCut;

    private SocketFollower(HttpContext context, Socket socket, bool isReader) : base(context, isReader) => this.socket = socket;

    /// <summary>One for that request; null where its connection is of another kind.</summary>
    public static SocketFollower? TryCreate(HttpContext context, bool isReader) =>
        HttpProtocol.IsHttp11(context.Request.Protocol)
        && context.Features.Get<ITlsConnectionFeature>() is null
        && context.Features.Get<IConnectionSocketFeature>() is { } connection
            ? new SocketFollower(context, connection.Socket, isReader)
            : null;

    /// <inheritdoc />
    public override Task StartAsync()
    {
        var headers = Context.Response.Headers;
        Safety.Protect(Context);
        headers.Date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        headers.Connection = "close";
        headers.TransferEncoding = "chunked";
        var lines = new StringBuilder("HTTP/1.1 200 OK\r\n");
        foreach (var (name, value) in headers)
            lines.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head = Encoding.Latin1.GetBytes(lines.Append("\r\n").ToString());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override void Abort()
    {
        isCut = true;
        base.Abort();
    }

    /// <inheritdoc />
    public override async Task CompleteAsync()
    {
        // What was cut off in the middle of a message must not look as if it had come to its end.
        if (head is null && !isCut)
            await EndAsync();
        // Kestrel does not know that there was an answer, and would add one.
        Abort();
    }

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> BytesOf(Outgoing outgoing) => outgoing.Chunk;

    /// <inheritdoc />
    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (head is not null)
        {
            bytes = (byte[])[.. head, .. bytes.Span];
            head = null;
        }
        // Of a stream socket it ends when all of it is in the socket's own buffer: mostly at once.
        var sending = socket.SendAsync(bytes, SocketFlags.None);
        return sending.IsCompletedSuccessfully ? ValueTask.CompletedTask : FinishAsync(sending);
    }

    private async Task EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Context.RequestAborted);
        limit.CancelAfter(Farewell);
        try
        {
            await socket.SendAsync("0\r\n\r\n"u8.ToArray(), limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            // Closed first by the other side, the connection is not reset before its end was read.
            await Task.Delay(Timeout.Infinite, limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is gone, or does not answer.
        }
    }

    private static async ValueTask FinishAsync(ValueTask<int> sending) => await sending;
}
