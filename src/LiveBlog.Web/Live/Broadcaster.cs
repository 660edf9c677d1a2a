using LiveBlog.Core.Live;

namespace LiveBlog.Web.Live;

/// <summary>
/// Brings timelines up to date when a change is signalled, and tells their followers. Also the safety net: every few
/// seconds it compares heads with the database, and tells each follower its head, so that nothing lost stays lost.
/// </summary>
public sealed class Broadcaster(
    ChangeSignal signal, TimelineStore timelines, Followers followers, ILogger<Broadcaster> log)
    : SteadyService("Readers could not be told of a change", log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // Each connection has its turn within five seconds.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.25);
    private const int Turns = 20;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // None of the four ends before the program does. If one fails, the host stops and says why, rather than going on
        // without it.
        await await Task.WhenAny(ListenAsync(stoppingToken), TellAsync(stoppingToken), LookAsync(stoppingToken), BeatAsync(stoppingToken));
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

    private async Task TellAsync(CancellationToken stopping)
    {
        await foreach (var eventId in timelines.Updates.ReadAllAsync(stopping))
            Send(followers.TellAsync(eventId));
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stopping))
            await TryAsync(() => timelines.RefreshAllAsync(followers.HasAny, stopping), stopping);
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var turn = 0; await timer.WaitForNextTickAsync(stopping); turn = (turn + 1) % Turns)
            await followers.BeatAsync(turn, Turns);
    }
}
