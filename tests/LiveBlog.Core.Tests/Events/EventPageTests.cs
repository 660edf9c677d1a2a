using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Tests.Events;

public sealed class EventPageTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Following_the_links_shows_every_entry_once_in_either_order(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = await FillAsync(database, 120);
        foreach (var order in Enum.GetValues<EntryOrder>())
        {
            var seen = new List<string>();
            var request = new PageRequest(order);
            while (request is not null)
            {
                var page = await ReadAsync(database, slug, request);
                seen.AddRange(page.Entries.Select(e => e.Headline));
                request = order == EntryOrder.Newest
                    ? page.OlderBefore is { } before ? new PageRequest(order, Before: before) : null
                    : page.NewerAfter is { } after ? new PageRequest(order, After: after) : null;
            }
            var expected = Enumerable.Range(0, 120).Select(i => $"n{i}");
            Assert.Equal(order == EntryOrder.Newest ? expected.Reverse() : expected, seen);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_older_page_shows_the_same_entries_after_many_more_arrived(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = await FillAsync(database, 110);
        var older = new PageRequest(Before: (await ReadAsync(database, slug, new PageRequest())).OlderBefore);
        var before = (await ReadAsync(database, slug, older)).Entries.Select(e => e.Id).ToList();
        for (var i = 0; i < 60; i++)
            await database.PostAsync(slug, $"neuf {i}", Start.AddHours(5).AddMinutes(i));
        Assert.Equal(before, (await ReadAsync(database, slug, older)).Entries.Select(e => e.Id));
        Assert.Equal(before.AsEnumerable().Reverse(),
            (await ReadAsync(database, slug, older with { Order = EntryOrder.Oldest })).Entries.Select(e => e.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Pinned_entries_stand_on_top_of_the_first_page_and_nowhere_else(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = await FillAsync(database, 60);
        var oldest = (await ReadAsync(database, slug, new PageRequest(EntryOrder.Oldest))).Entries[0];
        await database.Entries.EditAsync(slug, oldest.Id, 1, new EntryInput { Pinned = true }, TestDatabase.Editor, None);
        var first = await ReadAsync(database, slug, new PageRequest());
        Assert.Equal(oldest.Id, Assert.Single(first.Pinned).Id);
        var second = await ReadAsync(database, slug, new PageRequest(Before: first.OlderBefore));
        Assert.Empty(second.Pinned);
        Assert.DoesNotContain(second.Entries, e => e.Id == oldest.Id);
        Assert.DoesNotContain((await ReadAsync(database, slug, new PageRequest(EntryOrder.Oldest))).Entries, e => e.Id == oldest.Id);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Readers_see_neither_drafts_nor_what_was_withdrawn(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = await FillAsync(database, 3);
        await database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "brouillon", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        var page = await ReadAsync(database, slug, new PageRequest());
        await database.Entries.WithdrawAsync(slug, page.Entries[1].Id, TestDatabase.Editor, None);
        Assert.Equal(["n2", "n0"], (await ReadAsync(database, slug, new PageRequest())).Entries.Select(e => e.Headline));
    }

    private static async Task<EventPage> ReadAsync(TestDatabase database, string slug, PageRequest request)
    {
        await using var db = database.Open();
        return (await EventPage.ReadAsync(db, slug, request, None))!;
    }

    // Several entries share a minute: ties are broken by id, the same way everywhere.
    private static async Task<string> FillAsync(TestDatabase database, int count)
    {
        var slug = (await database.CreateEventAsync()).Slug;
        for (var i = 0; i < count; i++)
        {
            var input = new EntryInput { Headline = $"n{i}", PublishedAt = Start.AddMinutes(i / 3 * 2) };
            await database.Entries.PostAsync(slug, Guid.CreateVersion7(Start.AddSeconds(i)), input, TestDatabase.Editor, None);
        }
        return slug;
    }
}
