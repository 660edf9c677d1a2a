using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Shutdown;

/// <summary>
/// When this program stops. Told by SIGTERM, it first says that it is not ready, then sends its open pages to other nodes, and only
/// then stops as .NET does: no new requests, those in progress to their end. Ctrl+C, or a second signal, leaves the waiting out.
/// </summary>
public sealed partial class Draining(
    HandOver handOver, IHostApplicationLifetime lifetime, IOptions<ShutdownOptions> options, ILogger<Draining> log) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly CancellationTokenSource hurry = new();
    private int begun;

    /// <summary>Whether it was told to stop.</summary>
    public bool HasBegun => Volatile.Read(ref begun) != 0;

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Begin(signal, inHaste: false)));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Begin(signal, inHaste: true)));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Begin(signal, inHaste: true)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var signal in signals)
            signal.Dispose();
        hurry.Dispose();
    }

    private void Begin(PosixSignalContext signal, bool inHaste)
    {
        // Else the system ends the process when this returns.
        signal.Cancel = true;
        var isFirst = Interlocked.Exchange(ref begun, 1) == 0;
        if (inHaste || !isFirst)
            hurry.Cancel();
        if (isFirst)
            _ = DrainAsync();
    }

    private async Task DrainAsync()
    {
        LogDraining();
        await Task.Delay(TimeSpan.FromSeconds(options.Value.NoticeSeconds), hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await handOver.BeginAsync(TimeSpan.FromSeconds(options.Value.HandOverSeconds), hurry.Token);
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop: no longer ready, sending open pages to other nodes")]
    private partial void LogDraining();
}
