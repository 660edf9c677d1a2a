using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>What a test asks of a reader's open page.</summary>
public static class Feed
{
    /// <summary>Waits until the page shows exactly these headlines in this order.</summary>
    public static async Task ShowsAsync(this IPage page, params string[] headlines)
    {
        var wanted = string.Join('|', headlines);
        try
        {
            await page.WaitForFunctionAsync("wanted => (" + HeadlinesScript + ")().join('|') === wanted", wanted, new() { Timeout = 30_000 });
        }
        catch (TimeoutException)
        {
            Assert.Equal(headlines, await page.HeadlinesAsync());
        }
    }

    public static Task<string[]> HeadlinesAsync(this IPage page) => page.EvaluateAsync<string[]>(HeadlinesScript);

    /// <summary>Marks the open page, so that a later reload can be told from an update in place.</summary>
    public static Task MarkAsync(this IPage page) => page.EvaluateAsync("() => { window.notReloaded = true }");

    public static Task<bool> WasNotReloadedAsync(this IPage page) => page.EvaluateAsync<bool>("() => window.notReloaded === true");

    /// <summary>Waits until the page follows: its hub connection stands.</summary>
    public static async Task<IPage> FollowsAsync(this IPage page)
    {
        await page.WaitForFunctionAsync("() => document.getElementById('entries').dataset.connection === 'live'");
        return page;
    }

    /// <summary>The feed as the server made it: each entry's id, revision and HTML, and the parts, without what the script adds.</summary>
    public static Task<string> StateAsync(this IPage page) => page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll('#entries > article.entry, [data-part]')].map(e => {
            const copy = e.cloneNode(true);
            copy.classList.remove('arrived', 'fresh', 'target');
            for (const name of ['tabindex', 'aria-posinset', 'aria-setsize']) copy.removeAttribute(name);
            for (const time of copy.querySelectorAll('time[data-relative]')) { time.textContent = ''; time.removeAttribute('title'); }
            return copy.outerHTML }).join('\n')
        """);

    private const string HeadlinesScript = "() => [...document.querySelectorAll('#entries > article.entry h3')].map(h => h.textContent.trim())";
}
