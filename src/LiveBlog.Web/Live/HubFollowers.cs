using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>
/// Hands the hub its connections to write to. A group send of SignalR's own keeps a task and the message for each connection that
/// is slow, for each change; <see cref="Follower"/> does not.
/// </summary>
public sealed class HubFollowers(Followers followers, ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    /// <inheritdoc />
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Features.Set(new HubFollower(connection));
        return base.OnConnectedAsync(connection);
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Features.Get<HubFollower>() is { } follower)
            followers.Leave(follower);
        return base.OnDisconnectedAsync(connection);
    }
}
