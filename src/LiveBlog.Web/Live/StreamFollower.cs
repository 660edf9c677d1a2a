namespace LiveBlog.Web.Live;

/// <summary>A connection to an event's stream.</summary>
public abstract class StreamFollower(HttpContext context, bool isReader) : Follower
{
    // A slow line shows that it takes something with each of these, in bytes, though the whole takes longer than its patience.
    private const int Piece = 16 * 1024;

    /// <summary>How long a connection that is to end is waited for.</summary>
    protected static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override bool IsReader => isReader;

    /// <summary>The request.</summary>
    protected HttpContext Context { get; } = context;

    /// <summary>When nothing is written any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>Writes status and headers, as they are in the response.</summary>
    public abstract Task StartAsync();

    /// <summary>Ends the answer, after nothing is written any more.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Tells it what it lacks, and that it is followed: the first thing it hears.</summary>
    public void Begin() => Beat(long.MaxValue);

    /// <summary>Its reader is to go elsewhere. What is under way is waited for a moment; never the caller.</summary>
    public void End()
    {
        Close();
        if (!ended.Task.IsCompleted)
            _ = CutAsync();
    }

    /// <inheritdoc />
    public override void Abort() => Context.Abort();

    /// <summary>Writes these bytes of the body.</summary>
    protected abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>What is written of a message.</summary>
    protected abstract ReadOnlyMemory<byte> BytesOf(Outgoing outgoing);

    /// <inheritdoc />
    protected sealed override ValueTask WriteAsync(Outgoing outgoing)
    {
        var bytes = BytesOf(outgoing);
        if (bytes.Length > Piece)
            return WritePiecesAsync(bytes);
        var writing = WriteAsync(bytes);
        if (!writing.IsCompletedSuccessfully)
            return FinishAsync(writing);
        Took();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override void OnGone() => ended.TrySetResult();

    private async Task CutAsync()
    {
        await ended.Task.WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.Task.IsCompleted)
            Abort();
    }

    private async ValueTask WritePiecesAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes; rest.Length > 0 && !IsGone; rest = rest[Math.Min(Piece, rest.Length)..])
            await FinishAsync(WriteAsync(rest[..Math.Min(Piece, rest.Length)]));
    }

    private async ValueTask FinishAsync(ValueTask writing)
    {
        await writing;
        Took();
    }
}
