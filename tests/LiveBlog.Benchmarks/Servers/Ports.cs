using System.Net;
using System.Net.Sockets;

namespace LiveBlog.Benchmarks.Servers;

internal static class Ports
{
    /// <summary>A port of this machine alone that was free a moment ago.</summary>
    public static IPEndPoint Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
