using System.Net.Sockets;

namespace LiveBlog.Web.Tests;

/// <summary>Connections with a small receive buffer, so that who does not read is soon noticed by who writes.</summary>
public static class NarrowLine
{
    private const int Bytes = 4 * 1024;

    public static SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = Bytes, NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
