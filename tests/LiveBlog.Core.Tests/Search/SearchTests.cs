using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Search;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Search;

public sealed class SearchTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_readers_can_open_is_found_by_the_beginnings_of_its_words_accents_and_case_apart(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var slug = (await database.CreateEventAsync("Sommet à Genève")).Slug;
        var inText = (await database.Entries.PostAsync(slug, Guid.CreateVersion7(),
            new EntryInput { Headline = "Première salve", Body = "L’Œuvre du sommet européen." }, TestDatabase.Editor, None)).Entry;
        var inHeadline = await database.PostAsync(slug, "Le SOMMET s’achève", DateTimeOffset.UtcNow.AddDays(-1));
        await database.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Sommet secret", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        var withdrawn = await database.PostAsync(slug, "Sommet annulé");
        await database.Entries.WithdrawAsync(slug, withdrawn.Id, TestDatabase.Editor, None);
        await database.Services.GetRequiredService<ArticleWriter>().CreateAsync(Guid.CreateVersion7(),
            new ArticleInput { Title = "Avant le sommet", Body = "…", TimeZone = "Europe/Paris", Language = "fr", PublishedAt = DateTimeOffset.UtcNow.AddDays(-3) }, TestDatabase.Editor, None);
        var index = database.Services.GetRequiredService<SearchIndex>();
        Assert.Equal(["Sommet à Genève", "Le SOMMET s’achève", "Avant le sommet", "Première salve"], await AskAsync("sommet"));
        Assert.Equal(["Première salve"], await AskAsync("œuvre EUROPEEN"));
        Assert.Equal(["Sommet à Genève"], await AskAsync("gene somm"));
        Assert.Empty(await AskAsync("ommet"));
        Assert.Empty(await AskAsync(" ’ "));
        Assert.Empty(await AskAsync(null));
        var found = Assert.Single(await index.FindAsync("première", FoundKind.Entry, 10, None));
        Assert.Equal(($"/live/{slug}/{inText.Id}", "Sommet à Genève"), (found.Url, found.Event));
        Assert.Empty(await index.FindAsync("première", FoundKind.Article, 10, None));

        // Also within the seconds for which the index is kept.
        await database.Entries.WithdrawAsync(slug, inHeadline.Id, TestDatabase.Editor, None);
        Assert.DoesNotContain("Le SOMMET s’achève", await AskAsync("sommet"));

        async Task<IEnumerable<string>> AskAsync(string? question) => (await index.FindAsync(question, null, 10, None)).Select(one => one.Headline);
    }
}
