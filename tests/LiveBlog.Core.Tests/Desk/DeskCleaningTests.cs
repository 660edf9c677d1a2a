using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Desk;

public sealed class DeskCleaningTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_what_nobody_comes_back_for_is_forgotten(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var eventId = (await database.CreateEventAsync()).Id;
        var now = Input.Instant(DateTimeOffset.UtcNow);
        var old = ReaderNumbers.Hour(now.AddDays(-9));
        await using (var db = database.Open())
        {
            foreach (var (id, days) in new[] { (1, 31), (2, 29) })
                db.WorkingCopies.Add(new WorkingCopy { Id = Guid.NewGuid(), ActorKey = $"{id}", EventId = eventId, Fields = "{}", SavedAt = now.AddDays(-days) });
            foreach (var minutes in new[] { 61, 1 })
                db.Presences.Add(new Presence { Id = Guid.NewGuid(), EventId = eventId, ActorKey = $"{minutes}", Name = "", Doing = Doing.Here, SeenAt = now.AddMinutes(-minutes) });
            // An hour of two nodes a week ago, whose highest minute is the second, and this hour.
            foreach (var (at, node, readers) in new[] { (old, "a", 9), (old.AddMinutes(1), "a", 6), (old.AddMinutes(1), "b", 5), (old.AddMinutes(2), "b", 8), (old.AddHours(1), "a", 1) })
                db.ReaderSamples.Add(new ReaderSample { EventId = eventId, At = at, Node = node, Readers = readers });
            for (var i = 0; i < 3; i++)
                db.ReaderSamples.Add(new ReaderSample { EventId = eventId, At = ReaderNumbers.Minute(now.AddMinutes(-i)), Node = "a", Readers = i });
            await db.SaveChangesAsync(None);
        }
        var cleaning = database.Services.GetRequiredService<DeskCleaning>();
        await cleaning.CleanAsync(None);
        await cleaning.CleanAsync(None);
        await using var after = database.Open();
        Assert.Equal("2", (await after.WorkingCopies.SingleAsync(None)).ActorKey);
        Assert.Equal("1", (await after.Presences.SingleAsync(None)).ActorKey);
        var kept = await after.ReaderSamples.Where(s => s.At < now.AddDays(-7)).OrderBy(s => s.At).ThenBy(s => s.Node).ToListAsync(None);
        Assert.Equal([(old.AddMinutes(1), 6), (old.AddMinutes(1), 5), (old.AddHours(1), 1)], kept.Select(s => (s.At, s.Readers)));
        Assert.Equal(6, await after.ReaderSamples.CountAsync(None));
    }
}
