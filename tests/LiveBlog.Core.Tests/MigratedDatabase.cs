using LiveBlog.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LiveBlog.Core.Tests;

/// <summary>One migrated database of each engine in this process, copied for each test: a copy takes a tenth of the time of migrating.</summary>
internal static class MigratedDatabase
{
    private static readonly Dictionary<DatabaseProvider, Lazy<Task<string>>> Originals = new()
    {
        [DatabaseProvider.Sqlite] = new(() => Task.Run(() => MakeAsync(DatabaseProvider.Sqlite))),
        [DatabaseProvider.PostgreSql] = new(() => Task.Run(() => MakeAsync(DatabaseProvider.PostgreSql))),
    };

    /// <summary>Makes the database that the options name.</summary>
    public static async Task CopyToAsync(DatabaseOptions options)
    {
        var original = await Originals[options.Provider].Value;
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            File.Copy(new SqliteConnectionStringBuilder(original).DataSource, new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
            return;
        }
        var (from, to) = (new NpgsqlConnectionStringBuilder(original), new NpgsqlConnectionStringBuilder(options.ConnectionString));
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Database = "postgres" }.ConnectionString);
        await server.OpenAsync();
        await using var copy = new NpgsqlCommand($"CREATE DATABASE \"{to.Database}\" TEMPLATE \"{from.Database}\"", server);
        await copy.ExecuteNonQueryAsync();
    }

    // It goes with the cluster, or with the temporary folder.
    private static async Task<string> MakeAsync(DatabaseProvider provider)
    {
        var (options, _) = TestDatabase.Reserve(provider);
        await using var services = new ServiceCollection().AddLogging().AddLiveBlogCore(options).BuildServiceProvider();
        await using (var db = services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContext())
            await db.MigrateAsync(CancellationToken.None);
        // Neither engine copies a database that is still open: what SQLite keeps beside its file is written into it as it closes.
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        return options.ConnectionString;
    }
}
