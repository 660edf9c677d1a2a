using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Entries;

/// <summary>Cards that lead to something of ours.</summary>
public sealed class OwnCardTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Photo Hall = new() { Path = "/media/salle", Widths = "480 960", AspectRatio = 1.5, Alt = "Une salle" };

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_card_takes_what_it_leaves_out_from_the_event_entry_or_article_it_leads_to(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // In Tokyo it is the next day already.
        var started = new DateTimeOffset(2022, 1, 12, 20, 0, 0, TimeSpan.Zero);
        var other = await database.Events.CreateAsync(
            new EventInput { Title = "Conseil", TimeZone = "Asia/Tokyo", StartedAt = started, Status = EventStatus.Live, Photo = Hall }, TestDatabase.Editor, None);
        var entry = await database.PostAsync(other.Slug, "Reprise", started.AddDays(1));
        var (article, _) = await Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Analyse", PublishedAt = started, TimeZone = "Europe/Brussels" }, TestDatabase.Editor, None);

        Assert.Equal(new RelatedCard("Conseil", "/live/conseil", new DateOnly(2022, 1, 13), "/media/salle-480.jpg"), await CardAsync(database, "/live/conseil"));
        Assert.Equal(new RelatedCard("Reprise", $"/live/conseil/{entry.Id}?order=oldest", new DateOnly(2022, 1, 14), "/media/salle-480.jpg"),
            await CardAsync(database, $"/live/conseil/{entry.Id}?order=oldest"));
        Assert.Equal(new RelatedCard("Analyse", $"/articles/{article.Slug}", new DateOnly(2022, 1, 12)), await CardAsync(database, $"/articles/{article.Slug}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_the_editor_typed_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.CreateEventAsync("Conseil");
        var typed = new RelatedCard("Notre direct", "/live/conseil", new DateOnly(2020, 2, 3), "/media/autre.jpg");
        Assert.Equal(typed, await CardAsync(database, typed));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_is_taken_from_what_readers_do_not_see(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync("Conseil")).Slug;
        var withdrawn = await database.PostAsync(slug, "Retirée");
        await database.Entries.WithdrawAsync(slug, withdrawn.Id, TestDatabase.Editor, None);
        await Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Secret", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        foreach (var url in new[] { $"/live/{slug}/{withdrawn.Id}", "/articles/secret", "/live/inconnu", "/live/wire", "/live/a%00b" })
            Assert.Equal(new RelatedCard("Carte", url, null), await CardAsync(database, new RelatedCard("Carte", url, null)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_post_again_is_one_entry_though_the_card_s_source_has_changed(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync("Conseil")).Slug;
        var id = Guid.CreateVersion7();
        var input = new EntryInput { Headline = "Avec carte", Related = new RelatedCard("", $"/live/{slug}", null) };
        await database.Entries.PostAsync(slug, id, input, TestDatabase.Editor, None);
        await database.Events.EditAsync(slug, null, new EventInput { Title = "Autre titre" }, TestDatabase.Editor, None);
        var (again, created) = await database.Entries.PostAsync(slug, id, input, TestDatabase.Editor, None);
        Assert.Equal((false, "Conseil"), (created, again.Related!.Headline));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_article_s_links_are_filled_in_too_when_it_is_made_and_when_it_is_edited(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.CreateEventAsync("Conseil");
        await database.CreateEventAsync("Vienne");
        var (made, _) = await Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Analyse", Related = [new RelatedCard("", "/live/conseil", null)] }, TestDatabase.Editor, None);
        Assert.Equal(["Conseil"], made.Related.Select(card => card.Headline));
        var edited = await Articles(database).EditAsync(
            made.Slug, made.Version, new ArticleInput { Related = [new RelatedCard("", "/live/vienne", null)] }, TestDatabase.Editor, None);
        Assert.Equal(["Vienne"], edited.Related.Select(card => card.Headline));
    }

    [Theory]
    [InlineData("//elsewhere.example/page")]
    [InlineData("/\\elsewhere.example/page")]
    [InlineData("javascript:alert(1)")]
    public void A_card_says_whether_it_leads_elsewhere(string url) =>
        Assert.Equal("related-url", Assert.Throws<Refused>(() => RelatedCard.Checked(new RelatedCard("Carte", url, null))).Code);

    private static ArticleWriter Articles(TestDatabase database) => database.Services.GetRequiredService<ArticleWriter>();

    private static Task<RelatedCard?> CardAsync(TestDatabase database, string url) => CardAsync(database, new RelatedCard("", url, null));

    private static async Task<RelatedCard?> CardAsync(TestDatabase database, RelatedCard card)
    {
        var slug = (await database.CreateEventAsync($"Direct {Guid.NewGuid():n}")).Slug;
        var input = new EntryInput { Headline = "Avec carte", Related = card };
        return (await database.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, None)).Entry.Related;
    }
}
