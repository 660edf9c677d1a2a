using System.Collections.Concurrent;

namespace LiveBlog.Web.Shutdown;

/// <summary>The long-lived connections of this node, which are sent to other nodes before it stops.</summary>
public sealed class HandOver
{
    /// <summary>For how long whoever was sent away last goes on being told here, until another node tells them.</summary>
    public static readonly TimeSpan Parting = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<object, Action> connections = new();

    /// <summary>Whether connections are being sent away, so that none may begin.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>A connection began.</summary>
    /// <param name="connection">Tells it from others.</param>
    /// <param name="leave">Sends it to another node; waits for nothing.</param>
    public void Add(object connection, Action leave) => connections[connection] = leave;

    /// <summary>A connection ended.</summary>
    public void Remove(object connection) => connections.TryRemove(connection, out _);

    /// <summary>
    /// Sends all of them away, an equal share in each moment of that time, and waits until they have gone, for <see cref="Parting"/> at
    /// most; at once if there are none.
    /// </summary>
    public async Task BeginAsync(TimeSpan over, CancellationToken hurry)
    {
        HasBegun = true;
        var leaving = connections.Keys.ToArray();
        Random.Shared.Shuffle(leaving);
        var steps = Math.Max(1, (int)(over / Step));
        for (var (step, sent) = (1, 0); sent < leaving.Length; step++)
        {
            for (var until = hurry.IsCancellationRequested ? leaving.Length : Math.Min(leaving.Length, (int)((long)leaving.Length * step / steps)); sent < until; sent++)
                Leave(leaving[sent]);
            await Task.Delay(Step, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        // Those that were just beginning.
        foreach (var late in connections.Keys.Except(leaving))
            Leave(late);
        for (var end = Environment.TickCount64 + Parting.TotalMilliseconds; !connections.IsEmpty && Environment.TickCount64 < end && !hurry.IsCancellationRequested;)
            await Task.Delay(Step, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Leave(object connection)
    {
        if (connections.TryGetValue(connection, out var leave))
            leave();
    }
}
