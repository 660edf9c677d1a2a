using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Entries;

public sealed class EntryWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_post_twice_is_one_entry_and_uses_one_revision(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        var input = new EntryInput { Headline = "Reprise des entretiens", Body = "À Bruxelles." };
        var first = await database.Entries.PostAsync(slug, id, input, TestDatabase.Editor, None);
        var again = await database.Entries.PostAsync(slug, id, input, TestDatabase.Editor, None);
        Assert.True(first.Created);
        Assert.False(again.Created);
        Assert.Equal(first.Entry.Revision, again.Entry.Revision);
        await using var db = database.Open();
        Assert.Equal(2, (await db.Events.SingleAsync(e => e.Slug == slug, None)).Revision);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_repeated_post_succeeds_even_after_the_entry_was_edited(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var input = new EntryInput { Headline = "Reprise" };
        var (entry, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None);
        await database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Suite" }, TestDatabase.Editor, None);
        var (again, created) = await database.Entries.PostAsync(slug, entry.Id, input, TestDatabase.Editor, None);
        Assert.Equal((false, "Suite"), (created, again.Headline));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_id_used_for_another_text_is_refused_with_what_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Premier texte");
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            database.Entries.PostAsync(slug, posted.Id, new EntryInput { Headline = "Autre texte" }, TestDatabase.Editor, None));
        Assert.Equal((RefusalKind.Conflict, "entry-id-used"), (refused.Kind, refused.Code));
        Assert.Equal("Premier texte", Assert.IsType<Entry>(refused.Current).Headline);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_repeated_post_that_differs_in_anything_is_not_taken_for_the_same(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var input = new EntryInput { Headline = "Reprise", Author = "Claire Morel" };
        var (entry, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None);
        EntryInput[] others =
        [
            input with { Author = "Jean Lambert" },
            input with { Correction = "Une note." },
            input with { Related = new RelatedCard("Une carte", null, null) },
            input with { PublishedAt = DateTimeOffset.UtcNow.AddHours(-1) },
            input with { Key = true },
        ];
        foreach (var other in others)
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.PostAsync(slug, entry.Id, other, TestDatabase.Editor, None));
            Assert.Equal("entry-id-used", refused.Code);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_stale_edit_is_refused_with_the_text_that_stands_and_a_repeated_one_succeeds(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Deux heures d'entretiens");
        var mine = new EntryInput { Headline = "Trois heures d'entretiens" };
        await database.Entries.EditAsync(slug, posted.Id, 1, mine, TestDatabase.Editor, None);
        var repeated = await database.Entries.EditAsync(slug, posted.Id, 1, mine, TestDatabase.Editor, None);
        Assert.Equal(2, repeated.Version);

        var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(
            slug, posted.Id, 1, new EntryInput { Headline = "Quatre heures" }, TestDatabase.Editor, None));
        Assert.Equal("entry-stale", refused.Code);
        Assert.Equal("Trois heures d'entretiens", Assert.IsType<Entry>(refused.Current).Headline);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_repeated_edit_succeeds_whatever_somebody_else_made_of_the_entry_since(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        await database.Entries.PostAsync(slug, id, new EntryInput { Headline = "Proposé", Status = EntryStatus.Submitted }, TestDatabase.Contributor, None);
        var mine = new EntryInput { Headline = "Proposé, revu" };
        await database.Entries.EditAsync(slug, id, 1, mine, TestDatabase.Contributor, None);
        // By now its contributor could not even edit it any more.
        var approved = new EntryInput { Headline = "Approuvé", Status = EntryStatus.Published };
        await database.Entries.EditAsync(slug, id, 2, approved, TestDatabase.Editor, None);
        var repeated = await database.Entries.EditAsync(slug, id, 1, mine, TestDatabase.Contributor, None);
        Assert.Equal((3, "Approuvé"), (repeated.Version, repeated.Headline));
        // What was asked of that version by somebody else, or not made then, is refused.
        foreach (var (other, actor) in new[] { (mine, TestDatabase.Editor), (mine with { Key = true }, TestDatabase.Contributor) })
            await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, id, 1, other, actor, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_version_is_kept(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Un");
        await database.Entries.EditAsync(slug, posted.Id, 1, new EntryInput { Headline = "Deux", Correction = "C'était deux." }, TestDatabase.Editor, None);
        await database.Entries.WithdrawAsync(slug, posted.Id, TestDatabase.Editor, None);
        await using var db = database.Open();
        var versions = await db.EntryVersions.Where(v => v.EntryId == posted.Id).OrderBy(v => v.Version).ToListAsync(None);
        Assert.Equal(["Un", "Deux", "Deux"], versions.Select(v => v.Headline));
        Assert.Equal([EntryStatus.Published, EntryStatus.Published, EntryStatus.Withdrawn], versions.Select(v => v.Status));
        Assert.Equal([2, 3, 4], versions.Select(v => v.Revision));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_draft_uses_no_revision_until_an_editor_publishes_it(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        var (draft, _) = await database.Entries.PostAsync(
            slug, id, new EntryInput { Headline = "Proposé", Status = EntryStatus.Draft }, TestDatabase.Contributor, None);
        Assert.Equal(0, draft.Revision);
        await database.Entries.EditAsync(slug, id, 1, new EntryInput { Body = "Avec un texte." }, TestDatabase.Contributor, None);
        var published = new EntryInput { Status = EntryStatus.Published };
        var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, id, 2, published, TestDatabase.Contributor, None));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
        Assert.Equal(2, (await database.Entries.EditAsync(slug, id, 2, published, TestDatabase.Editor, None)).Revision);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_contributor_can_neither_publish_nor_withdraw(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Publié");
        await Assert.ThrowsAsync<Refused>(() => database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Direct" }, TestDatabase.Contributor, None));
        await Assert.ThrowsAsync<Refused>(() => database.Entries.WithdrawAsync(slug, posted.Id, TestDatabase.Contributor, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Many_writers_at_once_get_revisions_without_holes(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                // A new byline each time, the same for several writers: those must not collide either.
                await database.Entries.PostAsync(
                    slug, Guid.CreateVersion7(), new EntryInput { Headline = $"{writer}/{i}", Author = $"Auteur {i}" }, TestDatabase.Editor, None);
            }
        })));
        await using var db = database.Open();
        var revisions = await db.Entries.Where(e => e.EventId != LiveEvent.WireId).Select(e => e.Revision).OrderBy(r => r).ToListAsync(None);
        Assert.Equal(Enumerable.Range(2, 160).Select(r => (long)r), revisions);
        Assert.Equal(161, (await db.Events.SingleAsync(e => e.Slug == slug, None)).Revision);
        Assert.Equal(10, await db.Authors.CountAsync(None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_edits_from_the_same_version_at_once_leave_one_winner(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Départ");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await database.Entries.EditAsync(slug, posted.Id, 1, new EntryInput { Headline = $"Version {i}" }, TestDatabase.Editor, None);
                return "won";
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        })));
        Assert.Single(outcomes, "won");
        Assert.Equal(7, outcomes.Count(o => o == "entry-stale"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_events_that_ask_for_one_address_at_once_leave_one(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            try
            {
                await database.CreateEventAsync("La même adresse");
                return "made";
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        })));
        Assert.Single(outcomes, "made");
        Assert.Equal(5, outcomes.Count(o => o == "slug-taken"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Ending_an_event_is_a_change_like_any_other(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var ended = await database.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Ended }, TestDatabase.Editor, None);
        Assert.Equal((2, 2), (ended.Revision, ended.HeaderRevision));
    }
}
