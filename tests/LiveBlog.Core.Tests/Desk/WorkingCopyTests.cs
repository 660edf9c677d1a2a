using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Desk;

/// <summary>Texts as they are typed, kept on the server.</summary>
public sealed class WorkingCopyTests
{
    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_text_is_kept_for_its_author_only_and_the_latest_state_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var copies = Copies(database);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        var now = DateTimeOffset.UtcNow;
        await copies.SaveAsync(slug, id, Typed("Bonjour", "phone", now.AddSeconds(-2)), TestDatabase.Editor, default);
        await copies.SaveAsync(slug, id, Typed("Bonjour à tous", "phone", now.AddSeconds(-1)), TestDatabase.Editor, default);
        // What was typed earlier may arrive later.
        await copies.SaveAsync(slug, id, Typed("Bon", "phone", now.AddSeconds(-3)), TestDatabase.Editor, default);
        Assert.Equal(["Bonjour à tous"], await HeadlinesAsync(copies, slug, TestDatabase.Editor));

        // Another person's text under the same id is another text.
        Assert.Empty(await copies.ListAsync(slug, TestDatabase.Contributor, default));
        await copies.SaveAsync(slug, id, Typed("Le mien", "desk", now), TestDatabase.Contributor, default);
        await copies.RemoveAsync(id, TestDatabase.Contributor, default);
        await copies.RemoveAsync(id, TestDatabase.Contributor, default);
        Assert.Equal(["Bonjour à tous"], await HeadlinesAsync(copies, slug, TestDatabase.Editor));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_text_that_another_browser_took_over_is_not_written_over_by_the_old_one(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var copies = Copies(database);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        await copies.SaveAsync(slug, id, Typed("Au téléphone", "phone"), TestDatabase.Editor, default);
        var refused = await Assert.ThrowsAsync<Refused>(() => copies.SaveAsync(slug, id, Typed("Au bureau", "desk"), TestDatabase.Editor, default));
        Assert.Equal("working-copy-taken", refused.Code);
        await copies.SaveAsync(slug, id, Typed("Au bureau", "desk") with { TakeOver = true }, TestDatabase.Editor, default);
        await Assert.ThrowsAsync<Refused>(() => copies.SaveAsync(slug, id, Typed("Encore au téléphone", "phone"), TestDatabase.Editor, default));
        Assert.Equal(["Au bureau"], await HeadlinesAsync(copies, slug, TestDatabase.Editor));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_being_typed_goes_along_when_its_entry_moves_or_its_event_is_merged(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var copies = Copies(database);
        var (from, into) = ((await database.CreateEventAsync("Ici")).Slug, (await database.CreateEventAsync("Là")).Slug);
        var entry = await database.PostAsync(from, "Publié");
        await copies.SaveAsync(from, Guid.CreateVersion7(), Typed("Nouveau", "phone"), TestDatabase.Contributor, default);
        await copies.SaveAsync(from, Guid.CreateVersion7(), Typed("Retouche", "phone") with { EntryId = entry.Id, EntryVersion = 1 }, TestDatabase.Editor, default);
        var moved = await database.Entries.MoveAsync(from, entry.Id, into, 1, TestDatabase.Editor, default);
        var edit = Assert.Single(await copies.ListAsync(into, TestDatabase.Editor, default));
        Assert.Equal((moved.Id, moved.Version), (edit.EntryId, edit.EntryVersion));
        await database.Events.MergeAsync(from, into, TestDatabase.Editor, default);
        Assert.Equal(["Nouveau"], await HeadlinesAsync(copies, into, TestDatabase.Contributor));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_text_is_forgotten_when_it_becomes_an_entry_and_its_last_keystrokes_do_not_bring_it_back(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var copies = Copies(database);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        await copies.SaveAsync(slug, id, Typed("Bonjour", "phone"), TestDatabase.Editor, default);
        await copies.SaveAsync(slug, Guid.CreateVersion7(), Typed("Un autre", "phone"), TestDatabase.Editor, default);
        await database.Entries.PostAsync(slug, id, new EntryInput { Headline = "Bonjour" }, TestDatabase.Editor, default);
        var refused = await Assert.ThrowsAsync<Refused>(() => copies.SaveAsync(slug, id, Typed("Bonj", "phone"), TestDatabase.Editor, default));
        Assert.Equal("working-copy-sent", refused.Code);
        Assert.Equal(["Un autre"], await HeadlinesAsync(copies, slug, TestDatabase.Editor));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_one_person_may_keep_is_bounded_and_what_nobody_goes_on_with_makes_room(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var copies = Copies(database);
        var slug = (await database.CreateEventAsync()).Slug;
        var tooLong = await Assert.ThrowsAsync<Refused>(
            () => copies.SaveAsync(slug, Guid.CreateVersion7(), Typed(new string('x', WorkingCopy.LongestFields), "desk"), TestDatabase.Editor, default));
        Assert.Equal("working-copy-too-long", tooLong.Code);
        var first = Guid.CreateVersion7();
        await copies.SaveAsync(slug, first, Typed("0", "desk"), TestDatabase.Editor, default);
        await using (var db = database.Open())
        {
            var like = (await copies.FindAsync(first, TestDatabase.Editor, default))!;
            db.WorkingCopies.AddRange(Enumerable.Range(1, WorkingCopies.Most - 1).Select(_ => new WorkingCopy
            {
                Id = Guid.CreateVersion7(), ActorKey = like.ActorKey, EventId = like.EventId, Fields = like.Fields, SavedAt = like.SavedAt,
            }));
            await db.SaveChangesAsync();
        }
        var tooMany = await Assert.ThrowsAsync<Refused>(
            () => copies.SaveAsync(slug, Guid.CreateVersion7(), Typed("Un de trop", "desk"), TestDatabase.Editor, default));
        Assert.Equal("working-copies-too-many", tooMany.Code);
        // One that is there already may still be changed.
        var old = DateTimeOffset.UtcNow - WorkingCopies.KeptFor - TimeSpan.FromHours(1);
        await copies.SaveAsync(slug, first, Typed("Ancien", "desk", old) with { TakeOver = true }, TestDatabase.Editor, default);
        await copies.SaveAsync(slug, Guid.CreateVersion7(), Typed("Il y a de la place", "desk"), TestDatabase.Editor, default);
        Assert.Null(await copies.FindAsync(first, TestDatabase.Editor, default));
    }

    private static WorkingCopies Copies(TestDatabase database) => database.Services.GetRequiredService<WorkingCopies>();

    private static WorkingCopyInput Typed(string headline, string browser, DateTimeOffset? at = null) => new()
    {
        Fields = new Dictionary<string, string> { ["Entry.Headline"] = headline }, Browser = browser, SavedAt = at,
    };

    private static async Task<IEnumerable<string>> HeadlinesAsync(WorkingCopies copies, string slug, Actor actor) =>
        (await copies.ListAsync(slug, actor, default)).Select(copy => TypedText.Of(copy).Fields["Entry.Headline"]);
}
