using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Data;

public sealed class MigrationTests
{
    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Model_and_migrations_have_not_drifted(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nodes_that_start_at_once_on_an_empty_database_do_not_trip_over_each_other(DatabaseProvider engine)
    {
        var (options, directory) = TestDatabase.Reserve(engine);
        await using var first = TestDatabase.Over(options, directory);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var db = first.Open();
            await db.MigrateAsync(CancellationToken.None);
        })));
        await using var db = first.Open();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_process_killed_while_migrating_does_not_lock_out_the_next_one()
    {
        var (options, directory) = TestDatabase.Reserve(DatabaseProvider.Sqlite);
        await using var database = TestDatabase.Over(options, directory);
        await using (var db = database.Open())
        {
            // What EF leaves behind when it is killed.
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')", TestContext.Current.CancellationToken);
        }
        await using var next = database.Open();
        await next.MigrateAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(await next.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }
}
