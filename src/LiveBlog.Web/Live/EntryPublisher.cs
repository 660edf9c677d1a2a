using LiveBlog.Core.Entries;

namespace LiveBlog.Web.Live;

/// <summary>Publishes scheduled entries when their time comes, within a second. Every node looks; an entry is published once.</summary>
public sealed class EntryPublisher(EntryWriter entries, ILogger<EntryPublisher> log)
    : SteadyService("A scheduled entry could not be published", log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            IReadOnlyList<(Guid EventId, Guid EntryId)> due = [];
            await TryAsync(async () => due = await entries.DueAsync(stoppingToken), stoppingToken);
            // One that can't be published must not keep the others from it.
            foreach (var (eventId, entryId) in due)
                await TryAsync(() => entries.PublishDueAsync(eventId, entryId, stoppingToken), stoppingToken);
        }
    }
}
