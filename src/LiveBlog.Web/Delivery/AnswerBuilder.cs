using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Diagnostics;

namespace LiveBlog.Web.Delivery;

/// <summary>What came of making an answer.</summary>
/// <param name="Mark">The mark before it was begun.</param>
/// <param name="Answer">The answer; null where making it failed.</param>
/// <param name="IsUnchanged">Whether what was held turned out to be good.</param>
/// <param name="Failure">Why it failed, where that was an exception.</param>
internal sealed record Built(long Mark, ReadyAnswer? Answer, bool IsUnchanged = false, ExceptionDispatchInfo? Failure = null);

/// <summary>Lets the pages make an answer, as for a reader who asks by an address.</summary>
internal sealed class AnswerBuilder(IHttpContextFactory contexts, IHostApplicationLifetime lifetime)
{
    // Far more than any page takes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Makes an answer, or finds that the one held is good. Never throws.</summary>
    /// <param name="pages">The rest of the pipeline.</param>
    /// <param name="address">What is asked for.</param>
    /// <param name="held">What is held of it, or null.</param>
    /// <param name="mark">The present mark.</param>
    public async Task<Built> BuildAsync(RequestDelegate pages, PageAddress address, ReadyAnswer? held, long mark)
    {
        using var capture = new Capture(address, held?.Tag, Longest, lifetime.ApplicationStopping);
        try
        {
            var context = contexts.Create(capture.Features);
            try
            {
                await pages(context);
                await capture.CompleteAsync();
            }
            finally
            {
                contexts.Dispose(context);
                await capture.EndAsync();
            }
        }
        catch (Exception failure)
        {
            return new Built(mark, null, Failure: ExceptionDispatchInfo.Capture(failure));
        }
        if (capture.IsAborted || capture.RequestAborted.IsCancellationRequested || capture.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            var reason = capture.Features.Get<IExceptionHandlerFeature>()?.Error;
            return new Built(mark, null, Failure: reason is null ? null : ExceptionDispatchInfo.Capture(reason));
        }
        if (capture.StatusCode == StatusCodes.Status304NotModified)
            return held is null ? new Built(mark, null) : new Built(mark, held.Renewed(capture.Headers, capture.Shown, mark), IsUnchanged: true);
        var body = new ReadyBody(capture.Bytes);
        // What readers asked for until now they will ask for again, many at once.
        foreach (var coding in new[] { BodyCoding.Gzip, BodyCoding.Brotli })
        {
            if (held?.Body.WasAskedIn(coding) == true)
                await body.InAsync(coding);
        }
        return new Built(mark, new ReadyAnswer(capture.StatusCode, capture.Headers, body, capture.Shown, mark));
    }
}
