using LiveBlog.Core.Live;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>The hub <c>/hubs/live</c>: a reader's page follows its event and the wire (docs/protocol.md).</summary>
public sealed class LiveHub(TimelineStore timelines, Followers followers) : Hub<ILiveClient>
{
    /// <summary>How many events one connection may follow at once.</summary>
    public const int MaxFollowed = 4;

    /// <summary>Joins an event and answers what the reader has missed; called again to catch up.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="epoch">The epoch of the reader's page.</param>
    /// <param name="revision">The revision up to which the reader has everything.</param>
    /// <returns>A change message.</returns>
    /// <exception cref="HubException"><c>unknown-event</c>, or <c>too-many</c>: the connection follows <see cref="MaxFollowed"/> others.</exception>
    public async Task<JsonBytes> Follow(string slug, string epoch, long revision)
    {
        if (slug is null || epoch is null || revision < 0)
            throw new HubException("bad-question");
        var timeline = await timelines.GetAsync(slug, epoch, revision, Context.ConnectionAborted) ?? throw new HubException("unknown-event");
        var follower = Context.Features.Get<HubFollower>()!;
        if (follower.Followed.Count == MaxFollowed && !Followers.Follows(follower, timeline.EventId))
            throw new HubException("too-many");
        // What was committed before it joined is in the answer, what comes after it is pushed.
        return followers.Join(follower, timeline).Since(epoch, revision).Json;
    }
}
