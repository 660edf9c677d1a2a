using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>An event on paper, in a frame on another site, and before it starts.</summary>
public sealed class OtherFormsTests
{
    [Fact]
    public async Task The_version_for_paper_has_every_entry_the_oldest_first_and_no_controls()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await FillAsync(app, 60, pinned: 30);
        var answer = await app.Client.GetAsync($"/live/{slug}?print=all");
        Assert.Equal(["noindex"], answer.Headers.GetValues("X-Robots-Tag"));
        var page = await ParseAsync(answer);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"n{i}"), page.QuerySelectorAll("#all-entries h3").Select(h => h.TextContent.Trim()));
        Assert.Empty(page.QuerySelectorAll("#entries, .bar, #auto-update"));
        Assert.Single(page.QuerySelectorAll("#all-entries .day:not([hidden])"));
    }

    [Fact]
    public async Task The_page_leads_to_the_version_for_paper()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await FillAsync(app, 1);
        var link = (await ParseAsync(await app.Client.GetAsync($"/live/{slug}"))).QuerySelector(".forms a")!;
        Assert.Equal($"/live/{slug}?print=all", link.GetAttribute("href"));
    }

    [Fact]
    public async Task A_frame_on_any_site_may_hold_the_embedded_event_and_nothing_else()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await FillAsync(app, 30);
        var answer = await app.Client.GetAsync($"/embed/{slug}?theme=dark");
        Assert.Contains("frame-ancestors *;", Policy(answer), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
        Assert.Equal(["noindex"], answer.Headers.GetValues("X-Robots-Tag"));
        Assert.Contains("frame-ancestors 'self';", Policy(await app.Client.GetAsync($"/live/{slug}")), StringComparison.Ordinal);
        var page = await ParseAsync(answer);
        Assert.Equal("dark", page.DocumentElement.GetAttribute("data-theme"));
        Assert.Equal($"http://localhost/live/{slug}", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Null(page.QuerySelector("#wire-panel, .masthead"));
    }

    [Fact]
    public async Task The_embedded_event_has_its_twenty_latest_entries_and_is_live_like_its_page()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await FillAsync(app, 30);
        var page = await ParseAsync(await app.Client.GetAsync($"/embed/{slug}"));
        Assert.Equal(Enumerable.Range(10, 20).Reverse().Select(i => $"n{i}"), page.QuerySelectorAll("#entries h3").Select(h => h.TextContent.Trim()));
        var feed = page.GetElementById("entries")!;
        Assert.Equal($"/live/{slug}/changes", feed.GetAttribute("data-changes"));
        Assert.Equal(page.QuerySelectorAll("#entries > article").Last().GetAttribute("data-position"), feed.GetAttribute("data-from"));
        var whole = await ParseAsync(await app.Client.GetAsync($"/live/{slug}"));
        Assert.Equal(whole.QuerySelector("#entries > article")!.OuterHtml, feed.QuerySelector("article")!.OuterHtml);
    }

    [Fact]
    public async Task The_wire_and_an_unknown_event_cannot_be_embedded()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        foreach (var slug in new[] { "wire", "nothing-here" })
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/embed/{slug}")).StatusCode);
    }

    [Fact]
    public async Task Before_it_starts_the_page_says_when_and_who_and_that_it_will_go_live()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var start = new DateTimeOffset(DateTime.UtcNow.Year + 1, 1, 12, 17, 30, 0, TimeSpan.Zero);
        var created = await app.Events.CreateAsync(
            new EventInput { Title = "Demain", TimeZone = "Europe/Brussels", Status = EventStatus.Scheduled, StartedAt = start, Authors = ["Claire Morel", "Jean Lambert"] },
            TestDatabase.Editor, CancellationToken.None);
        var page = await ParseAsync(await app.Client.GetAsync($"/live/{created.Slug}"));
        var header = page.GetElementById("event-header")!;
        Assert.Contains($"12 janvier {start.Year} à 18:30", header.TextContent, StringComparison.Ordinal);
        Assert.Contains("Suivi par Claire Morel et Jean Lambert", header.TextContent, StringComparison.Ordinal);
        Assert.Contains("passera en direct", header.TextContent, StringComparison.Ordinal);
        Assert.Contains("Les publications paraîtront ici", page.QuerySelector("#entries .empty")!.TextContent, StringComparison.Ordinal);
    }

    private static string Policy(HttpResponseMessage answer) => string.Join(';', answer.Headers.GetValues("Content-Security-Policy")) + ";";

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());

    private static async Task<string> FillAsync(LiveBlogApp app, int count, int pinned = -1)
    {
        var slug = await app.CreateEventAsync();
        var start = new DateTimeOffset(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            await app.Entries.PostAsync(
                slug, Guid.CreateVersion7(start.AddSeconds(i)), new EntryInput { Headline = $"n{i}", PublishedAt = start.AddMinutes(i), Pinned = i == pinned },
                TestDatabase.Editor, CancellationToken.None);
        }
        return slug;
    }
}
