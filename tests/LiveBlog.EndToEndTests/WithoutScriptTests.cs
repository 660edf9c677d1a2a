using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>What docs/readers.md promises to those without JavaScript, on the demo's coverage.</summary>
public sealed class WithoutScriptTests(DemoNewsroom demo) : IClassFixture<DemoNewsroom>
{
    [Fact]
    public async Task A_link_to_an_entry_opens_the_page_on_which_it_stands_with_ways_to_share_it()
    {
        var page = await OpenAsync("/live/conseil-otan-russie");
        var link = page.Locator("#entries article.entry a.permalink").Nth(3);
        var id = await link.EvaluateAsync<string>("a => a.closest('article').id");
        await link.ClickAsync();
        Assert.EndsWith(id["e-".Length..], page.Url);
        Assert.True(await page.Locator($"#{id}").IsVisibleAsync());
        await page.ClickAsync($".asked a[href='#{id}']");
        Assert.InRange(await page.Locator($"#{id}").EvaluateAsync<double>("e => e.getBoundingClientRect().top"), 0, 300);
        Assert.StartsWith("https://t.me/share/url?", await page.Locator("#share a", new() { HasText = "Telegram" }).GetAttributeAsync("href"));
        Assert.Contains(id["e-".Length..], await page.Locator("#share input").InputValueAsync());
    }

    [Fact]
    public async Task A_key_event_leads_to_its_entry_and_a_corrected_entry_to_its_versions()
    {
        var page = await OpenAsync("/live/conseil-otan-russie");
        var key = page.Locator("#event-keys a").First;
        var id = await key.GetAttributeAsync("data-entry");
        await key.EvaluateAsync("a => a.closest('details')?.setAttribute('open', '')");
        await key.ClickAsync();
        Assert.True(await page.Locator($"#e-{id}").IsVisibleAsync());
        await page.Locator("a.history").First.ClickAsync();
        Assert.True(await page.Locator("del, ins").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Nothing_is_offered_that_only_a_script_could_do()
    {
        foreach (var path in new[] { "/", "/wire", "/live/conseil-otan-russie", "/articles/trois-tables-pour-une-meme-question", "/topics/garanties-de-securite" })
        {
            var page = await OpenAsync(path);
            foreach (var element in await page.Locator("[data-needs-script], main button").AllAsync())
                Assert.False(await element.IsVisibleAsync(), $"{path}: {await element.EvaluateAsync<string>("e => e.outerHTML")}");
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task A_card_of_another_site_is_a_link_and_loads_nothing()
    {
        var context = await demo.Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(demo.LiveBlog.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        await page.GotoAsync(demo.LiveBlog.Address + "/live/conseil-otan-russie");
        Assert.StartsWith("https://", await page.Locator("figure.external a").First.GetAttributeAsync("href"));
        await page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(elsewhere);
    }

    private Task<IPage> OpenAsync(string path) => demo.OpenAsync(path, new() { JavaScriptEnabled = false });
}
