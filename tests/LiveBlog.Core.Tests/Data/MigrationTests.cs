using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

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

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_from_before_the_wire_stays_and_gives_the_wire_its_address(DatabaseProvider engine)
    {
        var (options, directory) = TestDatabase.Reserve(engine);
        await using var database = TestDatabase.Over(options, directory);
        var id = Guid.CreateVersion7();
        var then = new DateTime(2022, 1, 12, 9, 0, 0, DateTimeKind.Utc);
        await using (var old = database.Open())
        {
            await old.GetService<IMigrator>().MigrateAsync("Initial", TestContext.Current.CancellationToken);
            await old.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Events" ("Id", "Slug", "Epoch", "Revision", "HeaderRevision", "Title", "Standfirst", "Background", "Language", "TimeZone", "Status", "StartedAt", "CreatedAt", "ChangedAt")
                VALUES ({id}, {"wire"}, {"abc"}, {1L}, {1L}, {"The Wire"}, {""}, {""}, {"en"}, {"Europe/London"}, {"Live"}, {then}, {then}, {then})
                """, TestContext.Current.CancellationToken);
        }
        await using var db = database.Open();
        await db.MigrateAsync(TestContext.Current.CancellationToken);
        Assert.True((await db.Events.SingleAsync(e => e.Slug == LiveEvent.WireSlug, TestContext.Current.CancellationToken)).IsWire);
        var kept = await db.Events.SingleAsync(e => e.Id == id, TestContext.Current.CancellationToken);
        Assert.Equal(("wire-event", "The Wire", null), (kept.Slug, kept.Title, kept.Photo));
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
