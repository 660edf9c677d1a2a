using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LiveBlog.Core.Desk;
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
    private const string ReaderChannel = "liveblog_changes";
    private const string DeskChannel = "liveblog_desk";

    public override Task AnnounceAsync(LiveBlogContext db, Change change, CancellationToken cancellation)
    {
        var payload = string.Create(CultureInfo.InvariantCulture, $"{change.EventId} {change.Revision}{(change.TakesBack ? " back" : "")}");
        return db.Database.ExecuteSqlAsync($"SELECT pg_notify({ReaderChannel}, {payload})", cancellation);
    }

    public override Task AnnounceAsync(LiveBlogContext db, DeskChange change, CancellationToken cancellation)
    {
        var payload = $"{change.EventId} {change.Part}";
        return db.Database.ExecuteSqlAsync($"SELECT pg_notify({DeskChannel}, {payload})", cancellation);
    }

    public override IAsyncEnumerable<Change> ListenAsync(CancellationToken cancellation) =>
        ListenAsync(ReaderChannel, Parse, Change.Any, Marks.Note, cancellation);

    public override IAsyncEnumerable<DeskChange> ListenAtDeskAsync(CancellationToken cancellation) =>
        ListenAsync(DeskChannel, ParseDesk, DeskChange.Any, _ => { }, cancellation);

    private async IAsyncEnumerable<T> ListenAsync<T>(
        string channel, Func<string, T> parse, T any, Action<T> heard, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var changes = Channel.CreateUnbounded<T>();
        var listening = ListenForEverAsync(channel, parse, any, change =>
        {
            // At once, and not when whoever follows the changes gets to it.
            heard(change);
            changes.Writer.TryWrite(change);
        }, cancellation);
        await foreach (var change in changes.Reader.ReadAllAsync(cancellation))
            yield return change;
        await listening;
    }

    private async Task ListenForEverAsync<T>(
        string channel, Func<string, T> parse, T any, Action<T> tell, CancellationToken cancellation)
    {
        // A session of its own, not pooled; the keep-alive notices a connection that was cut without a word.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 5, ApplicationName = "LiveBlog listener" };
        while (!cancellation.IsCancellationRequested)
        {
            // Of this connection alone: what the driver leaves registered when one breaks must not fail the end of the program.
            using var ending = new CancellationTokenSource();
            await using var end = cancellation.Register(() => End(ending));
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(ending.Token);
                connection.Notification += (_, notification) => tell(parse(notification.Payload));
                await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection))
                    await listen.ExecuteNonQueryAsync(ending.Token);
                tell(any);
                while (true)
                    await connection.WaitAsync(ending.Token);
            }
            catch (Exception lost) when (!cancellation.IsCancellationRequested)
            {
                // Whatever it is: a listener that gave up would leave this node to the safety net without a word.
                LogLost(lost.Message);
                // Whatever cut this connection has cut the idle ones of the pool: they would fail one by one, each with its own user.
                using (var pooled = new NpgsqlConnection(connectionString))
                    NpgsqlConnection.ClearPool(pooled);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static void End(CancellationTokenSource connection)
    {
        try
        {
            connection.Cancel();
        }
        catch (AggregateException)
        {
            // It broke at that moment: it has ended all the same.
        }
    }

    private static Change Parse(string payload) =>
        payload.Split(' ') is [var id, var revision, .. var more] && more is [] or ["back"]
            && Guid.TryParse(id, out var eventId) && long.TryParse(revision, CultureInfo.InvariantCulture, out var number)
            ? new Change(eventId, number) { TakesBack = more is ["back"] }
            : Change.Any;

    private static DeskChange ParseDesk(string payload) =>
        payload.Split(' ') is [var id, var part] && Guid.TryParse(id, out var eventId) && Enum.TryParse<DeskPart>(part, out var known)
            ? new DeskChange(eventId, known)
            : DeskChange.Any;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change signal lost, reconnecting in 1 s: {Reason}")]
    private partial void LogLost(string reason);
}
