using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LiveBlog.Core.Data.PostgreSql;

/// <summary>
/// PostgreSQL's LISTEN/NOTIFY. The notification is part of the transaction: the database sends it if and only if the
/// change was committed, even when the node that made it is killed the moment after.
/// </summary>
internal sealed partial class NotifySignal(string connectionString, ILogger<NotifySignal> log) : ChangeSignal
{
    private const string Channel = "liveblog_changes";

    public override Task AnnounceAsync(LiveBlogContext db, Change change, CancellationToken cancellation)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $"{change.EventId} {change.Revision}");
        return db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", cancellation);
    }

    public override async IAsyncEnumerable<Change> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var changes = System.Threading.Channels.Channel.CreateUnbounded<Change>();
        var listening = ListenForEverAsync(changes.Writer, cancellation);
        await foreach (var change in changes.Reader.ReadAllAsync(cancellation))
            yield return change;
        await listening;
    }

    private async Task ListenForEverAsync(ChannelWriter<Change> changes, CancellationToken cancellation)
    {
        // A session of its own, not pooled; the keep-alive notices a connection that was cut without a word.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 5, ApplicationName = "LiveBlog listener" };
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(cancellation);
                connection.Notification += (_, notification) => changes.TryWrite(Parse(notification.Payload));
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                changes.TryWrite(Change.Any);
                while (true)
                    await connection.WaitAsync(cancellation);
            }
            catch (Exception lost) when (!cancellation.IsCancellationRequested)
            {
                // Whatever it is: a listener that gave up would leave this node to the safety net without a word.
                LogLost(lost.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        changes.TryComplete();
    }

    private static Change Parse(string payload) =>
        payload.Split(' ') is [var id, var revision]
            && Guid.TryParse(id, out var eventId) && long.TryParse(revision, CultureInfo.InvariantCulture, out var number)
            ? new Change(eventId, number)
            : Change.Any;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change signal lost, reconnecting in 1 s: {Reason}")]
    private partial void LogLost(string reason);
}
