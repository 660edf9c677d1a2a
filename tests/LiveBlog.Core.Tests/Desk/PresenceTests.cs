using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Desk;

public sealed class PresenceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Several_tabs_are_one_person_with_the_most_telling_of_what_they_do(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var presences = database.Services.GetRequiredService<PresenceWriter>();
        var (slug, first, second, entry) = ((await database.CreateEventAsync()).Slug, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await presences.SetAsync(slug, first, TestDatabase.Editor, Doing.Editing, entry, None);
        await presences.SetAsync(slug, second, TestDatabase.Editor, Doing.Writing, null, None);
        var eventId = await presences.SetAsync(slug, Guid.CreateVersion7(), TestDatabase.Contributor, Doing.Here, entry, None);
        var people = await presences.PeopleAsync(eventId, None);
        Assert.Equal([("Claire Morel", Doing.Editing, entry), ("Correspondant", Doing.Here, null)],
            people.Select(person => (person.Name, person.Doing, person.EntryId)));
        Assert.InRange(people[0].Since, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);

        await presences.LeaveAsync(eventId, first, DateTime.UtcNow, None);
        Assert.Equal(Doing.Writing, (await presences.PeopleAsync(eventId, None))[0].Doing);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_was_not_heard_of_for_a_minute_is_gone_and_back_when_heard_of_again(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var presences = database.Services.GetRequiredService<PresenceWriter>();
        var tab = Guid.CreateVersion7();
        var eventId = await presences.SetAsync((await database.CreateEventAsync()).Slug, tab, TestDatabase.Editor, Doing.Editing, Guid.NewGuid(), None);
        await using (var db = database.Open())
        {
            var longAgo = Input.Instant(DateTimeOffset.UtcNow - PresenceWriter.Silence - TimeSpan.FromSeconds(1));
            await db.Presences.ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, longAgo), None);
        }
        Assert.Empty(await presences.PeopleAsync(eventId, None));
        Assert.Empty(await presences.SeenAsync([tab], None));
        Assert.Single(await presences.PeopleAsync(eventId, None));
        var unknown = Guid.CreateVersion7();
        Assert.Equal([unknown], await presences.SeenAsync([tab, unknown], None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_is_there_who_has_no_part_in_the_event_or_comes_with_anothers_tab(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var presences = database.Services.GetRequiredService<PresenceWriter>();
        var (slug, tab) = ((await database.CreateEventAsync()).Slug, Guid.CreateVersion7());
        var guest = new Actor("Invité", Role.Guest, Guid.NewGuid().ToString());
        var refused = await Assert.ThrowsAsync<Refused>(() => presences.SetAsync(slug, tab, guest, Doing.Here, null, None));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        var eventId = await presences.SetAsync(slug, tab, TestDatabase.Editor, Doing.Here, null, None);
        await Assert.ThrowsAsync<Refused>(() => presences.SetAsync(slug, tab, TestDatabase.Contributor, Doing.Writing, null, None));
        Assert.Equal("Claire Morel", Assert.Single(await presences.PeopleAsync(eventId, None)).Name);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Whatever_changes_at_a_desk_is_signalled_drafts_included(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var liveEvent = await database.CreateEventAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var heard = database.Services.GetRequiredService<ChangeSignal>().ListenAtDeskAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        // On PostgreSQL a listener begins with "anything", once it hears.
        if (engine == DatabaseProvider.PostgreSql)
            await Until(DeskChange.Any);
        await database.Entries.PostAsync(liveEvent.Slug, Guid.CreateVersion7(),
            new EntryInput { Headline = "Brouillon", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        await Until(new DeskChange(liveEvent.Id, DeskPart.Entries));
        await database.Services.GetRequiredService<NoteWriter>().PostAsync(liveEvent.Slug, Guid.CreateVersion7(), null, "À voir", TestDatabase.Editor, None);
        await Until(new DeskChange(liveEvent.Id, DeskPart.Notes));
        await database.Services.GetRequiredService<TemplateWriter>().CreateAsync(
            liveEvent.Slug, Guid.CreateVersion7(), new TemplateInput { Name = "But", Body = "But !" }, false, TestDatabase.Editor, None);
        await Until(new DeskChange(liveEvent.Id, DeskPart.Templates));
        await database.Services.GetRequiredService<PresenceWriter>().SetAsync(
            liveEvent.Slug, Guid.CreateVersion7(), TestDatabase.Editor, Doing.Here, null, None);
        await Until(new DeskChange(liveEvent.Id, DeskPart.People));

        async Task Until(DeskChange wanted)
        {
            do
                Assert.True(await heard.MoveNextAsync());
            while (heard.Current != wanted);
        }
    }
}
