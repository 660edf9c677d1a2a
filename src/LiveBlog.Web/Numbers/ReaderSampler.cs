using LiveBlog.Core.Events;
using LiveBlog.Core.Numbers;
using LiveBlog.Web.Live;

namespace LiveBlog.Web.Numbers;

/// <summary>Writes down once a minute how many readers this node serves, and every few seconds what was shared.</summary>
public sealed class ReaderSampler(
    ReaderCount readers, Shares shares, NumbersWriter numbers, TimeProvider clock, ILogger<ReaderSampler> log)
    : SteadyService("The numbers of readers could not be written", log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat);
        var sampled = DateTime.MinValue;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var minute = ReaderNumbers.Minute(clock.GetUtcNow().UtcDateTime);
            await TryAsync(async () =>
            {
                await numbers.SeenAsync(readers.Node, stoppingToken);
                await numbers.ShareAsync(shares.Take(), stoppingToken);
                if (minute <= sampled)
                    return;
                // The wire is followed beside every page: its readers are those of the others.
                await numbers.SampleAsync(readers.Node, readers.All().Where(one => one.Key != LiveEvent.WireId).ToDictionary(), stoppingToken);
                sampled = minute;
            }, stoppingToken);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(async () =>
        {
            await numbers.ShareAsync(shares.Take(), cancellationToken);
            await numbers.GoneAsync(readers.Node, cancellationToken);
        }, cancellationToken);
    }
}
