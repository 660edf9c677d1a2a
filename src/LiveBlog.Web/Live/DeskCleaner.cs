using LiveBlog.Core.Desk;
using LiveBlog.Web.Media;

namespace LiveBlog.Web.Live;

/// <summary>Lets old working copies, tabs and samples go, then files that nothing uses: some minutes after the start, then once a day.</summary>
public sealed class DeskCleaner(DeskCleaning cleaning, UnusedMedia media, TimeProvider clock, ILogger<DeskCleaner> log)
    : SteadyService("What is old could not be cleaned away", log)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nodes started together don't clean together.
        var wait = TimeSpan.FromMinutes(1 + 9 * Random.Shared.NextDouble());
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = Every;
            if (stoppingToken.IsCancellationRequested)
                return;
            await TryAsync(() => cleaning.CleanAsync(stoppingToken), stoppingToken);
            await TryAsync(() => media.RemoveAsync(stoppingToken), stoppingToken);
        }
    }
}
