namespace LiveBlog.Web.Live;

/// <summary>
/// A connection that follows events, by the hub or by a stream, and is written to directly: no queue, no task of its own. Nobody
/// waits for it. While its last write is under way nothing is added; then it is told at once all that it lacks, from the
/// timeline. So what a slow one holds in memory is one message and the buffers of its connection.
/// </summary>
public abstract class Follower
{
    /// <summary>How long, in milliseconds, one that takes nothing is kept; it comes back and asks from its revision.</summary>
    public const int Patience = 10_000;

    // Who was told something in this time, in milliseconds, needs no heartbeat.
    private const int Quiet = 2_500;

    private const int Idle = 0;
    private const int Writing = 1;
    private const int Behind = 2;
    private const int Leaving = 3;
    private const int Gone = 4;

    private volatile Following[] followed = [];
    private int state;
    private int turn;
    private volatile bool headWanted;
    private volatile bool movingWanted;
    private long wroteAt;

    /// <summary>Whether it is a reader's, and not of someone who is signed in at the desk.</summary>
    public abstract bool IsReader { get; }

    /// <summary>What it follows.</summary>
    public IReadOnlyList<Following> Followed => followed;

    /// <summary>Whether it is written to no more.</summary>
    public bool IsGone => Volatile.Read(ref state) >= Leaving;

    /// <summary>Begins to write. Never called again before that has ended; a failure ends the connection.</summary>
    protected abstract ValueTask WriteAsync(Outgoing outgoing);

    /// <summary>Cuts the connection at once, whatever is under way.</summary>
    public abstract void Abort();

    /// <summary>Nothing is written any more, and nothing will be.</summary>
    protected virtual void OnGone() { }

    /// <summary>Tells it what it lacks, now or when its last write has ended. Never waits.</summary>
    public void Update()
    {
        while (true)
        {
            switch (Interlocked.CompareExchange(ref state, Writing, Idle))
            {
                case Idle:
                    Write();
                    return;
                case Writing when Interlocked.CompareExchange(ref state, Behind, Writing) != Writing:
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>Every few seconds: a sign of life to whoever was told nothing; cuts off who takes nothing.</summary>
    /// <param name="now"><see cref="Environment.TickCount64"/>.</param>
    public void Beat(long now)
    {
        var quietMs = now - Volatile.Read(ref wroteAt);
        var busy = Volatile.Read(ref state);
        if (busy is Writing or Behind)
        {
            if (quietMs > Patience)
                Abort();
        }
        else if (busy == Idle && quietMs > Quiet)
        {
            headWanted = true;
            Update();
        }
    }

    /// <summary>Sends its reader to another node, and goes on telling until they have gone.</summary>
    public void Move()
    {
        movingWanted = true;
        Update();
    }

    /// <summary>It is to be written to no more: as soon as a write under way has ended.</summary>
    public void Close()
    {
        while (true)
        {
            var before = Volatile.Read(ref state);
            if (before >= Leaving)
                return;
            var after = before == Idle ? Gone : Leaving;
            if (Interlocked.CompareExchange(ref state, after, before) != before)
                continue;
            if (after == Gone)
                OnGone();
            return;
        }
    }

    /// <summary>It took something of what is being written.</summary>
    protected void Took() => Volatile.Write(ref wroteAt, Environment.TickCount64);

    internal void Add(Following following) => followed = [.. followed, following];

    internal void Clear() => followed = [];

    private void Write()
    {
        do
        {
            try
            {
                while (Next() is { } outgoing)
                {
                    Took();
                    var writing = WriteAsync(outgoing);
                    if (!writing.IsCompletedSuccessfully)
                    {
                        _ = FinishAsync(writing);
                        return;
                    }
                }
            }
            catch (Exception)
            {
                Fail();
            }
        }
        while (!Settle());
    }

    private async Task FinishAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        catch (Exception)
        {
            Fail();
        }
        Write();
    }

    // Whatever a write fails of, the connection is of no use; the reader has lost nothing that it could not ask for.
    private void Fail()
    {
        Close();
        Abort();
    }

    private Outgoing? Next()
    {
        if (IsGone)
            return null;
        var all = followed;
        foreach (var following in all)
        {
            if (following.Next() is { } outgoing)
                return outgoing;
        }
        if (movingWanted)
        {
            movingWanted = false;
            return Outgoing.Moving;
        }
        if (!headWanted || all.Length == 0)
            return null;
        headWanted = false;
        return all[turn++ % all.Length].Head;
    }

    // Nothing is left to be said; false when something changed meanwhile.
    private bool Settle()
    {
        while (true)
        {
            switch (Volatile.Read(ref state))
            {
                case Writing when Interlocked.CompareExchange(ref state, Idle, Writing) == Writing:
                    return true;
                case Behind when Interlocked.CompareExchange(ref state, Writing, Behind) == Behind:
                    return false;
                case Leaving:
                    Volatile.Write(ref state, Gone);
                    OnGone();
                    return true;
            }
        }
    }
}
