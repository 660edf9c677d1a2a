using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LiveBlog.EndToEndTests.Support;

namespace LiveBlog.EndToEndTests;

/// <summary>Two nodes behind nginx as it is shipped.</summary>
public sealed class NginxTests(NginxTests.Site site) : IClassFixture<NginxTests.Site>
{
    [Fact]
    public async Task Pages_posts_the_hub_and_signing_in_go_through_it()
    {
        var slug = await site.CreateEventAsync();
        await using var followers = await Followers.StartAsync([site.Nginx.Address], slug, 10, "hub");
        var posted = await site.PostAsync(slug, "Par nginx");
        for (var tries = 0; ; tries++)
        {
            var readers = (await followers.StateAsync()).GetProperty("readers").EnumerateArray().ToList();
            if (readers.All(reader => reader.GetProperty("connection").GetString() == "live"
                && reader.GetProperty("entries").EnumerateArray().Any(entry => entry.GetProperty("id").GetString() == posted)))
                break;
            Assert.True(tries < 100, "The entry did not reach all readers at the hub.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        using var editor = new DeskClient();
        Assert.Equal(HttpStatusCode.Found, await editor.SignInAsync(site.Nginx.Address, Newsroom.Email, Newsroom.Password));
        for (var request = 0; request < 6; request++)
            Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(site.Nginx.Address, "/desk")).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_is_withdrawn_is_gone_from_each_cache_within_its_second(int tiers)
    {
        await using var edge = tiers == 2 ? await Nginx.StartAsync([site.Nginx.Address]) : null;
        using var reader = new HttpClient { BaseAddress = new Uri((edge ?? site.Nginx).Address) };
        var slug = await site.CreateEventAsync();
        var id = await site.PostAsync(slug, "Retirée");
        string[] paths = [$"/live/{slug}", $"/live/{slug}?order=oldest", $"/live/{slug}/feed.atom", $"/live/{slug}/feed.json", $"/embed/{slug}", $"/live/{slug}/changes?since=0&epoch={await EpochAsync(slug)}", "/", "/wire"];
        foreach (var path in paths)
            Assert.True(path is "/" or "/wire" || (await reader.GetStringAsync(path, TestContext.Current.CancellationToken)).Contains("Retirée"), path);

        (await site.Http.DeleteAsync($"/api/v1/events/{slug}/entries/{id}", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        // The second for which a cache may keep a page (s-maxage=1), counted in whole seconds; the next cache does not know of it.
        await Task.Delay(2_000 * tiers, TestContext.Current.CancellationToken);
        foreach (var path in paths)
            Assert.DoesNotContain("Retirée", await reader.GetStringAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Gone, (await reader.GetAsync($"/live/{slug}/{id}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task However_many_ask_one_request_a_second_reaches_a_node()
    {
        var slug = await site.CreateEventAsync();
        await site.PostAsync(slug, "Première");
        var (asked, fetched, started) = (0, 0, DateTime.UtcNow);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async reader =>
        {
            while (DateTime.UtcNow - started < TimeSpan.FromSeconds(4))
            {
                using var answer = await site.Reader.GetAsync($"/live/{slug}", TestContext.Current.CancellationToken);
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref asked);
                if (answer.Headers.GetValues("X-Cache").Single() is not ("HIT" or "UPDATING" or "STALE"))
                    Interlocked.Increment(ref fetched);
                if (reader == 0)
                    await site.PostAsync(slug, "Une autre");
            }
        }));
        var seconds = (DateTime.UtcNow - started).TotalSeconds;
        Assert.True(fetched <= seconds + 2, $"{fetched} of {asked} requests in {seconds:0.0} s reached a node.");
        Assert.True(asked > 10 * fetched, $"{asked} requests, of which {fetched} reached a node: that tells nothing.");
    }

    [Theory]
    [InlineData("/live/nulle-part")]
    [InlineData("/live/nulle-part/changes?since=0&epoch=x")]
    [InlineData("/account/sign-in")]
    [InlineData("/openapi/v1.json")]
    public async Task What_is_not_public_is_not_kept(string path)
    {
        for (var request = 0; request < 3; request++)
        {
            using var answer = await site.Reader.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.True(!answer.Headers.TryGetValues("X-Cache", out var kept) || kept.Single() is "MISS" or "BYPASS");
        }
    }

    [Fact]
    public async Task Each_encoding_is_kept_apart_and_pages_without_pictures_too()
    {
        var slug = await site.CreateEventAsync();
        foreach (var (accepted, encoding) in new[] { ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", null), ("br", "br") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await site.Reader.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        }
        using var saving = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}");
        saving.Headers.Add("Save-Data", "on");
        using var saved = await site.Reader.SendAsync(saving, TestContext.Current.CancellationToken);
        Assert.Matches("<html[^>]* data-saver", await saved.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotMatch("<html[^>]* data-saver", await site.Reader.GetStringAsync($"/live/{slug}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_large_file_gets_through()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[3_000_000]), "files", "photo.jpg" } };
        using var answer = await site.Http.PostAsync("/api/v1/media", form, TestContext.Current.CancellationToken);
        // LiveBlog's own word: it is no photo.
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_node_that_is_killed_is_not_noticed_by_readers()
    {
        var slug = await site.CreateEventAsync();
        await site.Nodes.KillAsync(1);
        for (var request = 0; request < 40; request++)
            Assert.Equal(HttpStatusCode.OK, (await site.Reader.GetAsync($"/live/{slug}?before=&after=&n={request}", TestContext.Current.CancellationToken)).StatusCode);
        // Refused connections never took a post.
        for (var post = 0; post < 10; post++)
            await site.PostAsync(slug, $"Entrée {post}");
        await site.Nodes.StartAsync(1);
    }

    private async Task<string> EpochAsync(string slug) =>
        (await site.Http.GetFromJsonAsync<JsonElement>($"/live/{slug}/changes?since=0&epoch=", TestContext.Current.CancellationToken)).GetProperty("epoch").GetString()!;

    public sealed class Site : IAsyncLifetime
    {
        public Nodes Nodes { get; private set; } = null!;

        public Nginx Nginx { get; private set; } = null!;

        /// <summary>A tool's client, through nginx.</summary>
        public HttpClient Http { get; private set; } = null!;

        /// <summary>A reader's client, through nginx.</summary>
        public HttpClient Reader { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Nodes = await Nodes.StartAllAsync(2);
            Nginx = await Nginx.StartAsync(Nodes.Addresses);
            await Nodes.RunAsync("user", "create", "--email", Newsroom.Email, "--password", Newsroom.Password);
            Reader = new HttpClient { BaseAddress = new Uri(Nginx.Address) };
            Http = new HttpClient { BaseAddress = new Uri(Nginx.Address) };
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Nodes.TokenAsync());
        }

        public async Task<string> CreateEventAsync()
        {
            var made = await Http.PostAsJsonAsync("/api/v1/events", new { slug = $"e-{Guid.NewGuid():n}", title = "Une journée", timeZone = "Europe/Brussels" });
            return (await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("slug").GetString()!;
        }

        public async Task<string> PostAsync(string slug, string headline)
        {
            var posted = await Http.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new { id = Guid.CreateVersion7(), headline });
            return (await posted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            Reader.Dispose();
            await Nginx.DisposeAsync();
            await Nodes.DisposeAsync();
        }
    }
}
