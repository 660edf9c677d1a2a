using System.IO.Pipelines;

namespace LiveBlog.Web.Live;

/// <summary>A connection to an event's stream, written to as any other response is.</summary>
public sealed class ResponseFollower(HttpContext context, bool isReader) : StreamFollower(context, isReader)
{
    private readonly PipeWriter writer = context.Response.BodyWriter;

    /// <inheritdoc />
    public override Task StartAsync() => Context.Response.StartAsync(Context.RequestAborted);

    /// <inheritdoc />
    public override Task CompleteAsync() => Task.CompletedTask;

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> BytesOf(Outgoing outgoing) => outgoing.Frame;

    /// <inheritdoc />
    protected override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var flush = writer.WriteAsync(bytes);
        if (!flush.IsCompletedSuccessfully)
            return FinishAsync(flush);
        Look(flush.Result);
        return ValueTask.CompletedTask;
    }

    private async ValueTask FinishAsync(ValueTask<FlushResult> flush) => Look(await flush);

    private void Look(FlushResult result)
    {
        // Its reader is gone.
        if (result.IsCompleted)
            Close();
    }
}
