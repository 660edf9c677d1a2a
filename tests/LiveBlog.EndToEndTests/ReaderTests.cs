using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>What a reader sees, in a real browser, against the real program.</summary>
public sealed class ReaderTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Posts_edits_pins_and_withdrawals_reach_open_pages_in_both_orders_without_reloading()
    {
        var slug = await newsroom.CreateEventAsync();
        var first = await newsroom.PostAsync(slug, "Un");
        var newest = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var oldest = await (await newsroom.ReaderAsync($"/live/{slug}?order=oldest")).FollowsAsync();
        await newest.MarkAsync();
        await oldest.MarkAsync();

        var second = await newsroom.PostAsync(slug, "Deux");
        await newest.ShowsAsync("Deux", "Un");
        await oldest.ShowsAsync("Un", "Deux");
        await newsroom.EditAsync(slug, first, new { version = 1, headline = "Un, corrigé", correction = "Il manquait un mot." });
        await newest.ShowsAsync("Deux", "Un, corrigé");
        await oldest.ShowsAsync("Un, corrigé", "Deux");
        await newsroom.EditAsync(slug, first, new { version = 2, pinned = true });
        await newest.ShowsAsync("Un, corrigé", "Deux");
        await newsroom.WithdrawAsync(slug, second);
        await newest.ShowsAsync("Un, corrigé");
        await oldest.ShowsAsync("Un, corrigé");

        Assert.True(await newest.WasNotReloadedAsync());
        Assert.True(await oldest.WasNotReloadedAsync());
        await EqualsServersAsync(newest, $"/live/{slug}");
        await EqualsServersAsync(oldest, $"/live/{slug}?order=oldest");
    }

    [Fact]
    public async Task Without_script_the_page_is_whole_and_its_links_work()
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 55; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60));
        var page = await newsroom.ReaderAsync($"/live/{slug}", options: new() { JavaScriptEnabled = false });
        Assert.Equal("n54", (await page.Locator("#entries article h3").AllTextContentsAsync())[0]);
        await page.ClickAsync("a[rel=next]");
        Assert.Equal(["n4", "n3", "n2", "n1", "n0"], await page.Locator("#entries article h3").AllTextContentsAsync());
        await page.ClickAsync("a[data-order=oldest]");
        Assert.Equal(["n0", "n1", "n2", "n3", "n4"], await page.Locator("#entries article h3").AllTextContentsAsync());
        Assert.False(await page.Locator("#auto-update").IsVisibleAsync());
        Assert.False(await page.Locator("#new-entries").IsVisibleAsync());
    }

    [Fact]
    public async Task A_reader_further_down_keeps_the_place_and_is_told_how_much_is_new()
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 30; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60), string.Concat(Enumerable.Repeat("Un texte assez long. ", 20)));
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await page.EvaluateAsync("() => document.querySelectorAll('#entries > article')[15].scrollIntoView()");
        var before = await PlaceAsync(page);

        await newsroom.PostAsync(slug, "Neuf");
        await newsroom.PostAsync(slug, "Encore neuf");
        await Assertions.Expect(page.Locator("#new-entries")).ToHaveTextAsync("2 nouvelles publications");
        Assert.Equal(before, await PlaceAsync(page), 1.0);
        Assert.StartsWith("(2) ", await page.TitleAsync());

        await page.ClickAsync("#new-entries");
        await Assertions.Expect(page.Locator("#new-entries")).ToBeHiddenAsync();
        Assert.Equal(["Encore neuf", "Neuf", "n29"], (await page.HeadlinesAsync())[..3]);

        static Task<double> PlaceAsync(IPage page) =>
            page.EvaluateAsync<double>("() => document.querySelectorAll('h3')[0] && [...document.querySelectorAll('#entries > article')].find(a => a.textContent.includes('n14')).getBoundingClientRect().top");
    }

    [Fact]
    public async Task With_automatic_updating_off_entries_wait_and_the_choice_is_remembered()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Un");
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await page.UncheckAsync("#auto-update");
        await newsroom.PostAsync(slug, "Deux");
        await Assertions.Expect(page.Locator("#new-entries")).ToHaveTextAsync("1 nouvelle publication");
        await page.ShowsAsync("Un");
        await page.ReloadAsync();
        Assert.False(await page.IsCheckedAsync("#auto-update"));
        await page.ShowsAsync("Deux", "Un");
    }

    [Fact]
    public async Task The_order_chosen_is_kept()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Un");
        await newsroom.PostAsync(slug, "Deux");
        var page = await newsroom.ReaderAsync($"/live/{slug}");
        await page.ClickAsync("a[data-order=oldest]");
        await page.ShowsAsync("Un", "Deux");
        await page.GotoAsync($"{newsroom.LiveBlog.Address}/live/{slug}");
        await page.ShowsAsync("Un", "Deux");
        await page.ClickAsync("a[data-order=newest]");
        await page.ShowsAsync("Deux", "Un");
    }

    [Fact]
    public async Task Older_pages_are_live_too()
    {
        var slug = await newsroom.CreateEventAsync();
        var ids = new List<string>();
        for (var i = 0; i < 53; i++)
            ids.Add(await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60)));
        var page = await newsroom.ReaderAsync($"/live/{slug}");
        await page.ClickAsync("a[rel=next]");
        await page.FollowsAsync();
        await page.ShowsAsync("n2", "n1", "n0");
        await newsroom.EditAsync(slug, ids[1], new { version = 1, headline = "n1 bis" });
        await newsroom.WithdrawAsync(slug, ids[0]);
        await page.ShowsAsync("n2", "n1 bis");
        await newsroom.PostAsync(slug, "Neuf");
        await Assertions.Expect(page.Locator("#new-entries")).ToHaveTextAsync("1 nouvelle publication");
        await page.ShowsAsync("n2", "n1 bis");
    }

    [Fact]
    public async Task A_returning_reader_finds_the_line_where_they_left_off()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Vu");
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await page.GotoAsync(newsroom.LiveBlog.Address + "/");
        await newsroom.PostAsync(slug, "Pas vu");
        await page.GotoAsync($"{newsroom.LiveBlog.Address}/live/{slug}");
        var line = page.Locator("#entries > .left-off");
        await Assertions.Expect(line).ToBeVisibleAsync();
        Assert.Equal("Pas vu", await page.EvaluateAsync<string>("() => document.querySelector('.left-off').previousElementSibling.querySelector('h3').textContent"));
    }

    [Fact]
    public async Task The_events_own_changes_and_its_end_reach_open_pages()
    {
        var slug = await newsroom.CreateEventAsync("Avant");
        await newsroom.PostAsync(slug, "Un");
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await page.MarkAsync();
        await newsroom.PatchAsync(slug, new { title = "Après", standfirst = "Un chapô." });
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Après");
        Assert.Contains("Après", await page.TitleAsync());
        await newsroom.PatchAsync(slug, new { status = "ended" });
        await Assertions.Expect(page.Locator("#event-state")).ToContainTextAsync("Terminé");
        await page.WaitForFunctionAsync("() => document.getElementById('entries').dataset.connection === 'ended'");
        Assert.True(await page.WasNotReloadedAsync());
    }

    [Fact]
    public async Task A_cut_line_is_told_and_what_was_missed_is_there_when_it_is_mended()
    {
        var slug = await newsroom.CreateEventAsync();
        var gone = await newsroom.PostAsync(slug, "Un");
        await using var line = CutTcp.To(newsroom.LiveBlog.Address);
        var page = await (await newsroom.ReaderAsync($"/live/{slug}", line.Address)).FollowsAsync();
        await page.MarkAsync();
        line.Cut();
        await newsroom.PostAsync(slug, "Deux");
        await newsroom.WithdrawAsync(slug, gone);
        await Assertions.Expect(page.Locator("#connection")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        line.Mend();
        await page.ShowsAsync("Deux");
        await Assertions.Expect(page.Locator("#connection")).ToBeHiddenAsync(new() { Timeout = 70_000 });
        Assert.True(await page.WasNotReloadedAsync());
    }

    [Fact]
    public async Task A_line_that_dies_in_silence_is_noticed_and_a_reader_that_missed_too_much_reloads()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Avant");
        await using var line = CutTcp.To(newsroom.LiveBlog.Address);
        var page = await (await newsroom.ReaderAsync($"/live/{slug}", line.Address)).FollowsAsync();
        await page.MarkAsync();
        line.FallSilent();
        // More than a timeline keeps (Timeline.Window is 200).
        for (var i = 0; i < 205; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddSeconds(i - 300));
        await Task.Delay(TimeSpan.FromSeconds(16));
        line.Mend();
        await page.WaitForFunctionAsync("() => window.notReloaded !== true && document.querySelectorAll('#entries > article').length >= 50", null, new() { Timeout = 60_000 });
        await EqualsServersAsync(page, $"/live/{slug}");
    }

    [Fact]
    public async Task Where_WebSockets_fail_the_page_polls_and_misses_nothing()
    {
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Un");
        var context = await newsroom.Browser.NewContextAsync();
        // As behind a proxy that lets none through: each fails to open.
        await context.AddInitScriptAsync("window.WebSocket = class extends WebSocket { constructor() { super('ws://127.0.0.1:9') } }");
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{newsroom.LiveBlog.Address}/live/{slug}");
        await page.MarkAsync();
        await newsroom.PostAsync(slug, "Deux");
        await page.ShowsAsync("Deux", "Un");
        Assert.True(await page.WasNotReloadedAsync());
    }

    // Loaded anew, the page is what the open one has become.
    private async Task EqualsServersAsync(IPage page, string path)
    {
        var fresh = await newsroom.ReaderAsync(path);
        Assert.Equal(await fresh.StateAsync(), await page.StateAsync());
        await fresh.Context.CloseAsync();
    }
}
