using System.IO.Pipelines;

namespace LiveBlog.Web.Live;

/// <summary>A connection to an event's stream.</summary>
public sealed class StreamFollower(HttpContext context, bool isReader) : Follower
{
    // A slow line shows that it takes something with each of these, in bytes, though the whole takes longer than its patience.
    private const int Piece = 16 * 1024;

    private readonly PipeWriter writer = context.Response.BodyWriter;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc />
    public override bool IsReader => isReader;

    /// <summary>When nothing is written any more.</summary>
    public Task Ended => ended.Task;

    /// <summary>Tells it what it lacks, and that it is followed: the first thing it hears.</summary>
    public void Begin() => Beat(long.MaxValue);

    /// <summary>The program stops: what is under way is not waited for.</summary>
    public void End()
    {
        Close();
        if (!ended.Task.IsCompleted)
            Abort();
    }

    /// <inheritdoc />
    public override void Abort() => context.Abort();

    /// <inheritdoc />
    protected override ValueTask WriteAsync(Outgoing outgoing)
    {
        if (outgoing.Frame.Length > Piece)
            return WritePiecesAsync(outgoing.Frame);
        var flush = writer.WriteAsync(outgoing.Frame);
        return flush.IsCompletedSuccessfully ? Took(flush.Result) : FinishAsync(flush);
    }

    /// <inheritdoc />
    protected override void OnGone() => ended.TrySetResult();

    private async ValueTask WritePiecesAsync(ReadOnlyMemory<byte> frame)
    {
        for (var rest = frame; rest.Length > 0 && !IsGone; rest = rest[Math.Min(Piece, rest.Length)..])
            await Took(await writer.WriteAsync(rest[..Math.Min(Piece, rest.Length)]));
    }

    private async ValueTask FinishAsync(ValueTask<FlushResult> flush) => await Took(await flush);

    private ValueTask Took(FlushResult result)
    {
        Took();
        // Its reader is gone.
        if (result.IsCompleted)
            Close();
        return ValueTask.CompletedTask;
    }
}
