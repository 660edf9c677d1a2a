using System.Data.Common;
using Npgsql;

namespace LiveBlog.Core.Data.PostgreSql;

/// <summary>
/// What LiveBlog asks of the driver and the server where the connection string does not say otherwise: that a database which is
/// away is noticed within seconds, and that a node which was cut off does not keep the others from an event.
/// </summary>
internal static class PostgreSqlDefaults
{
    // A connection of a node that is cut off in silence may hold an event's lock: the server has to end it. Times in the units of
    // PostgreSQL's settings.
    // And what is asked needs a few rows of large tables: to fetch them here and there is hardly dearer than in a row, on disks of today.
    private const string ServerSide =
        "-c random_page_cost=1.1 -c idle_in_transaction_session_timeout=10s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    private static readonly (string[] Names, string Value)[] All =
    [
        // Seconds to connect, and seconds for a command. Cancelling one that gets no answer takes twice the first again.
        (["Timeout"], "3"),
        (["Command Timeout", "CommandTimeout"], "5"),
        // Milliseconds to wait for what a cancelled command says before its connection is given up.
        (["Cancellation Timeout", "CancellationTimeout"], "1000"),
        (["Options"], ServerSide),
    ];

    /// <summary>The connection string with them.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Apply(string connectionString)
    {
        // The driver's own builder does not tell what was said from what is so by default, and says what is wrong with it.
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (var (names, value) in All)
        {
            if (!names.Any(said.ContainsKey))
                said[names[0]] = value;
        }
        return said.ConnectionString;
    }
}
