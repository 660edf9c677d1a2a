using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Wire;

/// <summary>The wire shows what is marked for it, as it stands, and nothing else.</summary>
public sealed class WireTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_that_is_live_is_on_the_wire_under_its_present_title(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var live = await database.CreateEventAsync("Une journée");
        await database.Events.EditAsync(live.Slug, null, new EventInput { Title = "Une autre journée" }, TestDatabase.Editor, None);
        var item = Assert.Single(await ShownAsync(database));
        Assert.Equal(("Une autre journée", "/live/une-journee"), (item.Headline, item.Related!.Url));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_that_was_never_live_is_not_on_the_wire(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.Events.CreateAsync(
            new EventInput { Title = "Demain", Status = EventStatus.Scheduled, StartedAt = DateTimeOffset.UtcNow.AddDays(1) }, TestDatabase.Editor, None);
        Assert.Empty(await ShownAsync(database));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_marked_entry_comes_changes_and_goes_on_the_wire_as_it_does_in_its_event(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var (entry, _) = await database.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Reprise", Wire = true }, TestDatabase.Editor, None);
        Assert.Contains(await ShownAsync(database), item => item.Headline == "Reprise" && item.Related!.Url == $"/live/{slug}/{entry.Id}");
        await database.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Suspension" }, TestDatabase.Editor, None);
        Assert.Contains(await ShownAsync(database), item => item.Headline == "Suspension" && item.Position.StartsWith(entry.Position[..19], StringComparison.Ordinal));
        await database.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, None);
        Assert.DoesNotContain(await ShownAsync(database), item => item.Headline == "Suspension");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_article_and_an_entry_with_the_same_id_are_two_headlines(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var id = Guid.CreateVersion7();
        await database.Entries.PostAsync(slug, id, new EntryInput { Headline = "L’annonce", Wire = true }, TestDatabase.Editor, None);
        await database.Services.GetRequiredService<ArticleWriter>().CreateAsync(id, new ArticleInput { Title = "L’analyse" }, TestDatabase.Editor, None);
        var shown = await ShownAsync(database);
        Assert.Contains(shown, item => item.Headline == "L’annonce" && item.Related!.Url == $"/live/{slug}/{id}");
        Assert.Contains(shown, item => item.Headline == "L’analyse" && item.Related!.Url == "/articles/l-analyse");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_draft_filed_under_the_id_of_a_headline_neither_is_published_with_it_nor_keeps_it_away(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var entry = Guid.CreateVersion7();
        await database.Entries.PostAsync(slug, await HeadlineOfAsync(entry), new EntryInput { Headline = "Non relu", Status = EntryStatus.Draft }, TestDatabase.Contributor, None);
        await database.Entries.PostAsync(slug, entry, new EntryInput { Headline = "Relu", Wire = true }, TestDatabase.Editor, None);
        await database.Entries.EditAsync(slug, entry, 1, new EntryInput { Headline = "Relu deux fois" }, TestDatabase.Editor, None);
        Assert.Equal("Relu deux fois", Assert.Single(await ShownAsync(database), item => item.Related!.Url == $"/live/{slug}/{entry}").Headline);
        await using var db = database.Open();
        Assert.Equal((EntryStatus.Draft, "Non relu"), await db.Entries.Where(e => e.FiledBy == TestDatabase.Contributor.Key)
            .Select(e => new ValueTuple<EntryStatus, string>(e.Status, e.Headline)).SingleAsync(None));

        // It depends on the entry's id only, so anybody can find it out.
        static async Task<Guid> HeadlineOfAsync(Guid entry)
        {
            await using var other = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
            await other.Entries.PostAsync((await other.CreateEventAsync()).Slug, entry, new EntryInput { Headline = "Seule", Wire = true }, TestDatabase.Editor, None);
            return (await ShownAsync(other)).Single(item => item.Headline == "Seule").Id;
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_published_article_is_on_the_wire_until_it_is_withdrawn(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var articles = database.Services.GetRequiredService<ArticleWriter>();
        await articles.CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        Assert.Equal("/articles/analyse", Assert.Single(await ShownAsync(database)).Related!.Url);
        await articles.EditAsync("analyse", 1, new ArticleInput { Status = EntryStatus.Withdrawn }, TestDatabase.Editor, None);
        Assert.Empty(await ShownAsync(database));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_does_not_change_the_wire_uses_none_of_its_revisions(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync()).Slug;
        var before = await HeadAsync(database);
        await database.PostAsync(slug, "Sans marque");
        await database.Events.EditAsync(slug, null, new EventInput { Standfirst = "Un autre chapô" }, TestDatabase.Editor, None);
        Assert.Equal(before, await HeadAsync(database));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_writes_to_the_wire_itself(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var refused = await Assert.ThrowsAsync<Refused>(() => database.PostAsync(LiveEvent.WireSlug, "Directement"));
        Assert.Equal("event-unknown", refused.Code);
        Assert.Equal("wire-event", (await database.CreateEventAsync("Wire")).Slug);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Writers_of_several_events_and_articles_at_once_leave_the_wire_complete(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var articles = database.Services.GetRequiredService<ArticleWriter>();
        var slugs = new List<string>();
        for (var i = 0; i < 4; i++)
            slugs.Add((await database.CreateEventAsync($"Direct {i}")).Slug);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                // The same new bylines from all sides: neither they nor the wire may bring two writers to wait for each other.
                var author = $"Auteur {i}";
                if (writer % 3 == 0)
                    await articles.CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = $"Article {writer} {i}", Author = author, Topic = $"Dossier {i}" }, TestDatabase.Editor, None);
                else
                    await database.Entries.PostAsync(slugs[writer % 4], Guid.CreateVersion7(), new EntryInput { Headline = $"{writer}/{i}", Author = author, Wire = true }, TestDatabase.Editor, None);
            }
        })));
        Assert.Equal(4 + 12 * 6, (await ShownAsync(database)).Count);
        await using var db = database.Open();
        var revisions = await db.Entries.Where(e => e.EventId == LiveEvent.WireId).Select(e => e.Revision).Order().ToListAsync(None);
        Assert.Equal(Enumerable.Range(2, 4 + 12 * 6).Select(number => (long)number), revisions);
    }

    private static async Task<IReadOnlyList<Entry>> ShownAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Entries.AsNoTracking().Where(e => e.EventId == LiveEvent.WireId && e.Status == EntryStatus.Published).ToListAsync(None);
    }

    private static async Task<long> HeadAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return (await db.Events.AsNoTracking().SingleAsync(e => e.Id == LiveEvent.WireId, None)).Revision;
    }
}
