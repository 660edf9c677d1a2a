using System.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LiveBlog.Core.Data.PostgreSql;

/// <summary>LiveBlog on PostgreSQL: for production, and for more than one node.</summary>
public sealed class PostgreSqlLiveBlogContext(DbContextOptions<PostgreSqlLiveBlogContext> options) : LiveBlogContext(options)
{
    // Any number that no other program on this database uses; spells "LiveBlog" in ASCII.
    private const long MigrationLock = 0x4C697665426C6F67;

    // Locks of two numbers are others than those of one; spells "Live".
    private const int LockSpace = 0x4C697665;

    /// <inheritdoc />
    public override Task<LiveEvent?> LockEventAsync(Guid eventId, CancellationToken cancellation) =>
        Events.FromSql($"""SELECT * FROM "Events" WHERE "Id" = {eventId} FOR UPDATE""").SingleOrDefaultAsync(cancellation);

    /// <inheritdoc />
    public override Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellation) =>
        Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    /// <remarks>The lock ends with its transaction, so also with a killed node.</remarks>
    /// <inheritdoc />
    public override async Task<IAsyncDisposable> LockAsync(SharedWork work, CancellationToken cancellation)
    {
        var turn = await Database.BeginTransactionAsync(cancellation);
        // It waits for whoever has it, not for the database.
        Database.SetCommandTimeout(TimeSpan.FromMinutes(1));
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockSpace}, {(int)work})", cancellation);
        Database.SetCommandTimeout((int?)null);
        return turn;
    }

    /// <inheritdoc />
    public override async Task MigrateAsync(CancellationToken cancellation)
    {
        // A new database, or an index over many entries, takes longer than what readers ask.
        var usual = Database.GetConnectionString();
        Database.SetConnectionString(new NpgsqlConnectionStringBuilder(usual) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await MigrateWithoutLimitAsync(cancellation);
        }
        finally
        {
            Database.SetConnectionString(usual);
        }
    }

    private async Task MigrateWithoutLimitAsync(CancellationToken cancellation)
    {
        var creator = Database.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellation))
        {
            try
            {
                await creator.CreateAsync(cancellation);
            }
            catch (PostgresException taken) when (taken.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another node that starts at the same moment made it.
            }
        }

        // EF takes a lock of its own only once its history table stands, which two nodes then try to make at once. This
        // one ends with its session, so a killed node leaves nothing behind.
        // (A pooled connection would stay open, and keep it.)
        await using var session = new NpgsqlConnection(Database.GetConnectionString());
        await session.OpenAsync(cancellation);
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", session))
        {
            command.Parameters.AddWithValue("key", MigrationLock);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        await RelationalDatabaseFacadeExtensions.MigrateAsync(Database, cancellation);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.NameOrdinalCollation("C");
    }
}
