using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveBlog.EndToEndTests.Faults;

/// <summary>
/// What lies between a node and PostgreSQL and keeps track of connections, as firewalls do: it can forget those by which the node
/// hears of changes. Their ends are told nothing.
/// </summary>
public sealed class DatabaseLine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Connection, byte> open = new();
    private readonly TcpListener listener;
    private readonly int target;

    /// <param name="address">Where it listens.</param>
    /// <param name="target">PostgreSQL's port on 127.0.0.1.</param>
    public DatabaseLine(string address, int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Carries nothing more on those connections, and leaves them open; answers how many there were.</summary>
    public int SilenceListening()
    {
        var listening = open.Keys.Where(connection => connection is { Listens: true, Silent: false }).ToList();
        foreach (var connection in listening)
            connection.Silent = true;
        return listening.Count;
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        foreach (var connection in open.Keys)
            Close(connection);
        return ValueTask.CompletedTask;
    }

    private void Close(Connection connection)
    {
        open.TryRemove(connection, out _);
        connection.Node.Dispose();
        connection.Server.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(new Connection(await listener.AcceptTcpClientAsync(), new TcpClient()));
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(Connection connection)
    {
        open[connection] = 0;
        try
        {
            await connection.Server.ConnectAsync(IPAddress.Loopback, target);
            connection.Node.NoDelay = connection.Server.NoDelay = true;
            await await Task.WhenAny(ToServerAsync(connection), ToNodeAsync(connection));
        }
        catch (Exception gone) when (gone is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end left, or was killed.
        }
        // What is forgotten does not carry an end either.
        if (!connection.Silent)
            Close(connection);
    }

    private static Task ToServerAsync(Connection connection)
    {
        var pieces = 0;
        return CarryAsync(connection, connection.Node, connection.Server, piece =>
        {
            // It says who it is in the first words that it sends (after asking for encryption, which it does not get).
            if (pieces++ < 4 && piece.IndexOf("LiveBlog listener"u8) >= 0)
                connection.Listens = true;
        });
    }

    private static Task ToNodeAsync(Connection connection) => CarryAsync(connection, connection.Server, connection.Node, _ => { });

    private static async Task CarryAsync(Connection connection, TcpClient from, TcpClient to, Action<ReadOnlySpan<byte>> look)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer) is var count and > 0)
        {
            look(buffer.AsSpan(0, count));
            if (!connection.Silent)
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private sealed class Connection(TcpClient node, TcpClient server)
    {
        public TcpClient Node { get; } = node;

        public TcpClient Server { get; } = server;

        public bool Listens { get; set; }

        public bool Silent { get; set; }
    }
}
