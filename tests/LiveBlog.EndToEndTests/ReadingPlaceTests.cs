using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>What is being read stays where it is on the screen, with the browser's scroll anchoring and without it, as in Safari.</summary>
public sealed class ReadingPlaceTests(Newsroom newsroom) : IClassFixture<Newsroom>
{
    [Theory]
    [InlineData("newest", "none")]
    [InlineData("newest", "auto")]
    [InlineData("oldest", "none")]
    [InlineData("oldest", "auto")]
    public async Task An_entry_stays_at_its_pixel_whatever_comes_changes_and_goes_above_it(string order, string anchoring)
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 45; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60), Text(3));
        var page = await newsroom.ReaderAsync($"/live/{slug}?order={order}");
        await page.EvaluateAsync("anchoring => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { overflow-anchor: ${anchoring} !important }`); document.adoptedStyleSheets = [sheet] }", anchoring);
        await page.FollowsAsync();
        var ids = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#entries > article')].map(e => e.id.slice(2))");
        var read = page.Locator($"#e-{ids[22]}");
        await read.EvaluateAsync("e => e.scrollIntoView({ block: 'start', behavior: 'instant' })");
        // The browser tells of scrolling in its next frame.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var before = await TopAsync(read);

        for (var i = 0; i < 30; i++)
            await newsroom.PostAsync(slug, $"neuf {i}", body: Text(1));
        foreach (var id in ids[10..15])
            await newsroom.EditAsync(slug, id, new { version = 1, body = Text(12) });
        foreach (var id in ids[5..8])
            await newsroom.WithdrawAsync(slug, id);
        await Assertions.Expect(page.Locator($"#e-{ids[7]}")).ToHaveCountAsync(0);
        Assert.Equal(before, await TopAsync(read), 1.0);

        // Something above gets its height late, of itself, as a picture does.
        await page.EvaluateAsync("id => { document.getElementById('e-' + id).querySelector('div').style.paddingBottom = '333px' }", ids[15]);
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.Equal(before, await TopAsync(read), 1.0);
    }

    [Fact]
    public async Task A_reader_at_the_top_keeps_seeing_the_top()
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 20; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60), Text(3));
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await newsroom.PostAsync(slug, "Neuf");
        await newsroom.PatchAsync(slug, new { title = "Un titre bien plus long, qui prend plusieurs lignes sur tous les écrans que nous connaissons" });
        await Assertions.Expect(page.Locator("#entries > article h3").First).ToHaveTextAsync("Neuf");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("plusieurs lignes");
        Assert.Equal(0, await page.EvaluateAsync<double>("() => scrollY"));
    }

    [Fact]
    public async Task The_back_button_leads_to_the_entry_that_was_read()
    {
        var slug = await newsroom.CreateEventAsync();
        for (var i = 0; i < 40; i++)
            await newsroom.PostAsync(slug, $"n{i}", DateTimeOffset.UtcNow.AddMinutes(i - 60), Text(3));
        var page = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        var read = page.Locator("#entries > article", new() { HasText = "n20" }).First;
        await read.EvaluateAsync("e => e.scrollIntoView({ block: 'start', behavior: 'instant' })");
        var before = await TopAsync(read);
        await page.GotoAsync(newsroom.LiveBlog.Address + "/");
        for (var i = 0; i < 5; i++)
            await newsroom.PostAsync(slug, $"neuf {i}", body: Text(2));
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => scrollY > 0");
        await page.WaitForLoadStateAsync(LoadState.Load);
        Assert.Equal(before, await TopAsync(read), 1.0);
    }

    private static string Text(int sentences) => string.Concat(Enumerable.Repeat("Une phrase assez longue pour tenir sur plus d’une ligne de la page. ", sentences));

    private static Task<double> TopAsync(ILocator entry) => entry.EvaluateAsync<double>("e => e.getBoundingClientRect().top");
}
