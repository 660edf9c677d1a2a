using System.Net;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>The address of one entry.</summary>
public sealed class PermalinkTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task It_opens_the_page_on_which_the_entry_stands_and_marks_it(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync("La journée");
        var ids = new List<Guid>();
        var start = new DateTimeOffset(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 80; i++)
        {
            ids.Add(Guid.CreateVersion7(start.AddSeconds(i)));
            await app.Entries.PostAsync(slug, ids[i], new EntryInput { Headline = $"n{i}", PublishedAt = start.AddMinutes(i) },
                TestDatabase.Editor, CancellationToken.None);
        }
        foreach (var index in new[] { 0, 40, 79 })
        {
            var page = new HtmlParser().ParseDocument(await app.Client.GetStringAsync($"/live/{slug}/{ids[index]}"));
            Assert.Equal($"e-{ids[index]}", page.GetElementById("entries")!.GetAttribute("data-target"));
            Assert.Equal($"n{index}", page.GetElementById($"e-{ids[index]}")!.QuerySelector("h3")!.TextContent);
            Assert.StartsWith($"n{index} – La journée", page.Title, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_script_it_leads_to_the_entry_and_to_the_ways_to_share_it()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Accord & suites");
        var asked = new HtmlParser().ParseDocument(await app.Client.GetStringAsync($"/live/{slug}/{entry.Id}")).GetElementById("share")!;
        Assert.Equal("Accord & suites", asked.QuerySelector($"a[href='#e-{entry.Id}']")!.TextContent);
        Assert.Equal($"http://localhost/live/{slug}/{entry.Id}", asked.QuerySelector("input")!.GetAttribute("value"));
        var telegram = asked.QuerySelector("a[href^='https://t.me/']")!.GetAttribute("href")!;
        Assert.Contains($"url={Uri.EscapeDataString($"http://localhost/live/{slug}/{entry.Id}")}", telegram, StringComparison.Ordinal);
        Assert.Contains("text=Accord%20%26%20suites", telegram, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_entry_is_gone_and_leads_to_its_event()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync("La journée");
        var entry = await app.PostAsync(slug, "Erreur");
        await app.Entries.WithdrawAsync(slug, entry.Id, TestDatabase.Editor, CancellationToken.None);
        var answer = await app.Client.GetAsync($"/live/{slug}/{entry.Id}");
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Equal("Cette publication a été retirée", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("La journée", page.QuerySelector($"main a[href='/live/{slug}']")!.TextContent);
    }

    [Fact]
    public async Task An_entry_of_another_event_or_none_or_a_draft_is_not_found()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var (here, there) = (await app.CreateEventAsync("Ici"), await app.CreateEventAsync("Là"));
        var other = await app.PostAsync(there, "ailleurs");
        var (draft, _) = await app.Entries.PostAsync(here, Guid.CreateVersion7(), new EntryInput { Headline = "brouillon", Status = EntryStatus.Draft },
            TestDatabase.Editor, CancellationToken.None);
        foreach (var id in new[] { other.Id, Guid.CreateVersion7(), draft.Id })
            Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/{here}/{id}")).StatusCode);
    }
}
