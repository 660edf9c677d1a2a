using System.Globalization;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Numbers;
using LiveBlog.Web.Rendering;

namespace LiveBlog.Web.Endpoints;

/// <summary><c>GET /live/{slug}/changes?since={revision}&amp;epoch={epoch}</c>, for polling readers and CDNs (docs/protocol.md).</summary>
public static class ChangesEndpoint
{
    /// <summary>Maps it.</summary>
    public static void MapChanges(this WebApplication app) =>
        app.MapGet("/live/{slug}/changes", AnswerAsync).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        string slug, string? since, string? epoch, TimelineStore timelines, PollingReaders polling, HttpContext http, CancellationToken cancellation)
    {
        if (!long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "No revision",
                detail: "Say what you have: since must be a whole number from 0, as in changes?since=41&epoch=…");
        }
        if (await timelines.GetAsync(slug, epoch ?? "", revision, cancellation) is not { } timeline)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "Unknown event",
                detail: $"There is no event \"{slug}\".");
        }
        var pollAfterMs = polling.Interval(timeline.PollAfterMs);
        http.Response.ForEachReader(() => polling.Asked(timeline.EventId, pollAfterMs));
        // A reader who is told that nothing changed goes on at the interval of its copy.
        return http.Response.Revalidate(http.Request, timeline.Slug == LiveEvent.WireSlug ? SurrogateKeys.Wire : SurrogateKeys.Event(timeline.Slug),
            $"{timeline.Epoch}-{timeline.Revision}-{pollAfterMs}", source: timeline.EventId)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(timeline.Since(epoch ?? "", revision) with { PollAfterMs = pollAfterMs });
    }
}
