using LiveBlog.Core.Events;

namespace LiveBlog.Web.Live;

/// <summary>Sets scheduled events live when their start comes, within two seconds.</summary>
public sealed class EventStarter(EventWriter events, ILogger<EventStarter> log)
    : SteadyService("A scheduled event could not be started", log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<Guid> due = [];
            await TryAsync(async () => due = await events.DueAsync(stoppingToken), stoppingToken);
            // One that can't be started must not keep the others from it.
            foreach (var eventId in due)
                await TryAsync(() => events.StartAsync(eventId, stoppingToken), stoppingToken);
        }
    }
}
