using System.Diagnostics;
using LiveBlog.Benchmarks.Figures;
using LiveBlog.Benchmarks.Servers;

namespace LiveBlog.Benchmarks.Load;

/// <summary>Many readers on one server, and when what was sent reached them.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int AtOnce = 64;

    private readonly List<Reader> all = [];
    private readonly long[] sentAt = new long[1_000_000];
    private readonly List<(int Change, double Milliseconds)> delays = [];
    private readonly Timer pings;
    private int delivered;

    private Readers(Conversation conversation)
    {
        var next = 0;
        pings = new Timer(_ =>
        {
            // Each of them every ten seconds, and never many at once.
            for (var i = next++ % 100; conversation.Ping.Length > 0 && i < all.Count; i += 100)
                all[i].Ping(conversation.Ping);
        }, null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>How many deliveries there were.</summary>
    public int Deliveries => Volatile.Read(ref delivered);

    /// <summary>How many connections the server has ended.</summary>
    public int Cut => all.Count(reader => reader.IsCut);

    /// <summary>Connects that many, some at a time.</summary>
    public static async Task<Readers> ConnectAsync(ServerProcess server, Conversation conversation, int count)
    {
        var readers = new Readers(conversation);
        for (var i = 0; i < count; i += AtOnce)
        {
            readers.all.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, count - i))
                .Select(_ => Reader.ConnectAsync(server.Address, conversation, readers))));
        }
        readers.pings.Change(100, 100);
        return readers;
    }

    /// <summary>
    /// All whom the server has cut off try to come back as LiveBlog's page does: with full jitter, from half a second, doubled up to half a
    /// minute. Ends when all are back.
    /// </summary>
    public Task ComeBackAsync(ServerProcess server, Conversation conversation) =>
        Task.WhenAll(Enumerable.Range(0, all.Count).Where(i => all[i].IsCut).Select(async i =>
        {
            // There may be no more files open than one for each.
            all[i].Dispose();
            for (var attempt = 0; ; attempt++)
            {
                await Task.Delay(Random.Shared.Next(Math.Min(30_000, 500 << Math.Min(attempt, 6))));
                try
                {
                    all[i] = await Reader.ConnectAsync(server.Address, conversation, this, all[i].Last);
                    return;
                }
                catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or OperationCanceledException)
                {
                    // Not there yet, or too busy.
                }
            }
        }));

    /// <summary>Notes that change number <paramref name="number"/> goes out now.</summary>
    public void Sending(int number) => Volatile.Write(ref sentAt[number], Stopwatch.GetTimestamp());

    /// <summary>Told by a reader that the change has come.</summary>
    public void Delivered(int number)
    {
        var delay = Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[number])).TotalMilliseconds;
        lock (delays)
            delays.Add((number, delay));
        Interlocked.Increment(ref delivered);
    }

    /// <summary><paramref name="count"/> of them, spread over all, read no more: who came first is told first.</summary>
    public void StopReading(int count)
    {
        for (var i = 0; i < count; i++)
            all[(int)((long)i * all.Count / count)].StopReading();
    }

    /// <summary>Waits until so many deliveries were counted, or the time is over.</summary>
    public async Task UntilAsync(int deliveries, TimeSpan limit)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Deliveries < deliveries && Stopwatch.GetElapsedTime(begun) < limit)
            await Task.Delay(20);
    }

    /// <summary>From sending to arrival, since the last time this was asked.</summary>
    public Delays TakeDelays()
    {
        lock (delays)
        {
            var taken = new Delays(delays);
            delays.Clear();
            Volatile.Write(ref delivered, 0);
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await pings.DisposeAsync();
        foreach (var reader in all)
            reader.Dispose();
    }
}
