using LiveBlog.Core.Live;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>The hub <c>/hubs/live</c>: a reader's page follows its event and the wire (docs/protocol.md).</summary>
public sealed class LiveHub(TimelineStore timelines, Followers followers) : Hub<ILiveClient>
{
    /// <summary>How many events one connection may follow at once.</summary>
    public const int MaxFollowed = 4;

    private const string FollowedKey = "followed";

    /// <summary>Joins an event and answers what the reader has missed; called again to catch up.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="epoch">The epoch of the reader's page.</param>
    /// <param name="revision">The revision up to which the reader has everything.</param>
    /// <exception cref="HubException"><c>unknown-event</c>, or <c>too-many</c>: the connection follows <see cref="MaxFollowed"/> others.</exception>
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
    public override Task OnConnectedAsync()
    {
        Context.Items[FollowedKey] = new HashSet<Guid>();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        LeaveAll();
        return Task.CompletedTask;
    }

    // A connection's calls come one at a time, but it may go while one is under way.
    private HashSet<Guid> Followed => (HashSet<Guid>)Context.Items[FollowedKey]!;

    private bool IsReader => Context.User?.HasClaim(claim => claim.Type == Actors.KeyClaim) != true;

    private void LeaveAll()
    {
        lock (Followed)
        {
            foreach (var eventId in Followed)
                followers.Left(eventId, IsReader);
            Followed.Clear();
        }
    }

    private async Task<bool> JoinAsync(Guid eventId)
    {
        lock (Followed)
        {
            if (Followed.Contains(eventId))
                return false;
            if (Followed.Count == MaxFollowed)
                throw new HubException("too-many");
        }
        await Groups.AddToGroupAsync(Context.ConnectionId, Followers.Group(eventId));
        lock (Followed)
        {
            Followed.Add(eventId);
            followers.Joined(eventId, IsReader);
        }
        // It may have gone while it joined, and OnDisconnectedAsync before this was noted.
        if (Context.ConnectionAborted.IsCancellationRequested)
            LeaveAll();
        return true;
    }
}
