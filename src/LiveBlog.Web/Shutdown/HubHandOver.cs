using LiveBlog.Web.Live;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Shutdown;

/// <summary>Notes the connections of the hubs for <see cref="HandOver"/>.</summary>
public sealed class HubHandOver(HandOver handOver, IHubContext<LiveHub> readers) : IHubFilter
{
    // What a reader's page is told; it then opens another connection at once (docs/protocol.md).
    private const string Moving = "Moving";

    /// <inheritdoc />
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var connection = context.Context;
        handOver.Add(connection.ConnectionId, context.Hub is LiveHub
            ? () => _ = readers.Clients.Client(connection.ConnectionId).SendAsync(Moving)
            // A desk's page that loses its connection comes back at once.
            : connection.Abort);
        return next(context);
    }

    /// <inheritdoc />
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        handOver.Remove(context.Context.ConnectionId);
        return next(context, exception);
    }
}
