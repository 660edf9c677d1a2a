using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>A connection to the hub.</summary>
public sealed class HubFollower(HubConnectionContext connection) : Follower
{
    /// <inheritdoc />
    public override bool IsReader { get; } = Actors.IsReader(connection.User);

    /// <inheritdoc />
    public override void Abort() => connection.Abort();

    /// <inheritdoc />
    protected override ValueTask WriteAsync(Outgoing outgoing) => connection.WriteAsync(outgoing.Hub, CancellationToken.None);
}
