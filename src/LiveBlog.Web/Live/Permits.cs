using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Live;

/// <summary>The ways to follow for which a connection is held open.</summary>
public enum Way
{
    /// <summary>The hub.</summary>
    Hub,

    /// <summary>The stream.</summary>
    Stream,
}

/// <summary>
/// How many connections this node holds, and how many of one address. Whoever gets none takes a cheaper way to follow, so nobody
/// goes without.
/// </summary>
public sealed class Permits
{
    private readonly LiveOptions options;
    private readonly Func<IPAddress, bool> isProxy;
    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, int> ofAddress = [];
    private readonly int[] taken = new int[2];

    /// <summary>With the settings of the section <c>Live</c>.</summary>
    public Permits(IOptions<LiveOptions> options, IOptions<ForwardedHeadersOptions> proxies)
    {
        this.options = options.Value;
        // An address that a proxy tells nothing about is the proxy's own, and nobody's.
        isProxy = address => IPAddress.IsLoopback(address) || proxies.Value.KnownProxies.Contains(address)
            || proxies.Value.KnownIPNetworks.Any(network => network.Contains(address));
    }

    /// <summary>How many are held.</summary>
    public int Taken(Way way) => taken[(int)way];

    /// <summary>A permit, to be disposed when the connection ends; null if there is none.</summary>
    public IDisposable? Take(Way way, IPAddress? address)
    {
        var key = address is null ? (UInt128?)null : Key(address);
        lock (gate)
        {
            var most = way == Way.Hub ? options.HubConnections : options.StreamConnections;
            if (taken[(int)way] >= most)
                return null;
            if (key is { } known)
            {
                var count = ofAddress.GetValueOrDefault(known);
                if (count >= options.ConnectionsPerAddress)
                    return null;
                ofAddress[known] = count + 1;
            }
            taken[(int)way]++;
        }
        return new Permit(this, way, key);
    }

    /// <summary>Says that there is none.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "No connection free",
            detail: "This node holds as many connections as it may: follow another way (docs/protocol.md), and try again in a minute.").ExecuteAsync(context);
    }

    // A line of IPv6 has a whole network of 64 bits.
    private UInt128? Key(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (isProxy(address))
            return null;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private void Return(Way way, UInt128? key)
    {
        lock (gate)
        {
            taken[(int)way]--;
            if (key is { } known && (ofAddress[known] -= 1) == 0)
                ofAddress.Remove(known);
        }
    }

    private sealed class Permit(Permits permits, Way way, UInt128? key) : IDisposable
    {
        private int returned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref returned, 1) == 0)
                permits.Return(way, key);
        }
    }
}
