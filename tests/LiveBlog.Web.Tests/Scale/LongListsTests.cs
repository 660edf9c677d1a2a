using System.Net;
using AngleSharp.Dom;
using LiveBlog.Core.Accounts;

namespace LiveBlog.Web.Tests.Scale;

/// <summary>What is cut short because there is so much of it can be reached all the same.</summary>
[Collection(nameof(LargeNewsroom))]
public sealed class LongListsTests(LargeNewsroom newsroom)
{
    [Fact]
    public async Task The_desk_s_list_goes_on_page_by_page_and_shows_nothing_twice()
    {
        var browser = await DeskBrowser.SignInAsync(newsroom.App, Role.Admin);
        var page = await browser.OpenAsync("/desk");
        var first = Titles(page);
        Assert.Equal((200, "Une longue guerre en continu"), (first.Count, first[0]));
        // Ten others are live; of the rest the latest.
        Assert.Contains("Une autre journée, la 10000e", first);
        Assert.Contains("Une autre journée, la 189e", first);
        var second = Titles(await browser.OpenAsync(page.QuerySelector("nav.pages a[rel=next]")!.GetAttribute("href")!));
        Assert.Equal("Une autre journée, la 190e", second[0]);
        Assert.Equal(200, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task Every_event_is_found_at_the_desk_by_a_part_of_its_title_or_address()
    {
        var browser = await DeskBrowser.SignInAsync(newsroom.App, Role.Admin);
        Assert.Equal(["Une autre journée, la 9876e"], Titles(await browser.OpenAsync("/desk?q=JOURNEE, la 9876")));
        Assert.Equal(["Une autre journée, la 9876e"], Titles(await browser.OpenAsync("/desk?q=autre-9876")));
        Assert.Equal(200, Titles(await browser.OpenAsync("/desk?q=une")).Count);
    }

    [Fact]
    public async Task A_text_is_searched_in_a_long_event_as_far_back_as_one_likes()
    {
        var browser = await DeskBrowser.SignInAsync(newsroom.App, Role.Admin);
        var page = await browser.OpenAsync($"/desk/{newsroom.Slug}?q=mille 6000");
        Assert.Empty(page.QuerySelectorAll("#desk-entries > li"));
        page = await browser.OpenAsync(page.QuerySelector("#pages a[rel=next]")!.GetAttribute("href")!);
        Assert.Single(page.QuerySelectorAll("#desk-entries > li"));
    }

    [Fact]
    public async Task Numbers_say_where_counting_ended()
    {
        var browser = await DeskBrowser.SignInAsync(newsroom.App, Role.Admin);
        Assert.Equal(["1 000+", "1 000", "0", "0", "1 000+", "1 000+"],
            (await browser.OpenAsync($"/desk/{newsroom.Slug}")).QuerySelectorAll("#filters .count").Select(count => count.TextContent.Replace('\u202f', ' ')));
    }

    [Theory]
    [InlineData("/authors/agence", 20)]
    [InlineData("/authors/claire-morel", 1)]
    public async Task An_author_s_events_are_listed_whether_few_or_many(string address, int events) =>
        Assert.Equal(events, (await new DeskBrowser(newsroom.App).OpenAsync(address)).QuerySelectorAll("[aria-labelledby=author-events] h3").Length);

    [Fact]
    public async Task The_sitemap_has_a_part_for_each_month_and_every_event_is_in_one()
    {
        var parts = (await newsroom.App.Client.GetStringAsync("/sitemap.xml")).Split("<loc>http://localhost").Skip(1).Select(rest => rest.Split('<')[0])
            .Where(part => part.Contains("/events-")).ToList();
        Assert.InRange(parts.Count, 328, 330);
        var named = new HashSet<string>();
        foreach (var part in parts)
        {
            var answer = await newsroom.App.Client.GetAsync(part);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            named.UnionWith((await answer.Content.ReadAsStringAsync()).Split("<loc>").Skip(1).Select(rest => rest.Split('<')[0]));
        }
        Assert.Equal(LargeNewsroom.Events + 1, named.Count);
    }

    private static List<string> Titles(IParentNode page) => [.. page.QuerySelectorAll("#events h2").Select(title => title.TextContent)];
}
