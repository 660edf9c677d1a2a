using LiveBlog.Core.Data;

namespace LiveBlog.Web.Live;

/// <summary>Works in the background for as long as the program runs: a step that fails is logged, and the next one is tried all the same.</summary>
/// <param name="failure">What a failed step could not do, as the log says it.</param>
/// <param name="log">The log.</param>
public abstract partial class SteadyService(string failure, ILogger log) : BackgroundService
{
    /// <summary>Does a step. The database may be away for a while; what it failed to do is found again by a later one.</summary>
    protected async Task TryAsync(Func<Task> step, CancellationToken stopping)
    {
        try
        {
            await step();
        }
        catch (Exception reason) when (!stopping.IsCancellationRequested)
        {
            // Said twice a second for as long as that lasts: where in the code it was noticed helps nobody.
            if (DatabaseAway.Says(reason))
                LogAway(failure, reason.Message);
            else
                LogFailed(reason, failure);
        }
    }

    /// <summary>Begins to send to a group of connections. It ends only when the slowest of them has taken it: nobody waits for that.</summary>
    protected void Send(Task sending) => sending.ContinueWith(
        failed => LogFailed(failed.Exception!.GetBaseException(), failure), CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failure}, as the database is away; trying again: {Reason}")]
    private partial void LogAway(string failure, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failure}; trying again")]
    private partial void LogFailed(Exception reason, string failure);
}
