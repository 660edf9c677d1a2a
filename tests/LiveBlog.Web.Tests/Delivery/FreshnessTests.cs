using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Delivery;

public sealed class FreshnessTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Whoever_asks_after_a_change_sees_it_wherever_it_shows(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var slug = (await app.Events.CreateAsync(
            new EventInput { Title = "Le sommet", Topic = "Paix", TimeZone = "Europe/Brussels", Status = EventStatus.Live }, TestDatabase.Editor, None)).Slug;
        var epoch = (await ReaderPage.LoadAsync(app, slug)).Epoch;
        string[] everywhere = [$"/live/{slug}", $"/live/{slug}?order=oldest", $"/live/{slug}/feed.atom", $"/live/{slug}/feed.json", $"/embed/{slug}",
            $"/live/{slug}/changes?since=1&epoch={epoch}", "/wire", "/", "/topics/paix"];
        await Shows(everywhere, "Percée", false);
        var entry = (await app.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Percée", Wire = true }, TestDatabase.Editor, None)).Entry;
        everywhere = [.. everywhere, $"/live/{slug}/{entry.Id}"];
        await Shows(everywhere, "Percée", true);
        await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Headline = "Accord signé" }, TestDatabase.Editor, None);
        await Shows(everywhere, "Accord signé", true);
        await Shows(everywhere.Where(address => !address.Contains("changes")), "Percée", false);
        await app.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, None);
        await Shows(everywhere, "Accord signé", false);
        Assert.Equal(HttpStatusCode.Gone, (await app.Client.GetAsync($"/live/{slug}/{entry.Id}", None)).StatusCode);

        async Task Shows(IEnumerable<string> addresses, string text, bool expected)
        {
            foreach (var address in addresses)
            {
                var body = WebUtility.HtmlDecode(await (await app.Client.GetAsync(address, None)).Content.ReadAsStringAsync(None));
                Assert.True(body.Contains(text, StringComparison.Ordinal) == expected, $"{address}: \"{text}\" {(expected ? "missing" : "still there")}");
            }
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Under_readers_who_ask_without_end_each_change_is_seen_at_once_and_nothing_old_comes_back(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var slug = await app.CreateEventAsync();
        var (posted, gone) = (0, 0);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                // What was acknowledged before the question.
                var (least, withdrawn) = (Volatile.Read(ref posted), Volatile.Read(ref gone));
                var page = await app.Client.GetStringAsync($"/live/{slug}", None);
                Assert.InRange(Highest(page, "numéro"), least, 1_000);
                Assert.All(Numbers(page, "retrait"), number => Assert.True(number > withdrawn, $"{number} is back, {withdrawn} are gone."));
            }
        }, None)).ToList();
        for (var i = 1; i <= 40; i++)
        {
            await app.PostAsync(slug, $"numéro={i}.");
            Volatile.Write(ref posted, i);
            var entry = await app.PostAsync(slug, $"retrait={i}.");
            Assert.Equal(i, Highest(await app.Client.GetStringAsync($"/live/{slug}", None), "retrait"));
            await app.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, None);
            Volatile.Write(ref gone, i);
            await Task.Delay(i, None);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        static int Highest(string page, string word) => Numbers(page, word).DefaultIfEmpty(0).Max();

        static List<int> Numbers(string page, string word) => [.. page.Split($"{word}=").Skip(1).Select(rest => int.Parse(rest.Split('.')[0]))];
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_of_an_article_an_author_or_a_dossier_is_seen_at_once(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var (articles, authors, topics) = (app.Services.GetRequiredService<ArticleWriter>(), app.Services.GetRequiredService<AuthorWriter>(), app.Services.GetRequiredService<TopicWriter>());
        var author = await authors.CreateAsync(new AuthorInput { Name = "Claire Morel" }, TestDatabase.Editor, None);
        var slug = (await app.Events.CreateAsync(
            new EventInput { Title = "Le sommet", Topic = "Paix", TimeZone = "Europe/Brussels", Status = EventStatus.Live }, TestDatabase.Editor, None)).Slug;
        var article = await app.PublishAsync(new ArticleInput { Title = "Analyse", Body = "Texte", Topic = "Paix", Author = "Claire Morel", Language = "fr", TimeZone = "Europe/Paris" });
        foreach (var address in new[] { $"/live/{slug}", $"/articles/{article.Slug}", "/topics/paix", "/authors/claire-morel", "/" })
            await app.Client.GetStringAsync(address, None);

        await articles.EditAsync(article.Slug, null, new ArticleInput { Title = "Contre-analyse" }, TestDatabase.Editor, None);
        foreach (var address in new[] { $"/live/{slug}", $"/articles/{article.Slug}", "/topics/paix", "/authors/claire-morel", "/" })
            Assert.Contains("Contre-analyse", await app.Client.GetStringAsync(address, None));
        await authors.EditAsync(author.Id, null, new AuthorInput { Description = "Suit la diplomatie." }, TestDatabase.Editor, None);
        Assert.Contains("Suit la diplomatie.", await app.Client.GetStringAsync("/authors/claire-morel", None));
        await topics.EditAsync("paix", null, new TopicInput { Description = "Ce que chacun promet." }, TestDatabase.Editor, None);
        Assert.Contains("Ce que chacun promet.", await app.Client.GetStringAsync("/topics/paix", None));
        await topics.EditAsync("paix", null, new TopicInput { Name = "Garanties" }, TestDatabase.Editor, None);
        foreach (var address in new[] { $"/live/{slug}", $"/articles/{article.Slug}", "/topics/paix", "/" })
            Assert.Contains("Garanties", await app.Client.GetStringAsync(address, None));
        await app.Events.EditAsync(slug, null, new EventInput { Title = "Le grand sommet" }, TestDatabase.Editor, None);
        foreach (var address in new[] { $"/live/{slug}", $"/articles/{article.Slug}", "/topics/paix", "/", "/wire" })
            Assert.Contains("Le grand sommet", await app.Client.GetStringAsync(address, None));
        await articles.EditAsync(article.Slug, null, new ArticleInput { Status = EntryStatus.Withdrawn }, TestDatabase.Editor, None);
        foreach (var address in new[] { $"/live/{slug}", "/topics/paix", "/authors/claire-morel", "/" })
            Assert.DoesNotContain("Contre-analyse", await app.Client.GetStringAsync(address, None));
        Assert.Equal(HttpStatusCode.Gone, (await app.Client.GetAsync($"/articles/{article.Slug}", None)).StatusCode);
    }

    [Fact]
    public async Task An_event_that_leaves_its_address_is_found_where_it_is()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Un");
        await app.Client.GetStringAsync($"/live/{slug}", None);
        await app.Events.EditAsync(slug, null, new EventInput { Slug = "autre" }, TestDatabase.Editor, None);
        var answer = await app.Client.GetAsync($"/live/{slug}?order=oldest", None);
        Assert.Equal((HttpStatusCode.MovedPermanently, "/live/autre?order=oldest"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task What_another_node_changed_is_seen_as_soon_as_the_signal_is_there()
    {
        var database = await TestDatabase.PrepareAsync(DatabaseProvider.PostgreSql);
        var node = new LiveBlogApp(database, kestrel: true);
        await using var other = new LiveBlogApp((database.Options, Directory.CreateTempSubdirectory("liveblog-test-").FullName), kestrel: true);
        var slug = await node.CreateEventAsync();
        foreach (var address in new[] { $"/live/{slug}", "/" })
            await other.Client.GetStringAsync(address, None);
        for (var i = 0; i < 5; i++)
        {
            var entry = await node.PostAsync(slug, $"Signal {i}");
            foreach (var address in new[] { $"/live/{slug}", "/" })
                await UntilAsync(async () => (await other.Client.GetStringAsync(address, None)).Contains($"Signal {i}", StringComparison.Ordinal), 4);
            await node.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, None);
            foreach (var address in new[] { $"/live/{slug}", "/" })
                await UntilAsync(async () => !(await other.Client.GetStringAsync(address, None)).Contains($"Signal {i}", StringComparison.Ordinal), 4);
        }
        await node.DisposeAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_change_without_a_signal_is_found_within_seconds(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Avant");
        foreach (var address in new[] { $"/live/{slug}", $"/embed/{slug}", "/" })
            Assert.Contains("Avant", await app.Client.GetStringAsync(address, None));
        // As a process does that has no part in the signal, such as the import beside SQLite.
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None))
        {
            await db.Entries.Where(e => e.Id == entry.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Headline, "Après").SetProperty(e => e.Revision, 3), None);
            await db.Events.Where(e => e.Slug == slug).ExecuteUpdateAsync(set => set.SetProperty(e => e.Revision, 3), None);
        }
        foreach (var address in new[] { $"/live/{slug}", $"/embed/{slug}", "/" })
            await UntilAsync(async () => (await app.Client.GetStringAsync(address, None)).Contains("Après", StringComparison.Ordinal), 15);
    }

    internal static async Task UntilAsync(Func<Task<bool>> isSo, int seconds)
    {
        var limit = DateTime.UtcNow.AddSeconds(seconds);
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < limit, $"Not so after {seconds} s.");
            await Task.Delay(100, None);
        }
    }
}
