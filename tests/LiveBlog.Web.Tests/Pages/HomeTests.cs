using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Pages;

public sealed class HomeTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Each_live_event_is_shown_with_its_latest_headline_and_when_that_came(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        foreach (var title in new[] { "Premier", "Second" })
        {
            var slug = await app.CreateEventAsync(title);
            await app.PostAsync(slug, $"{title} : ancien");
            await app.PostAsync(slug, $"{title} : dernier");
            var withdrawn = await app.PostAsync(slug, $"{title} : retiré");
            await app.Entries.WithdrawAsync(slug, withdrawn.Id, TestDatabase.Editor, Loading.None);
        }
        await app.CreateEventAsync("Encore vide");
        var page = await app.LoadAsync("/");
        Assert.Equal(["Premier\u00a0: dernier", "Second\u00a0: dernier"],
            page.QuerySelectorAll(".now .latest a").Select(link => link.TextContent).Order());
        Assert.Equal(3, page.QuerySelectorAll(".now .teaser").Length);
        var time = page.QuerySelector(".latest time[data-relative]")!;
        Assert.Contains(DateTime.UtcNow.Year.ToString(), time.TextContent);
        Assert.True(DateTimeOffset.TryParse(time.GetAttribute("datetime"), out _));
    }

    [Fact]
    public async Task What_is_live_comes_first_then_what_is_to_come_then_articles_then_what_ended()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var ended = await app.CreateEventAsync("Fini");
        await app.Events.EditAsync(ended, null, new EventInput { Status = EventStatus.Ended }, TestDatabase.Editor, Loading.None);
        await app.Events.CreateAsync(
            new EventInput { Title = "Demain", Status = EventStatus.Scheduled, StartedAt = DateTimeOffset.UtcNow.AddDays(1) }, TestDatabase.Editor, Loading.None);
        await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        await app.PublishAsync(new ArticleInput { Title = "Brouillon", Status = EntryStatus.Draft });
        await app.CreateEventAsync("En cours");
        Assert.Equal(["En cours", "Demain", "Analyse", "Fini"], (await app.LoadAsync("/")).Texts("main .teaser h3"));
    }

    [Fact]
    public async Task Before_anything_is_published_the_page_says_so()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        Assert.NotNull((await app.LoadAsync("/")).QuerySelector(".nothing"));
    }

    [Fact]
    public async Task The_page_is_offered_in_four_languages_and_its_links_stay_in_the_one_chosen()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CreateEventAsync();
        var home = await app.LoadAsync("/?lang=ru");
        Assert.Equal("ru", home.DocumentElement.GetAttribute("lang"));
        Assert.Equal(["fr", "en", "es", "ru"], home.QuerySelectorAll(".languages a").Select(link => link.GetAttribute("hreflang")));
        Assert.Equal("Русский", home.QuerySelector(".languages [aria-current]")!.TextContent);
        var wire = await app.LoadAsync(home.QuerySelector(".masthead nav a[href^='/wire']")!.GetAttribute("href")!);
        Assert.Equal("ru", wire.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_reader_s_copy_holds_until_an_event_changes()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        // The wire learned of the event.
        await Loading.EventuallyAsync(async () => (await app.LoadAsync("/")).QuerySelectorAll("#wire .item").Length == 1);
        var tag = (await app.Client.GetAsync("/")).Headers.ETag;
        Assert.Equal(tag, (await app.Client.GetAsync("/")).Headers.ETag);
        await app.PostAsync(slug, "Nouveau");
        Assert.NotEqual(tag, (await app.Client.GetAsync("/")).Headers.ETag);
    }
}
