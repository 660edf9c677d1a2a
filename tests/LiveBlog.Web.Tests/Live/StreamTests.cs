using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveBlog.Web.Tests.Live;

public sealed class StreamTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_kind_of_change_comes_by_the_stream(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using var stream = await OpenAsync(app, slug, page);

        var none = CancellationToken.None;
        var entry = await app.PostAsync(slug, "Deux heures");
        var other = await app.PostAsync(slug, "À retirer");
        await app.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Trois heures", Body = "a\n\nb", Correction = "Trois." }, TestDatabase.Editor, none);
        await app.Entries.EditAsync(slug, entry.Id, 2, new EntryInput { Pinned = true, Key = true }, TestDatabase.Editor, none);
        await app.Entries.WithdrawAsync(slug, other.Id, TestDatabase.Editor, none);
        await app.Events.EditAsync(slug, null, new EventInput { Title = "Une autre journée" }, TestDatabase.Editor, none);
        await app.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Ended }, TestDatabase.Editor, none);

        await stream.UntilAsync(() => stream.Changes.Count > 0 && stream.Changes[^1].To == 8);
        stream.Changes.ForEach(page.Apply);
        Assert.Equal(8, page.Revision);
        Assert.Equal((await ReaderPage.LoadAsync(app, slug)).Shown, page.Shown);
    }

    [Fact]
    public async Task It_begins_with_what_was_missed_or_the_head_and_nothing_in_between_may_keep_it_back()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using var upToDate = await EventStream.OpenAsync(app.Client.BaseAddress!, Address(slug, page), ("Accept-Encoding", "br, gzip"));
        Assert.Equal("text/event-stream", upToDate.Response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(upToDate.Response.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", upToDate.Response.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("no", upToDate.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal("nosniff", upToDate.Response.Headers.GetValues("X-Content-Type-Options").Single());
        await upToDate.UntilAsync(() => upToDate.Head == page.Revision);

        await app.PostAsync(slug, "Neuf");
        using var behind = await OpenAsync(app, slug, page);
        await behind.UntilAsync(() => behind.Changes.Count > 0);
        Assert.Equal((page.Revision, page.Revision + 1), (behind.Changes[0].From, behind.Changes[0].To));
        // A heartbeat tells that the line holds.
        await behind.UntilAsync(() => behind.Head == page.Revision + 1);
    }

    [Fact]
    public async Task After_a_cut_a_browser_resumes_with_the_id_of_the_last_event()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        string? last;
        using (var first = await OpenAsync(app, slug, page))
        {
            await app.PostAsync(slug, "Un");
            await first.UntilAsync(() => first.Changes.Count == 1);
            first.Changes.ForEach(page.Apply);
            last = first.LastEventId;
        }
        Assert.Equal($"{page.Epoch}:{page.Revision}", last);
        await app.PostAsync(slug, "Deux");
        await app.PostAsync(slug, "Trois");

        // The address of a page that was loaded long ago, and one that says nothing.
        foreach (var address in new[] { $"/live/{slug}/stream?since=1&epoch={page.Epoch}", $"/live/{slug}/stream" })
        {
            using var second = await EventStream.OpenAsync(app.Client.BaseAddress!, address, ("Last-Event-ID", last!));
            await second.UntilAsync(() => second.Changes.Count > 0);
            Assert.Equal(2, Assert.Single(second.Changes).Entries.Count);
        }
    }

    [Fact]
    public async Task Who_comes_from_another_time_loads_anew()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        foreach (var address in new[] { $"/live/{slug}/stream?since=1&epoch=other", $"/live/{slug}/stream?since=99&epoch={page.Epoch}" })
        {
            using var stream = await EventStream.OpenAsync(app.Client.BaseAddress!, address);
            await stream.UntilAsync(() => stream.Changes.Count > 0);
            Assert.True(stream.Changes[0].Reload);
        }
    }

    [Fact]
    public async Task One_stream_is_enough_for_a_page_with_the_wire()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var (slug, other) = (await app.CreateEventAsync("Un"), await app.CreateEventAsync("Deux"));
        var (page, beside) = (await ReaderPage.LoadAsync(app, slug), await ReaderPage.LoadAsync(app, other));
        using var stream = await EventStream.OpenAsync(app.Client.BaseAddress!,
            $"{Address(slug, page)}&follow={other}:{beside.Epoch}:{beside.Revision}&follow=nothing-here:x:0");
        await app.PostAsync(slug, "Neuf");
        await app.PostAsync(other, "Neuf aussi");
        await stream.UntilAsync(() => stream.Changes.Count == 2);
        Assert.Equal(new[] { page.Epoch, beside.Epoch }.Order(), stream.Changes.Select(message => message.Epoch).Order());
    }

    [Fact]
    public async Task An_old_address_leads_to_the_event()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        await app.Events.EditAsync(slug, null, new EventInput { Slug = "ailleurs" }, TestDatabase.Editor, CancellationToken.None);
        var page = await ReaderPage.LoadAsync(app, "ailleurs");
        using var stream = await OpenAsync(app, slug, page);
        await app.PostAsync("ailleurs", "Neuf");
        await stream.UntilAsync(() => stream.Changes.Count == 1);
        Assert.False(stream.Changes[0].Reload);
    }

    [Theory]
    [InlineData("/live/{slug}/stream?since=abc", HttpStatusCode.BadRequest, "whole number")]
    [InlineData("/live/{slug}/stream?since=-1", HttpStatusCode.BadRequest, "whole number")]
    [InlineData("/live/{slug}/stream?since=1&follow=wire", HttpStatusCode.BadRequest, "follow=")]
    [InlineData("/live/{slug}/stream?since=1&follow=a:b:1&follow=c:d:1&follow=e:f:1&follow=g:h:1", HttpStatusCode.BadRequest, "3 others")]
    [InlineData("/live/nothing-here/stream?since=1", HttpStatusCode.NotFound, "nothing-here")]
    [InlineData("/live/%1E/stream?since=1", HttpStatusCode.BadRequest, "Control character")]
    public async Task A_wrong_question_is_answered_with_what_to_change(string address, HttpStatusCode status, string says)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var answer = await app.Client.GetAsync(address.Replace("{slug}", slug));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Streams_are_counted_as_readers_for_as_long_as_they_are_open_and_those_of_the_desk_are_not()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var (followers, id) = (app.Services.GetRequiredService<Followers>(), await app.EventIdAsync(slug));
        var desk = await DeskBrowser.SignInAsync(app);
        using (var ofDesk = await EventStream.OpenAsync(app.CreateClient(), Address(slug, page), ("Cookie", desk.Cookies)))
        {
            await ofDesk.UntilAsync(() => ofDesk.Head >= 0);
            Assert.Equal((true, 0), (followers.HasAny(id), followers.Readers(id)));
            using var reader = await EventStream.OpenAsync(app.CreateClient(), Address(slug, page));
            await reader.UntilAsync(() => reader.Head >= 0);
            Assert.Equal(1, followers.Readers(id));
        }
        await EventuallyAsync(() => !followers.HasAny(id));
    }

    [Fact]
    public async Task A_node_that_stops_ends_its_streams_at_once()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        using var stream = await OpenAsync(app, slug, await ReaderPage.LoadAsync(app, slug));
        await stream.UntilAsync(() => stream.Head >= 0);
        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await stream.TakeAsync(limit.Token)) { }
    }

    internal static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var waits = 0; !holds(); waits++)
        {
            Assert.True(waits < 300, "Not after thirty seconds.");
            await Task.Delay(100);
        }
    }

    internal static string Address(string slug, ReaderPage page) => $"/live/{slug}/stream?since={page.Revision}&epoch={page.Epoch}";

    internal static Task<EventStream> OpenAsync(LiveBlogApp app, string slug, ReaderPage page) =>
        EventStream.OpenAsync(app.Client.BaseAddress!, Address(slug, page));
}
