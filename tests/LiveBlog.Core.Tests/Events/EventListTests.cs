using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Search;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Events;

public sealed class EventListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Whatever_a_page_ends_with_the_next_one_goes_on_after_it(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var start = DateTimeOffset.UtcNow;
        EventStatus[] life = [EventStatus.Live, EventStatus.Paused, EventStatus.Scheduled, EventStatus.Ended, EventStatus.Archived];
        foreach (var (status, i) in Enumerable.Range(0, 5).SelectMany(i => life.Select(status => (status, i))))
        {
            var at = status == EventStatus.Scheduled ? start.AddDays(1 + i / 2) : start.AddDays(-1 - i / 2);
            var made = await database.Events.CreateAsync(new EventInput
            {
                Title = $"{status} {i}", StartedAt = at, Status = status is EventStatus.Scheduled or EventStatus.Ended ? status : EventStatus.Live,
            }, TestDatabase.Editor, None);
            if (made.Status != status)
                await database.Events.EditAsync(made.Slug, null, new EventInput { Status = status }, TestDatabase.Editor, None);
        }
        await using var db = database.Open();
        var all = await db.LatestEventsAsync(100, None, archived: true);
        Assert.Equal(25, all.Count);
        Assert.Equal(all.OrderByDescending(e => e.IsCovered).ThenByDescending(e => e.StartedAt).ThenBy(e => $"{e.Id}", StringComparer.Ordinal).Select(e => e.Title), all.Select(e => e.Title));
        for (var size = 1; size < 5; size++)
        {
            var paged = new List<string>();
            for (ListCursor? after = null; ;)
            {
                var page = await db.LatestEventsAsync(size, None, archived: true, after: after);
                if (page.Count == 0)
                    break;
                paged.AddRange(page.Select(e => e.Title));
                after = ListCursor.Parse($"{ListCursor.Of(page[^1])}");
            }
            Assert.Equal(all.Select(e => e.Title), paged);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("first-")]
    [InlineData("20220112T130000000Z")]
    [InlineData("20220112T130000000Z-x")]
    [InlineData("20221312T130000000Z-00000000000000000000000000000000")]
    public void What_is_no_cursor_is_told_from_one(string text) => Assert.Null(ListCursor.Parse(text));

    [Theory, MemberData(nameof(Engines))]
    public async Task The_latest_entry_and_the_numbers_of_each_event_are_its_own(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (one, other) = (await database.CreateEventAsync("Un"), await database.CreateEventAsync("Autre"));
        var empty = await database.CreateEventAsync("Vide");
        var now = DateTimeOffset.UtcNow.AddMinutes(-1);
        foreach (var (slug, minutes) in new[] { (one.Slug, 0), (one.Slug, 59), (one.Slug, 61), (other.Slug, 5) })
            await database.PostAsync(slug, $"il y a {minutes}", now.AddMinutes(-minutes));
        var exactly = await database.PostAsync(one.Slug, "il y a 60", now.AddMinutes(-60));
        var withdrawn = await database.PostAsync(other.Slug, "retirée", now);
        await database.Entries.WithdrawAsync(other.Slug, withdrawn.Id, TestDatabase.Editor, None);
        await database.Entries.PostAsync(one.Slug, Guid.CreateVersion7(), new EntryInput { Headline = "Brouillon", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        await using var db = database.Open();
        Guid[] ids = [one.Id, other.Id, empty.Id];
        var latest = await db.LatestEntriesAsync(ids, None);
        Assert.Equal(["il y a 0", "il y a 5"], ids.Where(latest.ContainsKey).Select(id => latest[id].Headline));
        var counts = await db.CountEntriesAsync(ids, None);
        Assert.Equal([new EntryCounts(1, 0, 0, 4, 0), new EntryCounts(0, 0, 0, 1, 1), new EntryCounts(0, 0, 0, 0, 0)], ids.Select(id => counts[id]));
        // After a time, not at it.
        Assert.Equal(2, await db.CountPublishedAfterAsync(one.Id, exactly.PublishedAt, None));
        Assert.Equal(3, await db.CountPublishedAfterAsync(one.Id, exactly.PublishedAt.AddMilliseconds(-1), None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_author_in_many_events_and_one_in_few_find_theirs_in_the_same_order(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slugs = new List<string>();
        for (var i = 0; i < 203; i++)
        {
            var input = new EventInput
            {
                Title = $"Direct {i}", Status = i % 3 == 0 ? EventStatus.Ended : EventStatus.Live, StartedAt = DateTimeOffset.UtcNow.AddDays(-i), Authors = i < 202 ? ["Agence"] : null,
            };
            slugs.Add((await database.Events.CreateAsync(input, TestDatabase.Editor, None)).Slug);
        }
        foreach (var at in new[] { 3, 202, 1 })
            await database.Entries.PostAsync(slugs[at], Guid.CreateVersion7(), new EntryInput { Headline = "Ici", Author = at == 202 ? "Agence" : "Claire" }, TestDatabase.Editor, None);
        await using var db = database.Open();
        Assert.Equal(["Direct 1", "Direct 3"], (await db.EventsOfAsync((await db.AuthorAsync("Claire", None))!.Id, 10, None)).Select(e => e.Title));
        var agency = (await db.AuthorAsync("Agence", None))!.Id;
        Assert.Equal(["Direct 1", "Direct 2", "Direct 4"], (await db.EventsOfAsync(agency, 3, None)).Select(e => e.Title));
        Assert.Equal(203, (await db.EventsOfAsync(agency, 300, None)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_is_found_by_a_part_of_its_title_or_address_as_soon_as_it_has_it(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var index = database.Services.GetRequiredService<SearchIndex>();
        Assert.Empty(await index.FindEventsAsync("sommet", None));
        var found = await database.CreateEventAsync("Le Sommet d’été");
        foreach (var asked in new[] { "sommet", "OMMET D'ete", "le-sommet" })
            Assert.Equal([found.Id], await index.FindEventsAsync(asked, None));
        await database.Events.EditAsync(found.Slug, null, new EventInput { Title = "Autre chose", Slug = "autre-chose" }, TestDatabase.Editor, None);
        Assert.Empty(await index.FindEventsAsync("sommet", None));
        Assert.Empty(await index.FindEventsAsync("!", None));
    }
}
