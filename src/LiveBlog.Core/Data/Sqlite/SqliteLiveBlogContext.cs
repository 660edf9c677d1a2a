using System.Data;
using LiveBlog.Core.Events;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveBlog.Core.Data.Sqlite;

/// <summary>LiveBlog on SQLite: a file, one process, nothing to install.</summary>
public sealed class SqliteLiveBlogContext(DbContextOptions<SqliteLiveBlogContext> options) : LiveBlogContext(options)
{
    /// <remarks>A transaction begins as BEGIN IMMEDIATE, which locks out all other writers already.</remarks>
    /// <inheritdoc />
    public override Task<LiveEvent?> LockEventAsync(Guid eventId, CancellationToken cancellation) =>
        Events.SingleOrDefaultAsync(e => e.Id == eventId, cancellation);

    /// <remarks>
    /// In WAL mode a deferred transaction that only reads sees one state and blocks nobody. This level is how the driver is
    /// asked for one; with a private cache, as here, nothing uncommitted is read.
    /// </remarks>
    /// <inheritdoc />
    public override Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellation) =>
        Database.BeginTransactionAsync(IsolationLevel.ReadUncommitted, cancellation);

    /// <remarks>There is one node. A transaction would lock out whoever does the work by another connection.</remarks>
    /// <inheritdoc />
    public override Task<IAsyncDisposable> LockAsync(SharedWork work, CancellationToken cancellation) =>
        Task.FromResult<IAsyncDisposable>(new Nothing());

    /// <inheritdoc />
    public override async Task MigrateAsync(CancellationToken cancellation)
    {
        if (!(await Database.GetPendingMigrationsAsync(cancellation)).Any())
            return;
        // EF's own lock is a row that a killed process leaves behind, and the next one then waits for ever. A lock on a
        // file ends with its process, so whoever holds it may clear that row away.
        var path = new SqliteConnectionStringBuilder(Database.GetConnectionString()).DataSource + ".migrating";
        await using var file = await LockFileAsync(path, cancellation);
        if (await Database.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellation))
            await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
        await RelationalDatabaseFacadeExtensions.MigrateAsync(Database, cancellation);
    }

    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(100, cancellation);
            }
        }
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
