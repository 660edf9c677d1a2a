using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Entries;

/// <summary>What may become of an entry, when, and by whom.</summary>
public sealed class EntryStatusTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Actor Moderator = new("Modératrice", Role.Moderator, "moderator");

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_scheduled_entry_is_published_once_at_its_time_and_dated_so_however_many_nodes_look(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var due = Soon.Next();
        await database.Events.EditAsync(slug, null, new EventInput { NextUpdateAt = due }, TestDatabase.Editor, None);
        var scheduled = await PostAsync(database, slug, new EntryInput { Headline = "À l’heure", Status = EntryStatus.Scheduled, DueAt = due, Wire = true });
        Assert.Equal((0L, Input.Instant(due)), (scheduled.Revision, scheduled.PublishedAt));
        Assert.Empty(await database.Entries.DueAsync(None));

        await Soon.UntilPastAsync(due);
        var (eventId, entryId) = Assert.Single(await database.Entries.DueAsync(None));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Entries.PublishDueAsync(eventId, entryId, None))));
        await using var db = database.Open();
        var published = await db.Entries.SingleAsync(e => e.Id == scheduled.Id, None);
        Assert.Equal((EntryStatus.Published, 2, Input.Instant(due), null), (published.Status, published.Version, published.PublishedAt, published.DueAt));
        Assert.Null((await db.Events.SingleAsync(e => e.Slug == slug, None)).NextUpdateAt);
        Assert.True(await db.Entries.AnyAsync(e => e.EventId == LiveEvent.WireId && e.Headline == "À l’heure", None));
    }

    [Theory]
    [InlineData(null, "entry-due-missing")]
    [InlineData(-1, "entry-due-past")]
    [InlineData(24 * 400, "entry-due-far")]
    public async Task A_time_that_can_t_be_waited_for_is_refused(int? hours, string code)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var slug = (await database.CreateEventAsync()).Slug;
        DateTimeOffset? due = hours is { } h ? DateTimeOffset.UtcNow.AddHours(h) : null;
        var refused = await Assert.ThrowsAsync<Refused>(() => PostAsync(database, slug, new EntryInput { Headline = "Un jour", Status = EntryStatus.Scheduled, DueAt = due }));
        Assert.Equal((code, "dueAt"), (refused.Code, refused.Field));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_entry_that_waits_can_be_taken_back_and_then_is_not_published(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var due = Soon.Next();
        var scheduled = await PostAsync(database, slug, new EntryInput { Headline = "Plus tard", Status = EntryStatus.Scheduled, DueAt = due });
        var draft = await database.Entries.EditAsync(slug, scheduled.Id, 1, new EntryInput { Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        Assert.Null(draft.DueAt);
        await Soon.UntilPastAsync(due);
        await database.Entries.PublishDueAsync(draft.EventId, draft.Id, None);
        Assert.Empty(await database.Entries.DueAsync(None));
        Assert.Equal(EntryStatus.Draft, (await ReadAsync(database, draft.Id)).Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_embargoed_is_neither_published_nor_scheduled_before_its_time(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var until = DateTimeOffset.UtcNow.AddHours(2);
        var draft = await PostAsync(database, slug, new EntryInput { Headline = "Rapport", Status = EntryStatus.Draft, EmbargoUntil = until });
        EntryInput[] early = [new() { Status = EntryStatus.Published }, new() { Status = EntryStatus.Scheduled, DueAt = until.AddMinutes(-1) }];
        foreach (var input in early)
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, draft.Id, 1, input, TestDatabase.Editor, None));
            Assert.Equal((RefusalKind.Conflict, "entry-embargoed"), (refused.Kind, refused.Code));
        }
        var scheduled = await database.Entries.EditAsync(
            slug, draft.Id, 1, new EntryInput { Status = EntryStatus.Scheduled, DueAt = until.AddMinutes(1) }, TestDatabase.Editor, None);
        var lifted = await database.Entries.EditAsync(
            slug, draft.Id, scheduled.Version, new EntryInput { EmbargoUntil = DateTimeOffset.UtcNow, Status = EntryStatus.Published }, TestDatabase.Editor, None);
        Assert.Equal((EntryStatus.Published, null), (lifted.Status, lifted.EmbargoUntil));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_repeated_post_is_compared_with_what_was_asked_then_in_every_new_field(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var soon = Soon.Next();
        var input = new EntryInput
        {
            Headline = "Bientôt", Status = EntryStatus.Scheduled, DueAt = soon, EmbargoUntil = soon, Certainty = Certainty.Unverified, Pinned = true, PinRank = 3,
        };
        var (posted, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None);
        EntryInput[] others =
        [
            input with { DueAt = soon.AddSeconds(1) },
            input with { EmbargoUntil = soon.AddSeconds(-0.1) },
            input with { Certainty = Certainty.Confirmed },
            input with { PinRank = 4 },
            input with { Status = EntryStatus.Submitted },
        ];
        foreach (var other in others)
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.PostAsync(slug, posted.Id, other, TestDatabase.Editor, None));
            Assert.Equal("entry-id-used", refused.Code);
        }
        // By now its time is past: what was right then still is the same post.
        await Soon.UntilPastAsync(soon);
        await database.Entries.PublishDueAsync(posted.EventId, posted.Id, None);
        var (again, created) = await database.Entries.PostAsync(slug, posted.Id, input, TestDatabase.Editor, None);
        Assert.Equal((false, EntryStatus.Published), (created, again.Status));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_contributor_submits_and_takes_back_their_own_until_it_is_approved(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var (own, _) = await database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Proposé", Status = EntryStatus.Submitted }, TestDatabase.Contributor, None);
        Assert.Equal(0, own.Revision);
        await EditAsync(EntryStatus.Draft, TestDatabase.Contributor);
        await EditAsync(EntryStatus.Submitted, TestDatabase.Contributor);
        await RefusedAsync(new EntryInput { Headline = "D’un autre" }, new Actor("Autre", Role.Contributor, "other"));
        await RefusedAsync(new EntryInput { Status = EntryStatus.Scheduled, DueAt = DateTimeOffset.UtcNow.AddHours(1) }, TestDatabase.Contributor);
        await RefusedAsync(new EntryInput { Status = EntryStatus.Published }, TestDatabase.Contributor);
        await EditAsync(EntryStatus.Published, Moderator);
        await RefusedAsync(new EntryInput { Headline = "Trop tard" }, TestDatabase.Contributor);
        Assert.Equal(TestDatabase.Contributor.Key, (await ReadAsync(database, own.Id)).FiledBy);

        async Task EditAsync(EntryStatus status, Actor actor) =>
            await database.Entries.EditAsync(slug, own.Id, (await ReadAsync(database, own.Id)).Version, new EntryInput { Status = status }, actor, None);
        async Task RefusedAsync(EntryInput input, Actor actor)
        {
            var version = (await ReadAsync(database, own.Id)).Version;
            Assert.Equal("editor-needed", (await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, own.Id, version, input, actor, None))).Code);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_moderator_approves_and_sends_back_others_withdraws_and_publishes_nothing_of_their_own(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var published = new EntryInput { Status = EntryStatus.Published };
        var (own, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "À moi", Status = EntryStatus.Submitted }, Moderator, None);
        await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, own.Id, 1, published, Moderator, None));
        var (theirs, _) = await database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "À elle", Status = EntryStatus.Submitted }, TestDatabase.Contributor, None);
        await database.Entries.EditAsync(slug, theirs.Id, 1, new EntryInput { Status = EntryStatus.Draft }, Moderator, None);
        await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, theirs.Id, 2, published, Moderator, None));
        await database.Entries.EditAsync(slug, theirs.Id, 2, new EntryInput { Status = EntryStatus.Submitted }, TestDatabase.Contributor, None);
        await database.Entries.EditAsync(slug, theirs.Id, 3, published with { Headline = "À elle, relu" }, Moderator, None);
        await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, theirs.Id, 4, new EntryInput { Headline = "Réécrit" }, Moderator, None));
        await database.Entries.WithdrawAsync(slug, theirs.Id, Moderator, None);
        await Assert.ThrowsAsync<Refused>(() => database.Entries.EditAsync(slug, theirs.Id, 5, published, Moderator, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_withdrawn_before_it_was_published_leaves_nothing_for_readers(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var submitted = await PostAsync(database, slug, new EntryInput { Headline = "Mis de côté", Status = EntryStatus.Submitted });
        var withdrawn = await database.Entries.WithdrawAsync(slug, submitted.Id, TestDatabase.Editor, None);
        Assert.Equal((0L, false), (withdrawn.Revision, withdrawn.IsPublic));
        await using var db = database.Open();
        Assert.Equal(1, (await db.Events.SingleAsync(e => e.Slug == slug, None)).Revision);
        var back = await database.Entries.EditAsync(slug, submitted.Id, 2, new EntryInput { Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        Assert.Equal(EntryStatus.Draft, back.Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_withdrawal_of_a_version_that_no_longer_stands_is_refused(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var posted = await database.PostAsync(slug, "Un");
        await database.Entries.EditAsync(slug, posted.Id, 1, new EntryInput { Headline = "Deux" }, TestDatabase.Editor, None);
        Assert.Equal("entry-stale", (await Assert.ThrowsAsync<Refused>(() => database.Entries.WithdrawAsync(slug, posted.Id, 1, TestDatabase.Editor, None))).Code);
        await database.Entries.WithdrawAsync(slug, posted.Id, 2, TestDatabase.Editor, None);
        Assert.Equal(3, (await database.Entries.WithdrawAsync(slug, posted.Id, 2, TestDatabase.Editor, None)).Version);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_an_earlier_version_said_becomes_a_new_version_but_status_and_pin_stay(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var first = await PostAsync(database, slug, new EntryInput { Headline = "Un", Body = "Texte", Author = "Anne Roy", Certainty = Certainty.Unverified });
        await database.Entries.EditAsync(slug, first.Id, 1, new EntryInput
        {
            Headline = "Deux", Body = "", Author = "Jean Lambert", Certainty = Certainty.Denied, Pinned = true, HappenedAt = DateTimeOffset.UtcNow.AddHours(-1),
            Related = new RelatedCard("Carte", null, null), Correction = "Non.",
        }, TestDatabase.Editor, None);
        var restored = await database.Entries.RestoreAsync(slug, first.Id, 2, 1, TestDatabase.Editor, None);
        Assert.Equal((3, "Un", "Texte", "Anne Roy", Certainty.Unverified, true, null, null, ""),
            (restored.Version, restored.Headline, restored.Body, restored.Author!.Name, restored.Certainty, restored.IsPinned, restored.HappenedAt, restored.Related, restored.Correction));
        var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.RestoreAsync(slug, first.Id, 3, 9, TestDatabase.Editor, None));
        Assert.Equal("entry-version-unknown", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_role_in_one_event_holds_there_only_and_a_guest_has_no_other(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var here = await database.CreateEventAsync("Ici");
        var elsewhere = await database.CreateEventAsync("Ailleurs");
        var user = new User { Id = Guid.CreateVersion7(), UserName = "guest@example.org", Email = "guest@example.org", DisplayName = "Invitée", Role = Role.Guest };
        await using (var db = database.Open())
        {
            db.Users.Add(user);
            db.EventMembers.Add(new EventMember { EventId = here.Id, UserId = user.Id, Role = Role.Editor });
            await db.SaveChangesAsync(None);
        }
        var guest = new Actor(user.DisplayName, user.Role, user.Id.ToString());
        var (entry, _) = await database.Entries.PostAsync(here.Slug, Guid.CreateVersion7(), new EntryInput { Headline = "Permis" }, guest, None);
        Assert.Equal(EntryStatus.Published, entry.Status);
        var draft = new EntryInput { Headline = "Refusé", Status = EntryStatus.Draft };
        var refused = await Assert.ThrowsAsync<Refused>(() => database.Entries.PostAsync(elsewhere.Slug, Guid.CreateVersion7(), draft, guest, None));
        Assert.Equal((RefusalKind.Forbidden, "contributor-needed"), (refused.Kind, refused.Code));
    }

    private static async Task<Entry> PostAsync(TestDatabase database, string slug, EntryInput input) =>
        (await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None)).Entry;

    private static async Task<Entry> ReadAsync(TestDatabase database, Guid id)
    {
        await using var db = database.Open();
        return await db.Entries.AsNoTracking().SingleAsync(e => e.Id == id, None);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_earlier_version_of_what_is_still_to_be_published_is_restored(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var due = DateTimeOffset.UtcNow.AddHours(2);
        var (entry, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Un", Status = EntryStatus.Scheduled, DueAt = due }, TestDatabase.Editor, None);
        await database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Deux", HappenedAt = DateTimeOffset.UtcNow.AddHours(-1) }, TestDatabase.Editor, None);
        var restored = await database.Entries.RestoreAsync(slug, entry.Id, 2, 1, TestDatabase.Editor, None);
        Assert.Equal(("Un", EntryStatus.Scheduled, (DateTime?)null), (restored.Headline, restored.Status, restored.HappenedAt));
    }

    [Fact]
    public async Task What_happened_in_the_second_in_which_it_was_published_needs_no_time_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var slug = (await database.CreateEventAsync()).Slug;
        // The desk knows of a time its seconds only, and takes the other one away with it.
        var at = new DateTimeOffset(2022, 1, 12, 8, 0, 0, 420, TimeSpan.Zero);
        var (entry, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Un", PublishedAt = at, HappenedAt = at.AddHours(-1) }, TestDatabase.Editor, None);
        Assert.NotNull(entry.HappenedAt);
        entry = await database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { HappenedAt = at.AddMilliseconds(-420) }, TestDatabase.Editor, None);
        Assert.Null(entry.HappenedAt);
    }

    [Fact]
    public async Task A_draft_whose_time_of_happening_is_taken_away_as_it_is_published_shows_none()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var slug = (await database.CreateEventAsync()).Slug;
        var (draft, _) = await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Un", Status = EntryStatus.Draft, HappenedAt = DateTimeOffset.UtcNow.AddHours(-1) }, TestDatabase.Editor, None);
        await Task.Delay(1_100, None);
        var published = await database.Entries.EditAsync(slug, draft.Id, 1, new EntryInput { Status = EntryStatus.Published, HappenedAt = draft.PublishedAt }, TestDatabase.Editor, None);
        Assert.Null(published.HappenedAt);
    }
}
