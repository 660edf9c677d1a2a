using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

/// <summary>How many connections a node holds; who gets none follows another way.</summary>
public sealed class PermitTests
{
    [Fact]
    public async Task A_full_hub_says_so_and_the_stream_is_there()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Live:HubConnections=1");
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        await using (await HubReader.ConnectAsync(app.Client.BaseAddress!))
        {
            await AssertFullAsync(app, "/hubs/live");
            using var stream = await StreamTests.OpenAsync(app, slug, page);
            await stream.UntilAsync(() => stream.Head >= 0);
        }
        // What was given back can be had.
        var permits = app.Services.GetRequiredService<Permits>();
        await StreamTests.EventuallyAsync(() => permits.Taken(Way.Hub) == 0);
        await using var later = await HubReader.ConnectAsync(app.Client.BaseAddress!);
    }

    [Fact]
    public async Task A_node_without_place_for_a_stream_says_so_and_can_be_polled()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Live:StreamConnections=1");
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using (await StreamTests.OpenAsync(app, slug, page))
        {
            await AssertFullAsync(app, StreamTests.Address(slug, page));
            // To ask for what this node may not have been told yet brings its timeline up to date.
            await app.ChangesAsync(slug, page.Epoch, (await app.PostAsync(slug, "Neuf")).Revision);
            Assert.Single((await app.ChangesAsync(slug, page.Epoch, page.Revision)).Entries);
        }
        var permits = app.Services.GetRequiredService<Permits>();
        await StreamTests.EventuallyAsync(() => permits.Taken(Way.Stream) == 0);
        using var later = await StreamTests.OpenAsync(app, slug, page);
        Assert.Equal(HttpStatusCode.OK, later.Response.StatusCode);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7", "198.51.100.8")]
    [InlineData("2001:db8:1:1::7", "2001:db8:1:1:9::8", "2001:db8:1:2::7")]
    public async Task One_address_gets_its_share_and_another_has_its_own(string address, string same, string other)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Live:ConnectionsPerAddress=2");
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using var first = await EventStream.OpenAsync(app.Client.BaseAddress!, StreamTests.Address(slug, page), ("X-Forwarded-For", address));
        await using var second = await HubReader.ConnectAsync(app.Client.BaseAddress!, address);
        using var third = await EventStream.OpenAsync(app.Client.BaseAddress!, StreamTests.Address(slug, page), ("X-Forwarded-For", same));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.Response.StatusCode);
        using var elsewhere = await EventStream.OpenAsync(app.Client.BaseAddress!, StreamTests.Address(slug, page), ("X-Forwarded-For", other));
        Assert.Equal(HttpStatusCode.OK, elsewhere.Response.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_that_tells_no_addresses_nobody_is_taken_for_the_same()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true, "Live:ConnectionsPerAddress=1");
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using var first = await StreamTests.OpenAsync(app, slug, page);
        using var second = await StreamTests.OpenAsync(app, slug, page);
        Assert.Equal(HttpStatusCode.OK, second.Response.StatusCode);
    }

    [Fact]
    public async Task With_more_polling_readers_than_the_node_wants_questions_each_asks_less_often()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: false, "Live:PollsPerSecond=1");
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        Assert.Equal(5_000, (await app.ChangesAsync(slug, page.Epoch, page.Revision)).PollAfterMs);
        // Twelve readers, each of whom asks twelve times a minute.
        for (var question = 0; question < 12 * 12; question++)
            await app.ChangesAsync(slug, page.Epoch, page.Revision);
        // What was said is said again until something changes.
        for (var waits = 0; (await app.ChangesAsync(slug, page.Epoch, (await app.PostAsync(slug, "Neuf")).Revision - 1)).PollAfterMs < 15_000; waits++)
        {
            Assert.True(waits < 100, "Not within ten seconds.");
            await Task.Delay(100);
        }
    }

    private static async Task AssertFullAsync(LiveBlogApp app, string address)
    {
        var answer = await app.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
