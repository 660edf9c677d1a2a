using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Events;

public sealed class EventWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_scheduled_event_turns_live_once_its_start_has_come(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var start = Soon.Next();
        var slug = (await database.Events.CreateAsync(
            new EventInput { Title = "Bientôt", Status = EventStatus.Scheduled, StartedAt = start }, TestDatabase.Editor, None)).Slug;
        Assert.Empty(await database.Events.DueAsync(None));

        await Soon.UntilPastAsync(start);
        // Several nodes look at the same moment.
        var due = Assert.Single(await database.Events.DueAsync(None));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Events.StartAsync(due, None))));
        var started = await ReadAsync(database, slug);
        Assert.Equal((EventStatus.Live, 2L, Input.Instant(start)), (started.Status, started.Revision, started.StartedAt));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_scheduled_event_without_a_start_ahead_is_refused(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var refused = await Assert.ThrowsAsync<Refused>(() => database.Events.CreateAsync(
            new EventInput { Title = "Un jour", Status = EventStatus.Scheduled }, TestDatabase.Editor, None));
        Assert.Equal(("event-start-past", "startedAt"), (refused.Code, refused.Field));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_covers_an_event_is_kept_and_an_empty_list_takes_them_away(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        await database.Events.EditAsync(slug, null, new EventInput { Authors = ["Zoé Petit", "Anne Roy", "Zoé Petit"] }, TestDatabase.Editor, None);
        Assert.Equal(["Anne Roy", "Zoé Petit"], (await ReadAsync(database, slug)).Authors.Select(author => author.Name));
        await database.Events.EditAsync(slug, null, new EventInput { Authors = [] }, TestDatabase.Editor, None);
        Assert.Empty((await ReadAsync(database, slug)).Authors);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_edit_that_changes_nothing_uses_no_revision(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var input = new EventInput { Summary = "- Un\n- Deux", Authors = ["Anne Roy"], NextUpdateAt = DateTimeOffset.UtcNow.AddHours(1) };
        var first = await database.Events.EditAsync(slug, null, input, TestDatabase.Editor, None);
        var again = await database.Events.EditAsync(slug, null, input, TestDatabase.Editor, None);
        Assert.Equal((first.Revision, first.SummaryChangedAt), (again.Revision, again.SummaryChangedAt));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_expected_is_not_announced_any_more_once_it_came(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var soon = Soon.Next();
        await database.Events.EditAsync(slug, null, new EventInput { NextUpdateAt = soon }, TestDatabase.Editor, None);
        await database.PostAsync(slug, "Avant l'heure");
        Assert.NotNull((await ReadAsync(database, slug)).NextUpdateAt);
        await Soon.UntilPastAsync(soon);
        await database.PostAsync(slug, "À l'heure");
        Assert.Null((await ReadAsync(database, slug)).NextUpdateAt);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_list_of_key_events_has_the_revision_of_its_last_change(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        await database.PostAsync(slug, "Ordinaire");
        Assert.Equal(0, (await ReadAsync(database, slug)).KeyEventsRevision);
        var (key, _) = await database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Fort", Key = true }, TestDatabase.Editor, None);
        Assert.Equal(key.Revision, (await ReadAsync(database, slug)).KeyEventsRevision);
        await database.PostAsync(slug, "Ordinaire");
        Assert.Equal(key.Revision, (await ReadAsync(database, slug)).KeyEventsRevision);
        var no = await database.Entries.EditAsync(slug, key.Id, 1, new EntryInput { Key = false }, TestDatabase.Editor, None);
        Assert.Equal(no.Revision, (await ReadAsync(database, slug)).KeyEventsRevision);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_what_readers_read_counts_as_edited(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var entry = await database.PostAsync(slug, "Reprise");
        var pinned = await database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Pinned = true }, TestDatabase.Editor, None);
        Assert.Null(pinned.EditedAt);
        var edited = await database.Entries.EditAsync(slug, entry.Id, 2, new EntryInput { Headline = "Suite" }, TestDatabase.Editor, None);
        Assert.Equal(edited.ModifiedAt, edited.EditedAt);
    }

    private static async Task<LiveEvent> ReadAsync(TestDatabase database, string slug)
    {
        await using var db = database.Open();
        return await db.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Slug == slug, None);
    }
}
