using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Authors;

public sealed class AuthorWriterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Everything_said_of_an_author_is_kept(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var photo = new Photo { Path = "/media/claire", Widths = "480 960", Formats = "webp jpg", AspectRatio = 1, Alt = "Claire Morel" };
        await Authors(database).CreateAsync(
            new AuthorInput { Name = "Claire Morel", JobTitle = "Correspondante", Description = "À Bruxelles.", Photo = photo, Links = ["https://example.org/claire", " "] },
            TestDatabase.Editor, None);
        await using var db = database.Open();
        var kept = await db.FindAuthorAsync("claire-morel", None);
        Assert.Equal(("Claire Morel", "Correspondante", "À Bruxelles.", photo, 1), (kept!.Name, kept.JobTitle, kept.Description, kept.Photo, kept.Version));
        Assert.Equal(["https://example.org/claire"], kept.Links);
        Assert.Equal("author-saved", (await db.AuditRecords.SingleAsync(record => record.SubjectKind == "author", None)).Action);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_edit_from_an_older_version_is_refused_with_what_stands(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var author = await Authors(database).CreateAsync(new AuthorInput { Name = "Claire" }, TestDatabase.Editor, None);
        await Authors(database).EditAsync(author.Id, 1, new AuthorInput { JobTitle = "La première" }, TestDatabase.Editor, None);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Authors(database).EditAsync(author.Id, 1, new AuthorInput { JobTitle = "La seconde" }, TestDatabase.Editor, None));
        Assert.Equal(("author-stale", "La première"), (refused.Code, Assert.IsType<Author>(refused.Current).JobTitle));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_authors_never_have_one_name_or_one_address(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var first = await Authors(database).CreateAsync(new AuthorInput { Name = "Claire Morel" }, TestDatabase.Editor, None);
        var second = await Authors(database).CreateAsync(new AuthorInput { Name = "Claire-Morel" }, TestDatabase.Editor, None);
        Assert.Equal(("claire-morel", "claire-morel-2"), (first.Slug, second.Slug));
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Authors(database).EditAsync(second.Id, null, new AuthorInput { Name = "Claire Morel" }, TestDatabase.Editor, None));
        Assert.Equal("author-name-taken", refused.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_new_name_sends_the_open_pages_of_the_events_that_show_it_back_and_no_others(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var signed = await database.CreateEventAsync("Signé");
        await database.PostAsync(signed.Slug, "Par Claire");
        var covered = await database.Events.CreateAsync(new EventInput { Title = "Suivi", Authors = ["Claire Morel"] }, TestDatabase.Editor, None);
        var draft = await database.CreateEventAsync("Brouillon");
        await database.Entries.PostAsync(
            draft.Slug, Guid.CreateVersion7(), new EntryInput { Headline = "Pas encore", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        var before = await EpochsAsync(database);
        await using var db = database.Open();
        var author = await db.Authors.SingleAsync(a => a.Name == "Claire Morel", None);

        await Authors(database).EditAsync(author.Id, null, new AuthorInput { Name = "Claire Morel-Petit" }, TestDatabase.Editor, None);
        var after = await EpochsAsync(database);
        Assert.Equal([signed.Id, covered.Id], before.Keys.Where(id => before[id] != after[id]).Order());
        // What no entry shows sends nobody anywhere.
        await Authors(database).EditAsync(author.Id, null, new AuthorInput { JobTitle = "Correspondante" }, TestDatabase.Editor, None);
        Assert.Equal(after, await EpochsAsync(database));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/desk")]
    [InlineData("mailto:claire@example.org")]
    [InlineData("https://")]
    [InlineData("https://exa mple.org")]
    public async Task A_link_that_is_no_address_of_a_page_is_refused(string link)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Authors(database).CreateAsync(new AuthorInput { Name = "Claire", Links = [link] }, TestDatabase.Editor, None));
        Assert.Equal(("author-link", "links"), (refused.Code, refused.Field));
        await using var db = database.Open();
        Assert.False(await db.Authors.AnyAsync(None));
    }

    [Fact]
    public async Task A_contributor_changes_no_author()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            Authors(database).CreateAsync(new AuthorInput { Name = "Claire" }, TestDatabase.Contributor, None));
        Assert.Equal(RefusalKind.Forbidden, refused.Kind);
    }

    private static async Task<Dictionary<Guid, string>> EpochsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Events.ToDictionaryAsync(e => e.Id, e => $"{e.Epoch} {e.Revision}", None);
    }

    private static AuthorWriter Authors(TestDatabase database) => database.Services.GetRequiredService<AuthorWriter>();
}
