using System.Diagnostics;
using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Live;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

/// <summary>Readers that stop reading, and more changes than can be read, over real sockets.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Rounds = 50;
    private const int Entries = 8;
    private static readonly string LongText = string.Concat(Enumerable.Repeat("Une phrase qui prend de la place. ", 550));

    [Theory]
    [InlineData("hub")]
    [InlineData("stream")]
    [InlineData("stream, as over TLS")]
    public async Task Who_takes_nothing_delays_nobody_holds_little_is_cut_off_and_catches_up_when_it_comes_back(string way)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var (followers, id) = (app.Services.GetRequiredService<Followers>(), await app.EventIdAsync(slug));
        await using var hub = await HubReader.ConnectAsync(app.Client.BaseAddress!);
        if (way == "hub")
            await hub.FollowAsync(slug, page.Epoch, page.Revision);
        using var stream = way switch
        {
            "stream" => await StreamTests.OpenAsync(app, slug, page),
            // What is not HTTP/1.1 alone goes through Kestrel's writer.
            "stream, as over TLS" => await EventStream.OpenAsync(new HttpClient(NarrowLine.Handler())
            {
                BaseAddress = app.Client.BaseAddress,
                DefaultRequestVersion = HttpVersion.Version10,
                Timeout = Timeout.InfiniteTimeSpan,
            }, StreamTests.Address(slug, page)),
            _ => null,
        };
        Assert.Equal(1, followers.Readers(id));
        var last = await ChangeMuchAsync(app, slug, page);
        await StreamTests.EventuallyAsync(() => !followers.HasAny(id));
        AssertHeldLittle(stream is null ? await DrainAsync(() => hub.UntilAsync(() => false), () => hub.Received)
            : await DrainAsync(() => stream.UntilAsync(() => false), () => stream.Received));

        using var again = await StreamTests.OpenAsync(app, slug, page);
        await again.UntilAsync(() => again.Changes.LastOrDefault()?.To == last);
        page.Apply(Assert.Single(again.Changes));
        Assert.Equal((await ReaderPage.LoadAsync(app, slug)).Shown, page.Shown);
    }

    [Fact]
    public async Task A_burst_of_changes_makes_few_messages_and_all_readers_end_equal()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var (byHub, byStream) = (await ReaderPage.LoadAsync(app, slug), await ReaderPage.LoadAsync(app, slug));
        var from = byHub.Revision;
        await using var hub = await HubReader.ConnectAsync(app.Client.BaseAddress!);
        await hub.FollowAsync(slug, byHub.Epoch, from);
        using var stream = await StreamTests.OpenAsync(app, slug, byStream);
        await stream.UntilAsync(() => stream.Head >= 0);

        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < 50; number++)
            await app.PostAsync(slug, $"Dépêche {number}");
        var tookMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await stream.UntilAsync(() => stream.Changes.LastOrDefault()?.To == from + 50);
        await hub.UntilAsync(() => hub.Pushed.LastOrDefault()?.To == from + 50);

        // One goes out at once, and then one for each twentieth of a second.
        output.WriteLine($"50 changes in {tookMs:0} ms: {hub.Pushed.Count} messages by the hub, {stream.Changes.Count} by the stream");
        Assert.InRange(hub.Pushed.Count, 1, 3 + tookMs / 50);
        Assert.InRange(stream.Changes.Count, 1, 3 + tookMs / 50);
        AssertWithoutHoles(hub.Pushed, from);
        AssertWithoutHoles(stream.Changes, from);
        hub.Pushed.ForEach(byHub.Apply);
        stream.Changes.ForEach(byStream.Apply);
        var page = await ReaderPage.LoadAsync(app, slug);
        Assert.Equal(page.Shown, byHub.Shown);
        Assert.Equal(page.Shown, byStream.Shown);
    }

    // Seven megabytes in all, of which the last state is a fiftieth; another reader takes them as they come.
    private static async Task<long> ChangeMuchAsync(LiveBlogApp app, string slug, ReaderPage page)
    {
        using var other = await StreamTests.OpenAsync(app, slug, page);
        var ids = new List<Guid>();
        while (ids.Count < Entries)
            ids.Add((await app.PostAsync(slug, $"Un long texte, {ids.Count}")).Id);
        var revision = page.Revision + Entries;
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var id in ids)
                await app.Entries.EditAsync(slug, id, round, new EntryInput { Body = $"{round} {LongText}" }, TestDatabase.Editor, CancellationToken.None);
            revision += Entries;
            await other.UntilAsync(() => other.Changes.LastOrDefault()?.To == revision);
        }
        return revision;
    }

    // What was on its way when it was cut off. The sockets' own buffers hold up to three megabytes on one machine.
    private void AssertHeldLittle(long received)
    {
        output.WriteLine($"{received / 1024} KiB of {Rounds * Entries * LongText.Length / 1024}");
        Assert.InRange(received, 1, Rounds * Entries * LongText.Length / 2);
    }

    private static async Task<long> DrainAsync(Func<Task> read, Func<long> received)
    {
        await Assert.ThrowsAnyAsync<Exception>(read);
        return received();
    }

    private static void AssertWithoutHoles(List<ChangeMessage> changes, long from)
    {
        foreach (var message in changes)
        {
            Assert.False(message.Reload);
            Assert.Equal(from, message.From);
            from = message.To;
        }
    }
}
