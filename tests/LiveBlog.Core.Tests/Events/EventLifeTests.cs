using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Events;

/// <summary>Paused, archived, renamed, duplicated, merged; and who did it.</summary>
public sealed class EventLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_goes_through_its_life_and_each_step_is_written_down(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        foreach (var status in new[] { EventStatus.Paused, EventStatus.Live, EventStatus.Ended, EventStatus.Archived, EventStatus.Ended, EventStatus.Live })
            await database.Events.EditAsync(slug, null, new EventInput { Status = status }, TestDatabase.Editor, None);
        await database.Events.EditAsync(slug, null, new EventInput { Title = "Autre titre", Authors = ["Anne Roy"] }, TestDatabase.Editor, None);
        await database.Events.EditAsync(slug, null, new EventInput { Title = "Autre titre" }, TestDatabase.Editor, None);
        await using var db = database.Open();
        var records = await db.AuditRecords.OrderBy(r => r.At).ToListAsync(None);
        Assert.Equal(
            ["event-created", "event-paused", "event-resumed", "event-ended", "event-archived", "event-reopened", "event-reopened", "event-edited"],
            records.Select(r => r.Action));
        Assert.Equal(("Title, Authors", "Claire Morel", Audit.Event, "Autre titre"),
            (records[^1].Details, records[^1].ActorName, records[^1].SubjectKind, records[^1].Subject));
    }

    [Fact]
    public async Task Only_a_live_event_is_paused()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var slug = (await database.CreateEventAsync()).Slug;
        await database.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Ended }, TestDatabase.Editor, None);
        var refused = await Assert.ThrowsAsync<Refused>(() => database.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Paused }, TestDatabase.Editor, None));
        Assert.Equal("event-not-live", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_entries_of_an_archived_event_stay_as_they_are_and_it_leaves_the_lists(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var input = new EntryInput { Headline = "Avant" };
        var (entry, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None);
        var (waiting, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(),
            new EntryInput { Headline = "Plus tard", Status = EntryStatus.Scheduled, DueAt = DateTimeOffset.UtcNow.AddDays(1) }, TestDatabase.Editor, None);
        var archive = new EventInput { Status = EventStatus.Archived };
        Assert.Equal("event-has-scheduled", (await Assert.ThrowsAsync<Refused>(() => database.Events.EditAsync(slug, null, archive, TestDatabase.Editor, None))).Code);
        await database.Entries.WithdrawAsync(slug, waiting.Id, TestDatabase.Editor, None);
        await database.Events.EditAsync(slug, null, archive, TestDatabase.Editor, None);

        Func<Task>[] changes =
        [
            () => database.PostAsync(slug, "Après"),
            () => database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Changé" }, TestDatabase.Editor, None),
            () => database.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, None),
            () => database.Entries.OrderPinnedAsync(slug, [], TestDatabase.Editor, None),
        ];
        foreach (var change in changes)
            Assert.Equal("event-archived", (await Assert.ThrowsAsync<Refused>(change)).Code);
        // Whoever asks again for what came through before hears so.
        Assert.False((await database.Entries.PostAsync(slug, entry.Id, input, TestDatabase.Editor, None)).Created);
        await using var db = database.Open();
        Assert.Empty(await db.LatestEventsAsync(9, None));
        Assert.Single(await db.LatestEventsAsync(9, None, archived: true));
        await database.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Live }, TestDatabase.Editor, None);
        await database.PostAsync(slug, "Après");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_address_an_event_had_leads_to_it_and_is_nobody_else_s(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var live = await database.CreateEventAsync("Un");
        var other = await database.CreateEventAsync("Autre");
        foreach (var slug in new[] { "deux", "trois" })
            await database.Events.EditAsync("un", null, new EventInput { Slug = slug }, TestDatabase.Editor, None);
        await database.PostAsync("deux", "Par l’ancienne adresse");
        await using var db = database.Open();
        Assert.Equal(("trois", live.Id), (await db.FindPresentSlugAsync("un", None), await db.FindEventIdAsync("deux", None)));
        Assert.NotEqual(live.Epoch, (await db.Events.SingleAsync(e => e.Id == live.Id, None)).Epoch);
        Assert.Equal("slug-taken", (await Assert.ThrowsAsync<Refused>(() => database.CreateEventAsync("Un"))).Code);
        Assert.Equal("slug-taken", (await Assert.ThrowsAsync<Refused>(() =>
            database.Events.EditAsync(other.Slug, null, new EventInput { Slug = "deux" }, TestDatabase.Editor, None))).Code);
        // It may have one of its own back.
        await database.Events.EditAsync("trois", null, new EventInput { Slug = "un" }, TestDatabase.Editor, None);
        Assert.Equal((null, "un"), (await db.FindPresentSlugAsync("un", None), await db.FindPresentSlugAsync("trois", None)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_duplicate_has_the_texts_people_and_templates_and_none_of_the_entries(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync("Étape 1")).Slug;
        await database.Events.EditAsync(slug, null, new EventInput
        {
            Standfirst = "Le Tour", Summary = "- Hier", Topic = "Tour", Authors = ["Anne Roy"], DefaultOrder = EntryOrder.Oldest,
        }, TestDatabase.Editor, None);
        await database.PostAsync(slug, "Départ");
        await using var db = database.Open();
        var id = (await db.FindEventIdAsync(slug, None))!.Value;
        db.EntryTemplates.Add(new EntryTemplate { Id = Guid.CreateVersion7(), EventId = id, Name = "Chute", Headline = "Chute de {{nom}}", Body = "", ChangedAt = DateTime.UtcNow });
        await db.SaveChangesAsync(None);

        var copy = await database.Events.DuplicateAsync(slug, "Étape 2", DateTimeOffset.UtcNow.AddDays(1), TestDatabase.Editor, None);
        Assert.Equal(("etape-2", EventStatus.Scheduled, "Le Tour", "", "Tour", "Europe/Brussels", EntryOrder.Oldest),
            (copy.Slug, copy.Status, copy.Standfirst, copy.Summary, copy.Topic!.Name, copy.TimeZone, copy.DefaultOrder));
        Assert.Equal(["Anne Roy"], copy.Authors.Select(author => author.Name));
        Assert.Equal("Chute", (await db.EntryTemplates.SingleAsync(t => t.EventId == copy.Id, None)).Name);
        Assert.False(await db.Entries.AnyAsync(e => e.EventId == copy.Id, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_merge_that_was_interrupted_is_finished_by_asking_again_and_loses_and_doubles_nothing(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (from, into) = (await database.CreateEventAsync("Deux"), await database.CreateEventAsync("Un"));
        for (var i = 0; i < 60; i++)
            await database.PostAsync(from.Slug, $"Entrée {i}");
        await database.Entries.PostAsync(from.Slug, Guid.CreateVersion7(), new EntryInput { Headline = "Brouillon", Status = EntryStatus.Draft }, TestDatabase.Contributor, None);
        // Interrupted after its first step.
        using (var stop = new CancellationTokenSource())
        {
            var merging = Task.Run(() => database.Events.MergeAsync(from.Slug, into.Slug, TestDatabase.Editor, stop.Token));
            await using var watched = database.Open();
            while (!merging.IsCompleted && await watched.Entries.CountAsync(e => e.EventId == into.Id, None) == 0)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await stop.CancelAsync();
            await Record.ExceptionAsync(() => merging);
        }
        await database.Events.MergeAsync(from.Slug, into.Slug, TestDatabase.Editor, None);
        await database.Events.MergeAsync(from.Slug, into.Slug, TestDatabase.Editor, None);

        await using var db = database.Open();
        var merged = await db.Entries.AsNoTracking().Where(e => e.EventId == into.Id).ToListAsync(None);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"Entrée {i}").Append("Brouillon").Order(), merged.Select(e => e.Headline).Order());
        Assert.Equal(60, merged.Count(e => e.Status == EntryStatus.Published));
        Assert.True(await db.Entries.Where(e => e.EventId == from.Id).AllAsync(e => e.Status == EntryStatus.Withdrawn && e.MovedTo != null, None));
        Assert.Equal((into.Slug, EventStatus.Archived),
            (await db.FindPresentSlugAsync(from.Slug, None), (await db.Events.AsNoTracking().SingleAsync(e => e.Id == from.Id, None)).Status));
        Assert.Equal("event-merge-self", (await Assert.ThrowsAsync<Refused>(() => database.Events.MergeAsync(into.Slug, into.Slug, TestDatabase.Editor, None))).Code);
    }

    [Fact]
    public async Task A_page_opens_in_the_order_of_its_event_unless_another_is_asked_for()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var slug = (await database.CreateEventAsync()).Slug;
        foreach (var minutes in new[] { 20, 10 })
            await database.PostAsync(slug, $"Il y a {minutes}", DateTimeOffset.UtcNow.AddMinutes(-minutes));
        await database.Events.EditAsync(slug, null, new EventInput { DefaultOrder = EntryOrder.Oldest }, TestDatabase.Editor, None);
        await using var db = database.Open();
        Assert.Equal(["Il y a 20", "Il y a 10"], (await EventPage.ReadAsync(db, slug, new PageRequest(), None))!.Entries.Select(e => e.Headline));
        Assert.Equal(["Il y a 10", "Il y a 20"], (await EventPage.ReadAsync(db, slug, new PageRequest(EntryOrder.Newest), None))!.Entries.Select(e => e.Headline));
    }
}
