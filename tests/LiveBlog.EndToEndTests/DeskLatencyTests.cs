using System.Globalization;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>
/// An editor's browser, a reader's browser and many more readers on the hub. Every entry reaches all of them; how long it takes from the
/// key press at the desk to the reader's screen is written down, not judged.
/// </summary>
public sealed class DeskLatencyTests(Newsroom newsroom, ITestOutputHelper output) : IClassFixture<Newsroom>
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is not null;
    private static readonly (int Posts, int Readers) Size = Long ? (200, 1_000) : (30, 100);

    // Both pages count from their own beginning; the time of that, on the machine's clock, makes them one.
    private const string NoteKeys = """
        () => {
            window.noted = { pressed: [], requests: [] };
            document.addEventListener('keydown', key => {
                if (key.key === 'Enter' && key.ctrlKey) noted.pressed.push(performance.timeOrigin + key.timeStamp);
            }, true);
            new PerformanceObserver(list => {
                for (const { name, startTime, responseEnd } of list.getEntries())
                    if (name.endsWith('/entries')) noted.requests.push(performance.timeOrigin + startTime, performance.timeOrigin + responseEnd);
            }).observe({ type: 'resource' });
        }
        """;

    // In the frame after the entry came into the page, and once that frame is drawn.
    private const string NoteEntries = """
        () => {
            window.seen = {};
            new MutationObserver(changes => {
                const came = changes.flatMap(change => [...change.addedNodes]).filter(node => node.id?.startsWith('e-'));
                requestAnimationFrame(() => {
                    const drawn = new MessageChannel();
                    drawn.port1.onmessage = () => {
                        for (const entry of came) {
                            const { top, bottom } = entry.getBoundingClientRect();
                            if (bottom > 0 && top < innerHeight) seen[entry.querySelector('.text').textContent.trim()] ??= performance.timeOrigin + performance.now();
                        }
                    };
                    drawn.port2.postMessage(null);
                });
            }).observe(document.getElementById('entries'), { childList: true });
        }
        """;

    [Fact]
    public async Task What_is_sent_by_key_is_seen_by_every_reader()
    {
        var (posts, readers) = Size;
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Avant");
        await using var followers = await Followers.StartAsync([newsroom.LiveBlog.Address], slug, readers, "hub");
        await FollowAsync(followers, readers);
        var reader = await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync();
        await reader.EvaluateAsync(NoteEntries);
        var desk = await newsroom.EditorAsync($"/desk/{slug}");
        await desk.EvaluateAsync(NoteKeys);

        for (var i = 0; i < posts; i++)
        {
            await Assertions.Expect(desk.Locator("#composer :focus")).ToHaveCountAsync(1);
            await desk.Keyboard.TypeAsync($"Publication {i}.");
            await desk.Keyboard.PressAsync("Control+Enter");
            await reader.WaitForFunctionAsync($"() => 'Publication {i}.' in window.seen", null, new() { Timeout = 30_000 });
            await Assertions.Expect(desk.Locator("#outbox")).ToBeHiddenAsync();
            await Task.Delay(100);
        }

        var noted = await desk.EvaluateAsync<Noted>("() => window.noted");
        var seen = await reader.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
        await WriteAsync(noted, [.. Enumerable.Range(0, posts).Select(i => seen[$"Publication {i}."])]);
        Assert.Equal(posts, noted.Pressed.Length);
        await AllHaveAllAsync(followers);
    }

    private async Task WriteAsync(Noted noted, double[] seen)
    {
        var (posts, readers) = Size;
        var delays = seen.Zip(noted.Pressed, (at, pressed) => at - pressed).Order().ToList();
        var left = noted.Requests.Where((_, i) => i % 2 == 0).Zip(noted.Pressed, (at, pressed) => at - pressed).Order().ToList();
        var answered = noted.Requests.Chunk(2).Select(request => request[1] - request[0]).Order().ToList();
        var report = string.Create(CultureInfo.InvariantCulture,
            $"Ctrl+Enter to visible, {posts} posts, {readers:N0} readers connected: median {At(delays, 50):0} ms, p95 {At(delays, 95):0} ms, p99 {At(delays, 99):0} ms, max {delays[^1]:0} ms; ")
            + string.Create(CultureInfo.InvariantCulture, $"medians on the way: key to request {At(left, 50):0} ms, request to answer {At(answered, 50):0} ms");
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "latency-desk.txt"), report + "\n");

        // The nearest rank.
        static double At(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
    }

    private static async Task FollowAsync(Followers followers, int readers)
    {
        for (var wait = 0; ; wait++)
        {
            var live = (await followers.StateAsync()).GetProperty("readers").EnumerateArray().Count(one => one.GetProperty("connection").GetString() == "live");
            if (live == readers)
                return;
            Assert.True(wait < 120, $"{live} of {readers} readers are connected after a minute.");
            await Task.Delay(500);
        }
    }

    private static async Task AllHaveAllAsync(Followers followers)
    {
        for (var wait = 0; ; wait++)
        {
            var (equal, differences) = await followers.CompareAsync();
            if (equal)
                return;
            Assert.True(wait < 10, differences);
            await Task.Delay(1_000);
        }
    }

    /// <summary>Milliseconds since 1970: each key press; each request's beginning and the end of its answer.</summary>
    private sealed class Noted
    {
        public double[] Pressed { get; set; } = [];

        public double[] Requests { get; set; } = [];
    }
}
