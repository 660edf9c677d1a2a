using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Scale;

/// <summary>However long an event, and however many of them: no question looks at more rows than a page of fifty needs.</summary>
[Collection(nameof(LargeNewsroom))]
public sealed class QueryPlanTests(LargeNewsroom newsroom)
{
    // A page and its neighbours, a hundred key events, a timeline of the last two hundred changes.
    private const int Enough = 2_000;

    // Each status is counted up to a thousand; a text is searched through 5,000 entries at a time.
    private const int EnoughForDesk = 6_000;

    private LiveBlogApp App => newsroom.App;

    [Theory]
    [InlineData("/")]
    [InlineData("/wire")]
    [InlineData("/live/{big}")]
    [InlineData("/live/{big}?order=oldest")]
    [InlineData("/live/{big}?before={middle}")]
    [InlineData("/live/{big}?after={middle}")]
    [InlineData("/live/{big}?after={middle}&order=oldest")]
    [InlineData("/live/{big}/{entry}")]
    [InlineData("/live/{big}/feed.atom")]
    [InlineData("/live/{big}/feed.rss")]
    [InlineData("/live/{big}/feed.json")]
    [InlineData("/embed/{big}")]
    [InlineData("/live/autre-5000")]
    [InlineData("/topics/guerre")]
    [InlineData("/topics/guerre?events={event}")]
    [InlineData("/topics/guerre/feed.atom")]
    [InlineData("/authors/agence")]
    [InlineData("/authors/agence?events={event}")]
    [InlineData("/authors/claire-morel")]
    [InlineData("/articles/avant-la-guerre")]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemaps/events-{month}.xml")]
    [InlineData("/sitemap-news.xml")]
    [InlineData("/oembed?url=http://localhost/live/{big}")]
    public Task A_reader_s_question_looks_at_few_rows(string address) => LooksAtFewAsync(App.Client, address, Enough);

    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk?q=journée")]
    [InlineData("/desk?q=introuvable")]
    [InlineData("/desk?after={event}")]
    [InlineData("/desk/{big}")]
    [InlineData("/desk/{big}?status=draft")]
    [InlineData("/desk/{big}?status=withdrawn")]
    [InlineData("/desk/{big}?status=all")]
    [InlineData("/desk/{big}?before={middle}")]
    [InlineData("/desk/{big}?q=dépêche")]
    [InlineData("/desk/{big}?q=introuvable")]
    [InlineData("/desk/{big}?q=introuvable&before={middle}&status=all")]
    [InlineData("/desk/{big}/numbers")]
    [InlineData("/desk/{big}/settings")]
    [InlineData("/desk/{big}/{entry}/edit")]
    [InlineData("/desk/{big}/{entry}/history")]
    [InlineData("/desk/{big}/{entry}/move")]
    [InlineData("/desk/{big}/people")]
    [InlineData("/desk/{big}/notes")]
    [InlineData("/desk/{big}/templates")]
    [InlineData("/desk/articles")]
    [InlineData("/desk/topics")]
    [InlineData("/desk/authors")]
    [InlineData("/desk/audit")]
    [InlineData("/api/v1/events")]
    public async Task An_editor_s_question_looks_at_few_rows(string address)
    {
        var browser = await DeskBrowser.SignInAsync(App, Role.Admin);
        // All events are read once after one of them changed, and then searched in memory.
        await browser.Http.GetStringAsync("/desk?q=une");
        await LooksAtFewAsync(browser.Http, address, EnoughForDesk);
    }

    [Fact]
    public async Task Whoever_has_a_part_in_one_event_only_finds_it_at_once() =>
        await LooksAtFewAsync((await DeskBrowser.SignInAsync(App, Role.Guest, inEvent: newsroom.Slug, roleThere: Role.Contributor)).Http, "/desk", EnoughForDesk);

    [Theory]
    [InlineData("/live/{big}/changes?since=100900&epoch={epoch}")]
    [InlineData("/live/{big}/changes?since=5&epoch={epoch}")]
    public async Task A_node_that_holds_nothing_says_what_was_missed_after_few_rows(string address)
    {
        await using var node = newsroom.Node();
        await LooksAtFewAsync(node.Client, address, Enough);
    }

    [Fact]
    public async Task A_search_reads_the_newest_entries_and_all_events_and_the_next_one_only_what_it_found()
    {
        var tool = await App.ToolAsync(name: $"Agence {Guid.NewGuid():n}");
        newsroom.Asked.Forget();
        await tool.GetStringAsync("/api/v1/search?q=autre");
        await FewAsync("first search", LargeNewsroom.Events + 10);
        await LooksAtFewAsync(tool, "/api/v1/search?q=journee", Enough);
    }

    [Fact]
    public async Task A_post_an_edit_and_a_withdrawal_look_at_few_rows()
    {
        var tool = await App.ToolAsync(name: $"Agence {Guid.NewGuid():n}");
        await App.Client.GetStringAsync($"/live/{newsroom.Slug}/changes?since=5&epoch=x");
        newsroom.Asked.Forget();
        var id = Guid.CreateVersion7();
        var address = $"/api/v1/events/{newsroom.Slug}/entries";
        (await tool.PostAsJsonAsync(address, new { id, headline = "Une de plus" })).EnsureSuccessStatusCode();
        (await tool.PutAsJsonAsync($"{address}/{id}", new { version = 1, headline = "Une de plus, corrigée" })).EnsureSuccessStatusCode();
        (await tool.DeleteAsync($"{address}/{id}")).EnsureSuccessStatusCode();
        await FewAsync("post, edit, withdrawal", Enough);
    }

    private async Task LooksAtFewAsync(HttpClient client, string address, int enough)
    {
        var filled = await FillAsync(address);
        newsroom.Asked.Forget();
        var answer = await client.GetAsync(filled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await FewAsync(filled, enough);
    }

    private async Task FewAsync(string what, int enough)
    {
        await using var db = await OpenAsync();
        var answers = await newsroom.Asked.ExplainAsync(db.Database.GetConnectionString()!);
        Assert.NotEmpty(answers);
        var many = answers.Where(answer => answer.Rows > enough)
            .Select(answer => $"{what}: {answer.Rows:N0} rows looked at for\n{answer.Question}\n{Short(answer.Plan)}").ToList();
        Assert.True(many.Count == 0, string.Join("\n\n", many));
    }

    private static string Short(string plan) => string.Join('\n', plan.Split('\n').Where(line => Regex.IsMatch(line, "Node Type|Relation Name|Index Name|Actual Rows|Removed|Cond|Filter")));

    private async Task<string> FillAsync(string address)
    {
        await using var db = await OpenAsync();
        var big = await db.Events.SingleAsync(e => e.Slug == newsroom.Slug);
        var middle = await db.Entries.SingleAsync(e => e.EventId == big.Id && e.Revision == 51_000);
        var other = await db.Events.SingleAsync(e => e.Slug == "autre-5000");
        return address.Replace("{month}", $"{other.CreatedAt:yyyyMM}").Replace("{event}", $"{ListCursor.Of(other)}")
            .Replace("{big}", big.Slug).Replace("{epoch}", big.Epoch).Replace("{entry}", $"{middle.Id}").Replace("{middle}", middle.Position);
    }

    private Task<LiveBlogContext> OpenAsync() => App.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
}
