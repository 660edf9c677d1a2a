using System.Net.Http.Json;
using LiveBlog.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveBlog.EndToEndTests;

/// <summary>Two browsers open, a hundred posts by the API: each is seen in both. How long that takes is written down, not judged.</summary>
public sealed class LatencyTests(Newsroom newsroom, ITestOutputHelper output) : IClassFixture<Newsroom>
{
    [Fact]
    public async Task Every_post_is_seen_in_both_browsers()
    {
        const int posts = 100;
        var slug = await newsroom.CreateEventAsync();
        await newsroom.PostAsync(slug, "Avant");
        IPage[] readers =
        [
            await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync(),
            await (await newsroom.ReaderAsync($"/live/{slug}")).FollowsAsync(),
        ];
        foreach (var reader in readers)
        {
            // The page itself notes when each entry has been laid out, on the clock that this process shares.
            await reader.EvaluateAsync("""
                () => {
                    window.seen = {};
                    new MutationObserver(changes => {
                        for (const change of changes) for (const node of change.addedNodes)
                            if (node.id) { node.getBoundingClientRect(); window.seen[node.id] ??= performance.timeOrigin + performance.now() }
                    }).observe(document.getElementById('entries'), { childList: true })
                }
                """);
        }

        var sent = new Dictionary<string, double>();
        for (var i = 0; i < posts; i++)
        {
            var id = Guid.CreateVersion7().ToString();
            sent[$"e-{id}"] = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
            (await newsroom.Tool.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { id, headline = $"n{i}", body = "Un texte." })).EnsureSuccessStatusCode();
            await Task.Delay(30);
        }

        var delays = new List<double>();
        foreach (var reader in readers)
        {
            await reader.WaitForFunctionAsync($"() => Object.keys(window.seen).length === {posts}");
            var seen = await reader.EvaluateAsync<Dictionary<string, double>>("() => window.seen");
            delays.AddRange(sent.Select(post => seen[post.Key] - post.Value));
        }
        delays.Sort();
        var report = $"request to visible, {posts} posts, 2 browsers: median {delays[delays.Count / 2]:0} ms, p95 {delays[delays.Count * 95 / 100]:0} ms, max {delays[^1]:0} ms";
        output.WriteLine(report);
        await File.WriteAllTextAsync(Path.Combine(Repository.Results, "latency.txt"), report + "\n");
        Assert.Equal(2 * posts, delays.Count);
    }
}
