using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using LiveBlog.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveBlog.Web.Tests.Delivery;

public sealed class ReadyAnswerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task However_many_ask_at_once_a_page_is_made_once_and_not_again_while_nothing_changes(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var slug = await app.CreateEventAsync();
        await app.PostAsync(slug, "Un");
        using var builds = new Builds(app);
        var pages = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => app.Client.GetStringAsync($"/live/{slug}", None)));
        Assert.All(pages, page => Assert.Equal(pages[0], page));
        Assert.Equal((1, 0), (builds.Made, builds.Unchanged));
    }

    [Fact]
    public async Task An_answer_from_memory_has_all_that_the_pages_said()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        await app.PostAsync(slug, "Un");
        foreach (var address in new[] { "/", "/wire", $"/live/{slug}", $"/live/{slug}/feed.atom", $"/embed/{slug}", $"/live/{slug}/changes?since=1&epoch=x" })
        {
            var made = await app.Client.GetAsync(address, None);
            var held = await app.Client.GetAsync(address, None);
            // By a signed-in reader the pages themselves are asked, whoever they are.
            using var own = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", "liveblog-note=1" } } };
            var asked = await app.Client.SendAsync(own, None);
            foreach (var answer in new[] { made, held })
            {
                Assert.Equal(Facts(asked), Facts(answer));
                Assert.Equal(await asked.Content.ReadAsStringAsync(None), await answer.Content.ReadAsStringAsync(None));
            }
            using var head = new HttpRequestMessage(HttpMethod.Head, address);
            var headers = await app.Client.SendAsync(head, None);
            Assert.Equal(Facts(held), Facts(headers));
            Assert.Equal(held.Content.Headers.ContentLength, headers.Content.Headers.ContentLength);
            Assert.Empty(await headers.Content.ReadAsByteArrayAsync(None));
        }
    }

    [Fact]
    public async Task An_answer_from_memory_is_worth_no_activity_and_no_scope_of_the_log()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        // Hosting makes both for each request where anybody hears what it logs.
        Assert.False(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public async Task Each_coding_says_the_same()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        for (var i = 0; i < 5; i++)
            await app.PostAsync(slug, $"Nouvelle {i}");
        var plain = await app.Client.GetByteArrayAsync($"/live/{slug}", None);
        foreach (var coding in new[] { "br", "gzip" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}") { Headers = { { "Accept-Encoding", coding } } };
            var answer = await app.Client.SendAsync(request, None);
            Assert.Equal(coding, answer.Content.Headers.ContentEncoding.Single());
            var body = await answer.Content.ReadAsByteArrayAsync(None);
            Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
            Assert.True(body.Length < plain.Length / 2);
            using Stream read = coding == "br"
                ? new BrotliStream(new MemoryStream(body), CompressionMode.Decompress)
                : new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            await read.CopyToAsync(bytes, None);
            Assert.Equal(plain, bytes.ToArray());
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        }
    }

    [Theory]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("{tag}", HttpStatusCode.NotModified)]
    [InlineData("{strong}", HttpStatusCode.NotModified)]
    [InlineData("\"another\", {tag}", HttpStatusCode.NotModified)]
    [InlineData("\"another\"", HttpStatusCode.OK)]
    [InlineData("no tag", HttpStatusCode.OK)]
    public async Task Who_has_the_page_is_told_so(string known, HttpStatusCode expected)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var first = await app.Client.GetAsync($"/live/{slug}", None);
        var tag = first.Headers.ETag!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}");
        request.Headers.TryAddWithoutValidation("If-None-Match", known.Replace("{tag}", tag).Replace("{strong}", tag.Replace("W/", "")));
        var answer = await app.Client.SendAsync(request, None);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(tag, answer.Headers.ETag!.ToString());
        Assert.Equal(first.Headers.GetValues("Surrogate-Key"), answer.Headers.GetValues("Surrogate-Key"));
        Assert.Equal(expected == HttpStatusCode.OK, (await answer.Content.ReadAsByteArrayAsync(None)).Length > 0);
    }

    [Fact]
    public async Task A_part_of_a_page_is_not_to_be_had_and_the_whole_is_sent()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var whole = await app.Client.GetByteArrayAsync($"/live/{slug}", None);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}") { Headers = { Range = new RangeHeaderValue(0, 10) } };
        var answer = await app.Client.SendAsync(request, None);
        Assert.Equal((HttpStatusCode.OK, whole.Length), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(None)).Length));
    }

    [Fact]
    public async Task A_page_is_the_same_over_HTTP_2()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Kestrel:EndpointDefaults:Protocols=Http2");
        var two = app.Client;
        (two.DefaultRequestVersion, two.DefaultVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        var slug = await app.CreateEventAsync();
        using var builds = new Builds(app);
        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => two.GetStringAsync($"/live/{slug}", None)));
        Assert.All(pages, page => Assert.Equal(pages[0], page));
        Assert.Equal(1, builds.Made);
    }

    [Fact]
    public async Task Each_host_gets_addresses_of_its_own()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        foreach (var host in new[] { "un.example", "deux.example", "un.example" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}") { Headers = { Host = host } };
            var page = await (await app.Client.SendAsync(request, None)).Content.ReadAsStringAsync(None);
            Assert.Contains($"<link rel=\"canonical\" href=\"http://{host}/live/{slug}\">", page);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_each_scheme_gets_addresses_of_its_own()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        foreach (var scheme in new[] { "https", "http", "https" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}") { Headers = { { "X-Forwarded-Proto", scheme } } };
            var answer = await app.Client.SendAsync(request, None);
            Assert.Contains($"<link rel=\"canonical\" href=\"{scheme}://", await answer.Content.ReadAsStringAsync(None));
            Assert.Contains(scheme == "https" ? " wss://" : " ws://", answer.Headers.GetValues("Content-Security-Policy").Single());
        }
    }

    [Fact]
    public async Task Who_saves_data_gets_a_page_without_pictures_and_others_do_not()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        foreach (var saves in new[] { true, false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}");
            if (saves)
                request.Headers.Add("Save-Data", "on");
            Assert.Equal(saves, (await (await app.Client.SendAsync(request, None)).Content.ReadAsStringAsync(None)).Contains("<html lang=\"fr\" dir=\"ltr\" data-now=\"à l’instant\" data-saver>", StringComparison.Ordinal)
                || saves && (await app.Client.GetStringAsync($"/live/{slug}?images=no", None)).Contains("data-saver", StringComparison.Ordinal));
        }
        Assert.DoesNotContain(" data-saver", await app.Client.GetStringAsync($"/live/{slug}", None));
    }

    [Fact]
    public async Task Marks_that_others_put_on_a_link_make_no_other_page()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        using var builds = new Builds(app);
        var page = await app.Client.GetStringAsync($"/live/{slug}?order=oldest", None);
        for (var i = 0; i < 20; i++)
            Assert.Equal(page, await app.Client.GetStringAsync($"/live/{slug}?x={i}&ORDER=oldest&utm_source=mail%20{i}", None));
        Assert.Equal(1, builds.Made);
        // What the address asks for is told apart, also where it says nonsense.
        Assert.NotEqual(page, await app.Client.GetStringAsync($"/live/{slug}?order=newest", None));
        Assert.Contains("data-order=\"newest\"", await app.Client.GetStringAsync($"/live/{slug}?order=sideways", None));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync($"/live/{slug}?before=nonsense", None)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync($"/live/{slug}?x=%00", None)).StatusCode);
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_is_asked_for_stays()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Delivery:ReadyMegabytes=1");
        var slug = await app.CreateEventAsync();
        for (var i = 0; i < 10; i++)
            await app.PostAsync(slug, $"Nouvelle {i}");
        using var builds = new Builds(app);
        for (var i = 0; i < 100; i++)
        {
            await app.Client.GetStringAsync($"/live/{slug}?before=20220112T1738{i:00}000Z-{i:d32}", None);
            Assert.InRange(builds.Bytes, 1, 1_048_576 + 200_000);
        }
        Assert.Equal(100, builds.Made);
    }

    [Fact]
    public async Task A_reader_who_leaves_takes_nothing_from_those_who_wait_for_the_same_page()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        for (var i = 0; i < 40; i++)
            await app.PostAsync(slug, string.Join(' ', Enumerable.Repeat($"Nouvelle {i}", 30)));
        for (var round = 0; round < 10; round++)
        {
            await app.PostAsync(slug, $"Tour {round}");
            using var leaves = new CancellationTokenSource(TimeSpan.FromMilliseconds(round));
            var left = Enumerable.Range(0, 5).Select(_ => app.Client.GetStringAsync($"/live/{slug}", leaves.Token)).ToList();
            var stay = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.Client.GetStringAsync($"/live/{slug}", None)));
            Assert.All(stay, page => Assert.EndsWith("</html>", page.TrimEnd()));
            Assert.All(stay, page => Assert.Contains($"Tour {round}", page));
            await Task.WhenAll(left.Select(task => task.ContinueWith(_ => { }, None)));
        }
    }

    [Fact]
    public async Task What_only_the_newsroom_may_see_is_never_kept_for_readers()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var desk = await app.ToolAsync();
        await desk.PostAsync("/api/v1/articles", new StringContent("""{"title":"Brouillon secret","status":"draft"}""", new MediaTypeHeaderValue("application/json")), None);
        await desk.GetAsync("/articles/brouillon-secret", None);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/articles/brouillon-secret", None)).StatusCode);
    }

    [Fact]
    public async Task Polling_readers_are_counted_though_they_are_answered_from_memory()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        using var builds = new Builds(app);
        for (var i = 0; i < 24; i++)
            await app.Client.GetAsync($"/live/{slug}/changes?since=1&epoch=x", None);
        Assert.Equal(1, builds.Made);
        var numbers = (Numbers.ReaderCount)app.Services.GetService(typeof(Numbers.ReaderCount))!;
        // Each asks every five seconds, so twelve times a minute.
        Assert.Equal(2, numbers.All().Values.Single());
    }

    private static string Facts(HttpResponseMessage answer) => string.Join('\n', answer.Headers.Concat(answer.Content.Headers)
        .Where(header => header.Key is not ("Date" or "Content-Length" or "Transfer-Encoding"))
        .SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")).Prepend($"{answer.StatusCode}").Order(StringComparer.Ordinal));
}
