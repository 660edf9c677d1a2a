using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Numbers;

public sealed class NumbersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Readers_are_summed_over_nodes_and_the_highest_minute_is_the_peak(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var liveEvent = await database.CreateEventAsync();
        await database.PostAsync(liveEvent.Slug, "Maintenant");
        await database.PostAsync(liveEvent.Slug, "Hier", DateTimeOffset.UtcNow.AddDays(-2));
        var now = DateTimeOffset.UtcNow;
        var minute = ReaderNumbers.Minute(now.UtcDateTime);
        await using (var db = database.Open())
        {
            foreach (var (node, seen) in new[] { ("a", 1), ("b", 1), ("c", 300), ("d", 20) })
                db.Nodes.Add(new Node { Name = node, SeenAt = now.UtcDateTime.AddSeconds(-seen) });
            foreach (var (ago, node, readers) in new[] { (30, "a", 40), (30, "b", 30), (20, "a", 60), (1, "b", 7), (5, "c", 100), (1, "d", 50) })
                db.ReaderSamples.Add(new ReaderSample { EventId = liveEvent.Id, At = minute.AddMinutes(-ago), Node = node, Readers = readers });
            await db.SaveChangesAsync(None);
        }
        await using var again = database.Open();
        var numbers = await ReaderNumbers.ReadAsync(again, liveEvent.Id, "a", 3, now, None);
        // Here three, on "b" a minute ago seven; "c" has not counted since, and "d" was killed: its readers are elsewhere.
        Assert.Equal(10, numbers.Now);
        Assert.Equal(new ReadersAt(minute.AddMinutes(-5), 100), numbers.Peak);
        Assert.Equal(181, numbers.Minutes.Count);
        Assert.Equal(70, numbers.Minutes[^31].Readers);
        Assert.Equal((24, 1), (numbers.Hours.Count, numbers.Hours.Sum(hour => hour.Entries)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Readers_of_a_node_that_stops_are_not_counted_there_any_more(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var numbers = database.Services.GetRequiredService<NumbersWriter>();
        var eventId = (await database.CreateEventAsync()).Id;
        await numbers.SeenAsync("b", None);
        await numbers.SampleAsync("b", new Dictionary<Guid, int> { [eventId] = 5 }, None);
        await using var db = database.Open();
        Assert.Equal(7, (await ReaderNumbers.CountAsync(db, eventId, "a", 2, DateTimeOffset.UtcNow, None)).Now);
        await numbers.GoneAsync("b", None);
        Assert.Equal(2, (await ReaderNumbers.CountAsync(db, eventId, "a", 2, DateTimeOffset.UtcNow, None)).Now);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_node_counts_once_a_minute_and_only_what_there_is(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var numbers = database.Services.GetRequiredService<NumbersWriter>();
        var eventId = (await database.CreateEventAsync()).Id;
        var minute = DateTime.UtcNow.Minute;
        await numbers.SampleAsync("a", new Dictionary<Guid, int> { [eventId] = 5, [Guid.NewGuid()] = 1 }, None);
        await numbers.SampleAsync("a", new Dictionary<Guid, int> { [eventId] = 4 }, None);
        Assert.SkipWhen(DateTime.UtcNow.Minute != minute, "A minute passed meanwhile.");
        await using var db = database.Open();
        Assert.Equal(5, (await db.ReaderSamples.SingleAsync(None)).Readers);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Shares_add_up_for_entries_that_readers_see_at_that_address(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var numbers = database.Services.GetRequiredService<NumbersWriter>();
        var liveEvent = await database.CreateEventAsync();
        var (much, little) = (await database.PostAsync(liveEvent.Slug, "Beaucoup"), await database.PostAsync(liveEvent.Slug, "Peu"));
        var (draft, _) = await database.Entries.PostAsync(liveEvent.Slug, Guid.CreateVersion7(),
            new EntryInput { Headline = "Brouillon", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        await numbers.ShareAsync(new Dictionary<(string, Guid), int>
        {
            [(liveEvent.Slug, much.Id)] = 2,
            [(liveEvent.Slug, little.Id)] = 1,
            [("ailleurs", little.Id)] = 50,
            [(liveEvent.Slug, draft.Id)] = 9,
            [(liveEvent.Slug, Guid.NewGuid())] = 9,
        }, None);
        await numbers.ShareAsync(new Dictionary<(string, Guid), int> { [(liveEvent.Slug, much.Id)] = 3 }, None);
        await using var db = database.Open();
        var shared = (await ReaderNumbers.ReadAsync(db, liveEvent.Id, "a", 0, DateTimeOffset.UtcNow, None)).Shared;
        Assert.Equal([("Beaucoup", 5), ("Peu", 1)], shared.Select(one => (one.Heading, one.Count)));
    }
}
