using LiveBlog.Core.Live;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>
/// Brings timelines up to date when a change is signalled, and tells their followers. Also the safety net: every few
/// seconds it compares heads with the database and sends each follower the head, so that nothing lost stays lost.
/// </summary>
public sealed class Broadcaster(
    ChangeSignal signal, TimelineStore timelines, Followers followers, IHubContext<LiveHub, ILiveClient> hub, ILogger<Broadcaster> log)
    : SteadyService("Readers could not be told of a change", log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // None of the three ends before the program does. If one fails, the host stops and says why, rather than going on
        // without it.
        await await Task.WhenAny(ListenAsync(stoppingToken), PushAsync(stoppingToken), BeatAsync(stoppingToken));
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await foreach (var change in signal.ListenAsync(stopping))
        {
            await TryAsync(() => change == Change.Any
                ? timelines.RefreshAllAsync(followers.HasAny, stopping)
                : timelines.RefreshAsync(change, stopping), stopping);
        }
    }

    private async Task PushAsync(CancellationToken stopping)
    {
        await foreach (var update in timelines.Updates.ReadAllAsync(stopping))
            Send(hub.Clients.Group(Followers.Group(update.EventId)).Changes(update.Message));
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await TryAsync(() => timelines.RefreshAllAsync(followers.HasAny, stopping), stopping);
            foreach (var timeline in timelines.Held.Where(timeline => followers.HasAny(timeline.EventId)))
                Send(hub.Clients.Group(Followers.Group(timeline.EventId)).Head(timeline.Epoch, timeline.Revision));
        }
    }
}
