using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LiveBlog.Core.Data.Sqlite;

/// <summary>
/// Sets up each connection: readers do not block the writer (WAL), a second writer waits instead of failing, and a commit
/// is on the disk before it is acknowledged (FULL; in WAL mode NORMAL could lose the last ones when the power fails).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
