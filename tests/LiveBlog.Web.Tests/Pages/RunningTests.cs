using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Core.Topics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>Running an event and what is around it at the desk, with a browser that runs no script.</summary>
public sealed class RunningTests
{
    private const string Main = "main form:has(button.primary)";

    [Fact]
    public async Task A_new_event_takes_everything_its_form_asks_for()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var desk = await DeskBrowser.SignInAsync(app);
        await desk.SendAsync(await desk.OpenAsync("/desk/new"), Main, new()
        {
            ["Event.Title"] = "Le conseil", ["Event.Slug"] = "../Conseil 2026", ["Event.Summary"] = "- Un point", ["Event.Topic"] = "Garanties",
            ["Event.Authors"] = "Claire, Jean", ["Event.StartedAt"] = "2099-01-12T18:00", ["Event.Scheduled"] = "true",
        });
        await using var db = Open(app);
        var made = await db.Events.WithDetails().SingleAsync(e => e.Slug == "conseil-2026", Loading.None);
        Assert.Equal(("Le conseil", "- Un point", "Garanties", EventStatus.Scheduled), (made.Title, made.Summary, made.Topic!.Name, made.Status));
        Assert.Equal(["Claire", "Jean"], made.Authors.Select(author => author.Name));
        Assert.Equal("/desk/conseil-2026", desk.Address);
    }

    [Fact]
    public async Task Settings_that_somebody_else_changed_show_both_and_keep_what_was_typed()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Avant");
        var desk = await DeskBrowser.SignInAsync(app);
        var form = await desk.OpenAsync($"/desk/{slug}/settings");
        await app.Events.EditAsync(slug, null, new EventInput { Title = "Le sien" }, TestDatabase.Editor, Loading.None);
        var stale = await desk.SendAsync(form, "#settings", new() { ["Event.Title"] = "Le mien" });
        Assert.Equal(409, desk.Status);
        Assert.Equal("Le mien", stale.QuerySelector("[name='Event.Title']")!.GetAttribute("value"));
        Assert.Contains("Le sien", stale.QuerySelector("#event-title-theirs")!.TextContent);
        await desk.SendAsync(stale, "#settings", []);
        await using var db = Open(app);
        Assert.Equal("Le mien", (await db.Events.SingleAsync(e => e.Slug == slug, Loading.None)).Title);
    }

    [Fact]
    public async Task An_event_is_paused_goes_on_ends_is_reopened_and_archived_by_its_buttons()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var desk = await DeskBrowser.SignInAsync(app);
        foreach (var to in new[] { EventStatus.Paused, EventStatus.Live, EventStatus.Ended, EventStatus.Live, EventStatus.Ended, EventStatus.Archived, EventStatus.Ended })
        {
            var page = await desk.OpenAsync($"/desk/{slug}/settings");
            await desk.SendAsync(page, $"form:has(button[name=to][value={to}])", new() { ["to"] = $"{to}" });
            await using var db = Open(app);
            Assert.Equal(to, (await db.Events.SingleAsync(e => e.Slug == slug, Loading.None)).Status);
        }
    }

    [Fact]
    public async Task A_new_address_leads_on_from_the_old_one_and_the_page_opens_in_the_order_chosen()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Avant");
        var desk = await DeskBrowser.SignInAsync(app);
        await desk.SendAsync(await desk.OpenAsync($"/desk/{slug}/settings"), "#settings", new() { ["Event.Slug"] = "../Après !", ["Event.DefaultOrder"] = "Oldest" });
        Assert.Equal("/desk/apres", desk.Address);
        Assert.Equal("/live/apres", (await app.Client.GetAsync($"/live/{slug}")).Headers.Location!.OriginalString);
        await using var db = Open(app);
        Assert.Equal(EntryOrder.Oldest, (await db.Events.SingleAsync(e => e.Slug == "apres", Loading.None)).DefaultOrder);
    }

    [Fact]
    public async Task A_copy_takes_the_texts_and_waits_for_its_start()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Premier");
        await app.Events.EditAsync(slug, null, new EventInput { Background = "Le contexte" }, TestDatabase.Editor, Loading.None);
        await app.PostAsync(slug, "Rien que là");
        var desk = await DeskBrowser.SignInAsync(app);
        await desk.SendAsync(await desk.OpenAsync($"/desk/{slug}/settings"), "#copy form", new() { ["Copy.Title"] = "Second", ["Copy.StartedAt"] = "2099-01-12T18:00" });
        Assert.Equal("/desk/second/settings", desk.Address);
        await using var db = Open(app);
        var copy = await db.Events.SingleAsync(e => e.Slug == "second", Loading.None);
        Assert.Equal(("Le contexte", EventStatus.Scheduled, 0), (copy.Background, copy.Status, await db.Entries.CountAsync(e => e.EventId == copy.Id, Loading.None)));
    }

    [Fact]
    public async Task A_merge_needs_the_title_typed_and_then_moves_everything()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var (from, into) = (await app.CreateEventAsync("En double"), await app.CreateEventAsync("Le bon"));
        await app.PostAsync(from, "À garder");
        var desk = await DeskBrowser.SignInAsync(app);
        var refused = await desk.SendAsync(await desk.OpenAsync($"/desk/{from}/settings"), "#merge form", new() { ["Merge.Into"] = into, ["Merge.Title"] = "Autre chose" });
        Assert.Equal((400, "Autre chose"), (desk.Status, refused.QuerySelector("[name='Merge.Title']")!.GetAttribute("value")));
        Assert.Equal(["À garder"], (await app.LoadAsync($"/live/{from}")).Texts("#entries h3"));
        await desk.SendAsync(refused, "#merge form", new() { ["Merge.Title"] = "en double" });
        Assert.Equal($"/desk/{into}", desk.Address);
        Assert.Equal(["À garder"], (await app.LoadAsync($"/live/{into}")).Texts("#entries h3"));
    }

    [Fact]
    public async Task The_quick_panel_saves_what_matters_though_something_else_of_the_event_changed()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var desk = await DeskBrowser.SignInAsync(app);
        var form = await desk.OpenAsync($"/desk/{slug}");
        await app.Events.EditAsync(slug, null, new EventInput { Standfirst = "Autre chose" }, TestDatabase.Editor, Loading.None);
        await desk.SendAsync(form, "#essentials", new() { ["Essentials.Summary"] = "- Un point", ["Essentials.Minutes"] = "30" });
        await using (var db = Open(app))
        {
            var saved = await db.Events.SingleAsync(e => e.Slug == slug, Loading.None);
            Assert.Equal(("- Un point", "Autre chose"), (saved.Summary, saved.Standfirst));
            Assert.InRange(saved.NextUpdateAt!.Value, DateTime.UtcNow.AddMinutes(25), DateTime.UtcNow.AddMinutes(31));
        }
        // The same text changed by two is shown to the second.
        form = await desk.OpenAsync($"/desk/{slug}");
        await app.Events.EditAsync(slug, null, new EventInput { Summary = "- Le sien" }, TestDatabase.Editor, Loading.None);
        var stale = await desk.SendAsync(form, "#essentials", new() { ["Essentials.Summary"] = "- Le mien" });
        Assert.Equal(409, desk.Status);
        Assert.Equal("- Le mien", stale.QuerySelector("#event-summary")!.TextContent.Trim());
        Assert.Contains("- Le sien", stale.QuerySelector("#event-summary-theirs")!.TextContent);
    }

    [Fact]
    public async Task An_article_is_drafted_previewed_published_and_withdrawn()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("Le direct");
        var desk = await DeskBrowser.SignInAsync(app);
        var preview = await desk.SendAsync(await desk.OpenAsync("/desk/articles/new"), Main, new()
        {
            ["Article.Title"] = "Analyse", ["Article.Body"] = "## Un\n\nTexte", ["Article.Related"] = $"/live/{slug}\nhttps://example.org/a Ailleurs", ["to"] = "preview",
        });
        Assert.Equal("/articles/analyse", desk.Address);
        Assert.NotNull(preview.QuerySelector(".preview a[href='/desk/articles/analyse']"));
        Assert.Equal(["Le direct", "Ailleurs"], preview.Texts(".read-also li a"));
        Assert.Equal(404, (int)(await app.Client.GetAsync("/articles/analyse")).StatusCode);

        await desk.SendAsync(await desk.OpenAsync("/desk/articles/analyse"), Main, new() { ["to"] = "published" });
        Assert.Null((await app.LoadAsync("/articles/analyse")).QuerySelector(".preview"));
        await desk.SendAsync(await desk.OpenAsync("/desk/articles/analyse"), "form:has(button.danger)", []);
        Assert.Equal(410, (int)(await app.Client.GetAsync("/articles/analyse")).StatusCode);
    }

    [Fact]
    public async Task A_new_article_sent_twice_is_one_and_says_what_was_sent_last()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var desk = await DeskBrowser.SignInAsync(app);
        var form = await desk.OpenAsync("/desk/articles/new");
        await desk.SendAsync(form, Main, new() { ["Article.Title"] = "Analyse", ["Article.Body"] = "Un" });
        await desk.OpenAsync("/desk/articles/new");
        await desk.SendAsync(form, Main, new() { ["Article.Title"] = "Analyse", ["Article.Body"] = "Deux" });
        await using var db = Open(app);
        Assert.Equal("Deux", (await db.Articles.SingleAsync(Loading.None)).Body);
    }

    [Fact]
    public async Task A_stale_article_dossier_or_author_shows_both_and_keeps_what_was_typed()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.PublishAsync(new ArticleInput { Title = "Analyse" });
        var topic = await app.Services.GetRequiredService<TopicWriter>().CreateAsync(new TopicInput { Name = "Garanties" }, TestDatabase.Editor, Loading.None);
        var author = await app.Services.GetRequiredService<AuthorWriter>().CreateAsync(new AuthorInput { Name = "Jean" }, TestDatabase.Editor, Loading.None);
        var desk = await DeskBrowser.SignInAsync(app);

        var form = await desk.OpenAsync("/desk/articles/analyse");
        await app.Services.GetRequiredService<ArticleWriter>().EditAsync("analyse", null, new ArticleInput { Standfirst = "Le sien" }, TestDatabase.Editor, Loading.None);
        Both(await desk.SendAsync(form, Main, new() { ["Article.Standfirst"] = "Le mien" }), "article-standfirst");

        form = await desk.OpenAsync("/desk/topics/garanties");
        await app.Services.GetRequiredService<TopicWriter>().EditAsync(topic.Slug, null, new TopicInput { Description = "Le sien" }, TestDatabase.Editor, Loading.None);
        Both(await desk.SendAsync(form, Main, new() { ["Topic.Description"] = "Le mien" }), "topic-description");

        form = await desk.OpenAsync("/desk/authors/jean");
        await app.Services.GetRequiredService<AuthorWriter>().EditAsync(author.Id, null, new AuthorInput { Description = "Le sien" }, TestDatabase.Editor, Loading.None);
        Both(await desk.SendAsync(form, Main, new() { ["Author.Description"] = "Le mien" }), "author-description");

        void Both(AngleSharp.Html.Dom.IHtmlDocument page, string field)
        {
            Assert.Equal(409, desk.Status);
            Assert.Equal("Le mien", page.GetElementById(field)!.TextContent.Trim());
            Assert.Contains("Le sien", page.GetElementById($"{field}-theirs")!.TextContent);
        }
    }

    [Theory]
    [InlineData("javascript:alert(1) Lisez")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("//evil.example Lisez")]
    [InlineData("/\\evil.example")]
    public async Task A_related_link_that_leads_nowhere_good_is_refused_beside_its_field_or_only_words(string line)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var desk = await DeskBrowser.SignInAsync(app);
        var page = await desk.SendAsync(await desk.OpenAsync("/desk/articles/new"), Main, new() { ["Article.Title"] = "Analyse", ["Article.Related"] = line, ["to"] = "published" });
        Assert.Equal(400, desk.Status);
        Assert.Equal(line, page.QuerySelector("#article-related")!.TextContent.Trim());
        Assert.Equal("Analyse", page.QuerySelector("#article-title")!.GetAttribute("value"));
        await using var db = Open(app);
        Assert.False(await db.Articles.AnyAsync(Loading.None));
    }

    [Fact]
    public async Task Scripts_in_every_field_are_words_at_the_desk_and_for_readers()
    {
        const string Script = "</script><script>alert(1)</script>\"'>";
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var desk = await DeskBrowser.SignInAsync(app);
        await desk.SendAsync(await desk.OpenAsync("/desk/authors"), Main, new() { ["Author.Name"] = Script });
        Assert.Equal("/desk/authors/script-script-alert-1-script", desk.Address);
        await desk.SendAsync(await desk.OpenAsync(desk.Address), Main, new() { ["Author.JobTitle"] = Script, ["Author.Description"] = Script });
        await desk.SendAsync(await desk.OpenAsync("/desk/topics"), Main, new() { ["Topic.Name"] = Script });
        await desk.SendAsync(await desk.OpenAsync(desk.Address), Main, new() { ["Topic.Description"] = Script });
        await desk.SendAsync(await desk.OpenAsync("/desk/articles/new"), Main, new()
        {
            ["Article.Title"] = Script, ["Article.Standfirst"] = Script, ["Article.Body"] = Script, ["Article.Author"] = Script, ["Article.Topic"] = Script,
            ["Article.Related"] = Script, ["to"] = "published",
        });
        const string Slug = "script-script-alert-1-script";
        foreach (var address in new[] { "/desk/authors", $"/desk/authors/{Slug}", "/desk/topics", $"/desk/topics/{Slug}", "/desk/articles", $"/desk/articles/{Slug}", $"/articles/{Slug}", $"/authors/{Slug}", $"/topics/{Slug}" })
        {
            var page = await desk.OpenAsync(address);
            Assert.Equal((200, address), (desk.Status, address));
            Assert.DoesNotContain(page.QuerySelectorAll("script"), script => script.TextContent.Trim() == "alert(1)");
        }
    }

    [Fact]
    public async Task A_contributor_reads_the_lists_and_changes_nothing()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        await app.PublishAsync(new ArticleInput { Title = "Analyse", Topic = "Garanties" });
        var desk = await DeskBrowser.SignInAsync(app, Role.Contributor);
        foreach (var address in new[] { "/desk/new", "/desk/articles/analyse", "/desk/articles/new", "/desk/topics/garanties", "/desk/tokens", $"/desk/{slug}/settings", $"/desk/{slug}/people" })
        {
            Assert.DoesNotContain("Analyse", (await desk.OpenAsync(address)).Body!.TextContent);
            Assert.Equal(StatusCodes.Status403Forbidden, desk.Status);
        }
        Assert.Null((await desk.OpenAsync("/desk/topics")).QuerySelector(Main));
    }

    [Fact]
    public async Task The_head_leads_everywhere_and_says_where_one_is()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var desk = await DeskBrowser.SignInAsync(app);
        foreach (var address in new[] { "/desk", "/desk/articles", "/desk/topics", "/desk/authors" })
            Assert.Equal([address, address], (await desk.OpenAsync(address)).QuerySelectorAll("header nav [aria-current=page]").Select(link => link.GetAttribute("href")));
    }

    private static LiveBlogContext Open(LiveBlogApp app) => app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContext();
}
