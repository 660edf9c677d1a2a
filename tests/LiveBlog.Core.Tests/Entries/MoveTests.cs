using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Tests.Entries;

public sealed class MoveTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_moved_entry_goes_on_elsewhere_as_it_was_and_leaves_a_tombstone_that_says_where(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (here, there) = (await database.CreateEventAsync("Ici"), await database.CreateEventAsync("Là"));
        var at = new DateTimeOffset(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);
        var (entry, _) = await database.Entries.PostAsync(here.Slug, Guid.CreateVersion7(), new EntryInput
        {
            Headline = "Reprise", Body = "Texte", PublishedAt = at, Key = true, Pinned = true, Wire = true, Certainty = Certainty.Confirmed, Author = "Anne Roy",
            Related = new RelatedCard("Carte", null, null),
        }, TestDatabase.Editor, None);
        await NoteAsync(database, entry);

        var moved = await database.Entries.MoveAsync(here.Slug, entry.Id, there.Slug, 1, TestDatabase.Editor, None);
        var again = await database.Entries.MoveAsync(here.Slug, entry.Id, there.Slug, 1, TestDatabase.Editor, None);
        Assert.Equal(moved.Id, again.Id);
        Assert.Equal(("Reprise", "Texte", at.UtcDateTime, true, false, Certainty.Confirmed, "Anne Roy", TestDatabase.Editor.Key, 2L),
            (moved.Headline, moved.Body, moved.PublishedAt, moved.IsKey, moved.IsPinned, moved.Certainty, moved.Author!.Name, moved.FiledBy, moved.Revision));
        await using var db = database.Open();
        var left = await db.Entries.SingleAsync(e => e.Id == entry.Id, None);
        Assert.Equal((EntryStatus.Withdrawn, moved.Id, 3L), (left.Status, left.MovedTo, left.Revision));
        Assert.Equal((there.Slug, moved.Id), await db.FindMovedAsync(entry.Id, None));
        Assert.Equal($"/live/{there.Slug}/{moved.Id}", (await db.Entries.SingleAsync(
            e => e.EventId == LiveEvent.WireId && e.Status == EntryStatus.Published && e.Headline == "Reprise", None)).Related!.Url);
        Assert.Equal((there.Id, moved.Id), await db.Notes.Select(n => new ValueTuple<Guid, Guid?>(n.EventId, n.EntryId)).SingleAsync(None));

        var refused = await Assert.ThrowsAsync<Refused>(() =>
            database.Entries.EditAsync(here.Slug, entry.Id, 2, new EntryInput { Status = EntryStatus.Published }, TestDatabase.Editor, None));
        Assert.Equal("entry-moved", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_entry_that_was_moved_twice_is_found_where_it_is(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (here, there) = (await database.CreateEventAsync("Ici"), await database.CreateEventAsync("Là"));
        var entry = await database.PostAsync(here.Slug, "Reprise");
        var moved = await database.Entries.MoveAsync(here.Slug, entry.Id, there.Slug, 1, TestDatabase.Editor, None);
        var back = await database.Entries.MoveAsync(there.Slug, moved.Id, here.Slug, 1, TestDatabase.Editor, None);
        await using var db = database.Open();
        Assert.Equal((here.Slug, back.Id), await db.FindMovedAsync(entry.Id, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_id_that_was_filed_before_keeps_no_entry_from_moving(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (here, there) = (await database.CreateEventAsync("Ici"), await database.CreateEventAsync("Là"));
        var entry = await database.PostAsync(here.Slug, "Reprise");
        await database.Entries.PostAsync(here.Slug, Entry.MovedId(entry.Id, there.Id), new EntryInput { Headline = "Avant", Status = EntryStatus.Draft }, TestDatabase.Contributor, None);
        var moved = await database.Entries.MoveAsync(here.Slug, entry.Id, there.Slug, 1, TestDatabase.Editor, None);
        Assert.Equal("Reprise", moved.Headline);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_entry_sent_again_after_its_event_was_merged_is_the_one_that_went_along(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (here, there) = (await database.CreateEventAsync("Ici"), await database.CreateEventAsync("Là"));
        var (id, input) = (Guid.CreateVersion7(), new EntryInput { Headline = "Une fois" });
        await database.Entries.PostAsync(here.Slug, id, input, TestDatabase.Editor, None);
        await database.Events.MergeAsync(here.Slug, there.Slug, TestDatabase.Editor, None);
        var (again, created) = await database.Entries.PostAsync(here.Slug, id, input, TestDatabase.Editor, None);
        Assert.Equal((false, there.Id, EntryStatus.Published), (created, again.EventId, again.Status));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Entries_that_move_both_ways_at_once_do_not_wait_for_each_other_for_ever(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (here, there) = (await database.CreateEventAsync("Ici"), await database.CreateEventAsync("Là"));
        var work = new List<(string From, string To, Entry Entry)>();
        for (var i = 0; i < 6; i++)
            work.Add(i % 2 == 0 ? (here.Slug, there.Slug, await database.PostAsync(here.Slug, $"{i}")) : (there.Slug, here.Slug, await database.PostAsync(there.Slug, $"{i}")));
        await Task.WhenAll(work.Select(w => Task.Run(() => database.Entries.MoveAsync(w.From, w.Entry.Id, w.To, 1, TestDatabase.Editor, None))));
        await using var db = database.Open();
        Assert.Equal(3, await db.Entries.CountAsync(e => e.EventId == here.Id && e.Status == EntryStatus.Published, None));
        Assert.Equal(3, await db.Entries.CountAsync(e => e.EventId == there.Id && e.Status == EntryStatus.Published, None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Pinned_entries_stand_as_they_were_ordered_and_one_pinned_later_on_top(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
            ids.Add((await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = $"{i}", Pinned = i < 3 }, TestDatabase.Editor, None)).Entry.Id);
        await database.Entries.OrderPinnedAsync(slug, [ids[1], ids[0], ids[3]], TestDatabase.Editor, None);
        Assert.Equal(["1", "0", "2"], await PinnedAsync());
        await database.Entries.EditAsync(slug, ids[3], 1, new EntryInput { Pinned = true }, TestDatabase.Editor, None);
        Assert.Equal(["3", "1", "0", "2"], await PinnedAsync());
        var before = await HeadAsync();
        await database.Entries.OrderPinnedAsync(slug, [ids[3], ids[1], ids[0], ids[2]], TestDatabase.Editor, None);
        await database.Entries.OrderPinnedAsync(slug, [ids[3], ids[1], ids[0], ids[2]], TestDatabase.Editor, None);
        Assert.Equal(before + 4, await HeadAsync());
        Assert.Equal(["3", "1", "0", "2"], await PinnedAsync());

        async Task<IEnumerable<string>> PinnedAsync()
        {
            await using var db = database.Open();
            return (await EventPage.ReadAsync(db, slug, new PageRequest(), None))!.Pinned.Select(e => e.Headline);
        }
        async Task<long> HeadAsync()
        {
            await using var db = database.Open();
            return (await db.Events.SingleAsync(e => e.Slug == slug, None)).Revision;
        }
    }

    private static async Task NoteAsync(TestDatabase database, Entry entry)
    {
        await using var db = database.Open();
        db.Notes.Add(new Note
        {
            Id = Guid.CreateVersion7(), EventId = entry.EventId, EntryId = entry.Id, Text = "À revoir", Name = "Claire", ActorKey = "claire", CreatedAt = entry.CreatedAt,
        });
        await db.SaveChangesAsync(None);
    }
}
