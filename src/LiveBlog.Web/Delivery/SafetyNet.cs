using LiveBlog.Core.Live;
using LiveBlog.Web.Live;

namespace LiveBlog.Web.Delivery;

/// <summary>Looks every few seconds whether something changed without a word, and drops ready answers that nobody asks for.</summary>
internal sealed class SafetyNet(ReadyAnswers answers, ChangeCheck check, DatabaseWatch watch, ILogger<SafetyNet> log)
    : SteadyService("Whether ready pages are up to date could not be looked up", log)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // It answered when the program started, which may have taken a while.
        watch.Heard();
        using var timer = new PeriodicTimer(Beat);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(async () =>
            {
                answers.DropIdle();
                answers.Recount();
                await check.LookAsync([.. answers.Sources.Where(source => source != Guid.Empty && source != Change.ListsId).Distinct()], stoppingToken);
                watch.Heard();
            }, stoppingToken);
        }
    }
}
