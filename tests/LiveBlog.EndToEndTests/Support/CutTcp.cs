using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>
/// The line between a browser and the server, which a test can cut: with a reset, as when a network goes away, or in
/// silence, as when a laptop sleeps. A browser's own "offline" leaves open WebSockets alone.
/// </summary>
public sealed class CutTcp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> open = new();
    private readonly Uri target;
    private volatile bool cut;
    private volatile bool silent;

    private CutTcp(Uri target)
    {
        this.target = target;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    /// <summary>What the browser opens.</summary>
    public string Address { get; }

    public static CutTcp To(string address) => new(new Uri(address));

    /// <summary>Resets what is open and refuses what comes, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        cut = true;
        Drop();
    }

    /// <summary>Keeps connections open but carries nothing, until <see cref="Mend"/>; then they are found dead.</summary>
    public void FallSilent() => silent = true;

    /// <summary>The line is good again; what was open before is not.</summary>
    public void Mend()
    {
        (cut, silent) = (false, false);
        Drop();
    }

    public ValueTask DisposeAsync()
    {
        listener.Stop();
        Drop();
        return ValueTask.CompletedTask;
    }

    private void Drop()
    {
        foreach (var client in open.Keys)
        {
            open.TryRemove(client, out _);
            client.Close();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var browser = await listener.AcceptTcpClientAsync();
                if (cut)
                    browser.Close();
                else
                    _ = CarryAsync(browser);
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(target.Host, target.Port);
            (open[browser], open[server]) = (0, 0);
            await Task.WhenAny(CarryAsync(browser.GetStream(), server.GetStream()), CarryAsync(server.GetStream(), browser.GetStream()));
        }
        catch (Exception gone) when (gone is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or the other end left.
        }
        open.TryRemove(browser, out _);
        open.TryRemove(server, out _);
        browser.Close();
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await from.ReadAsync(buffer);
            if (count == 0)
                return;
            while (silent)
                await Task.Delay(50);
            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
