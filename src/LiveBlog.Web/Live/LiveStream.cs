using LiveBlog.Core.Live;
using LiveBlog.Web.Setup;
using LiveBlog.Web.Shutdown;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Web.Live;

/// <summary>
/// <c>GET /live/{slug}/stream</c>: what the hub tells, as server-sent events (WHATWG HTML), for readers who have no WebSocket or for
/// whom there is no place at the hub (docs/protocol.md).
/// </summary>
public sealed class LiveStream(
    TimelineStore timelines, Followers followers, Permits permits, HandOver handOver, IHostApplicationLifetime lifetime)
{
    /// <summary>Answers, until one side has enough.</summary>
    public async Task AnswerAsync(HttpContext context, string slug)
    {
        if (StreamQuestion.Read(slug, context.Request) is not { } questions)
        {
            await Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "Wrong question",
                detail: $"since must be a whole number from 0, and there may be {LiveHub.MaxFollowed - 1} others to follow: "
                    + "stream?since=41&epoch=…&follow=wire:{epoch}:{revision}").ExecuteAsync(context);
            return;
        }
        using var permit = permits.Take(Way.Stream, context.Connection.RemoteIpAddress);
        if (permit is null)
        {
            await Permits.RefuseAsync(context);
            return;
        }
        var asked = new List<(Timeline Timeline, StreamQuestion Question)>(questions.Count);
        foreach (var question in questions)
        {
            if (await timelines.GetAsync(question.Slug, question.Epoch, question.Revision, context.RequestAborted) is { } timeline)
            {
                asked.Add((timeline, question));
            }
            else if (question == questions[0])
            {
                await Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "Unknown event",
                    detail: $"There is no event \"{slug}\".").ExecuteAsync(context);
                return;
            }
            // The page is whole without the others: its script notices that nothing comes of one, and asks for it apart.
        }
        var isReader = await IsReaderAsync(context);
        var follower = (StreamFollower?)SocketFollower.TryCreate(context, isReader) ?? new ResponseFollower(context, isReader);
        Begin(context.Response);
        try
        {
            await follower.StartAsync();
            await FollowAsync(follower, asked, context.RequestAborted);
        }
        finally
        {
            await follower.CompleteAsync();
        }
    }

    private async Task FollowAsync(StreamFollower follower, List<(Timeline Timeline, StreamQuestion Question)> asked, CancellationToken aborted)
    {
        handOver.Add(follower, follower.Move);
        try
        {
            await using var gone = aborted.UnsafeRegister(static follower => ((Follower)follower!).Close(), follower);
            await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static follower => ((StreamFollower)follower!).End(), follower);
            foreach (var (timeline, question) in asked)
                followers.Join(follower, timeline, (question.Epoch, question.Revision));
            follower.Begin();
            await follower.Ended;
        }
        finally
        {
            handOver.Remove(follower);
            followers.Leave(follower);
        }
    }

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // nginx would keep what is told until a buffer is full.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
    }

    // Readers have no cookies, and are not kept waiting for what that would cost.
    private static async ValueTask<bool> IsReaderAsync(HttpContext context) =>
        context.Request.Headers.Cookie.Count == 0
        || Actors.IsReader((await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal);
}
