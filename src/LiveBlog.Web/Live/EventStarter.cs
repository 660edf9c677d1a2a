using LiveBlog.Core.Events;

namespace LiveBlog.Web.Live;

/// <summary>Sets scheduled events live when their start comes, within two seconds.</summary>
public sealed partial class EventStarter(EventWriter events, ILogger<EventStarter> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await events.StartDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look for events that are due to start; trying again")]
    private partial void LogFailed(Exception reason);
}
