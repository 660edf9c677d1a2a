using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Articles;

public sealed class ArticleWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_same_article_sent_twice_is_one(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var id = Guid.CreateVersion7();
        var first = await Articles(database).CreateAsync(id, new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        var again = await Articles(database).CreateAsync(id, new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        Assert.Equal((true, false, first.Article.Id), (first.Created, again.Created, again.Article.Id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Everything_an_article_says_is_kept(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var photo = new Photo { Path = "/media/salle", Widths = "480 960", Formats = "avif webp jpg", AspectRatio = 1.5, Alt = "Une salle", Caption = "Bruxelles", Credit = "LiveBlog" };
        var card = new RelatedCard("Le direct", "/live/conseil", new DateOnly(2022, 1, 12), "/media/salle-480.jpg");
        await Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput
            {
                Title = "Analyse", Standfirst = "Chapô", Body = "## Un\n\nTexte", Photo = photo, Author = "Claire Morel", Topic = "Dossier",
                Language = "ru", TimeZone = "Europe/Moscow", Related = [card],
            }, TestDatabase.Editor, None);
        await using var db = database.Open();
        var kept = await db.FindArticleAsync("analyse", None);
        Assert.Equal(("Chapô", "## Un\n\nTexte", photo, "Claire Morel", "Dossier", "ru", "Europe/Moscow"),
            (kept!.Standfirst, kept.Body, kept.Photo, kept.Author!.Name, kept.Topic!.Name, kept.Language, kept.TimeZone));
        Assert.Equal([card], kept.Related);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_edit_from_an_older_version_is_refused_with_what_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Articles(database).CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        await Articles(database).EditAsync("analyse", 1, new ArticleInput { Body = "Le premier" }, TestDatabase.Editor, None);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Articles(database).EditAsync("analyse", 1, new ArticleInput { Body = "Le second" }, TestDatabase.Editor, None));
        Assert.Equal("Le premier", Assert.IsType<Article>(refused.Current).Body);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_address_that_is_taken_is_refused(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Articles(database).CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Articles(database).CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None));
        Assert.Equal("article-slug-taken", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_edit_sent_twice_is_one_whichever_version_it_names(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Articles(database).CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse" }, TestDatabase.Editor, None);
        var edit = new ArticleInput { Body = "Le texte", Related = [new RelatedCard("Le direct", "/live/conseil", null)] };
        var first = await Articles(database).EditAsync("analyse", 1, edit, TestDatabase.Editor, None);
        var again = await Articles(database).EditAsync("analyse", 1, edit, TestDatabase.Editor, None);
        Assert.Equal((2, 2, first.EditedAt), (first.Version, again.Version, again.EditedAt));
    }

    [Theory]
    [InlineData(EntryStatus.Submitted)]
    [InlineData(EntryStatus.Scheduled)]
    public async Task An_article_is_a_draft_published_or_withdrawn_and_nothing_else(EntryStatus status)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var refused = await Assert.ThrowsAsync<Refused>(() => Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Analyse", Status = status }, TestDatabase.Editor, None));
        Assert.Equal("article-status", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Publishing_and_withdrawing_are_written_down(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Articles(database).CreateAsync(Guid.CreateVersion7(), new ArticleInput { Title = "Analyse", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        await Articles(database).EditAsync("analyse", null, new ArticleInput { Status = EntryStatus.Published }, TestDatabase.Editor, None);
        await Articles(database).EditAsync("analyse", null, new ArticleInput { Body = "Plus" }, TestDatabase.Editor, None);
        await Articles(database).EditAsync("analyse", null, new ArticleInput { Status = EntryStatus.Withdrawn }, TestDatabase.Editor, None);
        await using var db = database.Open();
        Assert.Equal(["article-published", "article-saved", "article-saved", "article-withdrawn"],
            db.AuditRecords.Where(record => record.SubjectKind == "article").Select(record => record.Action).AsEnumerable().Order());
    }

    [Fact]
    public async Task A_list_of_related_links_may_hold_null()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var (article, _) = await Articles(database).CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Analyse", Related = [null!, new RelatedCard("Le direct", null, null)] }, TestDatabase.Editor, None);
        Assert.Equal("Le direct", Assert.Single(article.Related).Headline);
    }

    private static ArticleWriter Articles(TestDatabase database) => database.Services.GetRequiredService<ArticleWriter>();
}
