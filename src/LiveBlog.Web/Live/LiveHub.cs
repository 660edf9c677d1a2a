using LiveBlog.Core.Live;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>The hub <c>/hubs/live</c>: a reader's page follows one event (docs/protocol.md).</summary>
public sealed class LiveHub(TimelineStore timelines, Followers followers) : Hub<ILiveClient>
{
    private const string FollowedKey = "followed";

    /// <summary>Joins an event and answers what the reader has missed; called again to catch up.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="epoch">The epoch of the reader's page.</param>
    /// <param name="revision">The revision up to which the reader has everything.</param>
    /// <exception cref="HubException"><c>unknown-event</c>.</exception>
    public async Task<ChangeMessage> Follow(string slug, string epoch, long revision)
    {
        if (slug is null || epoch is null || revision < 0)
            throw new HubException("bad-question");
        var timeline = await timelines.GetAsync(slug, epoch, revision, Context.ConnectionAborted) ?? throw new HubException("unknown-event");
        if (await JoinAsync(timeline.EventId))
        {
            // What was committed before the join is in the answer, what comes after it is pushed: so read after joining.
            timeline = await timelines.GetAsync(slug, epoch, revision, Context.ConnectionAborted) ?? timeline;
        }
        return timeline.Since(epoch, revision);
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Leave();
        return Task.CompletedTask;
    }

    private void Leave()
    {
        if (Context.Items.Remove(FollowedKey, out var value) && value is Guid followed)
            followers.Left(followed);
    }

    private async Task<bool> JoinAsync(Guid eventId)
    {
        var followed = Context.Items.TryGetValue(FollowedKey, out var value) ? (Guid?)value : null;
        if (followed == eventId)
            return false;
        if (followed is { } other)
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, Followers.Group(other));
            followers.Left(other);
        }
        await Groups.AddToGroupAsync(Context.ConnectionId, Followers.Group(eventId));
        followers.Joined(eventId);
        Context.Items[FollowedKey] = eventId;
        // It may have gone while it joined, and OnDisconnectedAsync before this was noted.
        if (Context.ConnectionAborted.IsCancellationRequested)
            Leave();
        return true;
    }
}
