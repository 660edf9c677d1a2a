using LiveBlog.Web.Live;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Shutdown;

/// <summary>Notes the connections of the hubs for <see cref="HandOver"/>.</summary>
public sealed class HubHandOver(HandOver handOver) : IHubFilter
{
    /// <inheritdoc />
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        // A desk's page that loses its connection comes back at once.
        handOver.Add(connection.ConnectionId, connection.Features.Get<HubFollower>() is { } reader ? reader.Move : connection.Abort);
        return next(context);
    }

    /// <inheritdoc />
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        handOver.Remove(context.Context.ConnectionId);
        return next(context, exception);
    }
}
