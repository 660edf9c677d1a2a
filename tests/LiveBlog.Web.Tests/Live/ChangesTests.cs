using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

public sealed class ChangesTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_hub_and_the_polling_answer_say_the_same(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var first = await app.PostAsync(slug, "Un");
        await app.PostAsync(slug, "Deux");
        await app.Entries.WithdrawAsync(slug, first.Id, TestDatabase.Editor, CancellationToken.None);

        await using var hub = await HubReader.ConnectAsync(app);
        // Asking by hub brings the timeline up to date; polling then answers from the same one.
        var byHub = await hub.FollowAsync(slug, page.Epoch, 4);
        Assert.Equivalent(byHub, await app.ChangesAsync(slug, page.Epoch, 4), strict: true);
        foreach (var since in new long[] { 1, 2, 3 })
            Assert.Equivalent(await hub.FollowAsync(slug, page.Epoch, since), await app.ChangesAsync(slug, page.Epoch, since), strict: true);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_kind_of_change_is_pushed_to_those_who_follow(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        await using var hub = await HubReader.ConnectAsync(app);
        page.Apply(await hub.FollowAsync(slug, page.Epoch, page.Revision));

        var none = CancellationToken.None;
        var entry = await app.PostAsync(slug, "Deux heures");
        var other = await app.PostAsync(slug, "À retirer");
        await app.Entries.EditAsync(slug, entry.Id, 1, new EntryInput { Headline = "Trois heures", Correction = "Trois, et non deux." }, TestDatabase.Editor, none);
        await app.Entries.EditAsync(slug, entry.Id, 2, new EntryInput { Pinned = true, Key = true }, TestDatabase.Editor, none);
        await app.Entries.WithdrawAsync(slug, other.Id, TestDatabase.Editor, none);
        await app.Events.EditAsync(slug, null, new EventInput { Title = "Une autre journée" }, TestDatabase.Editor, none);
        await app.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Ended }, TestDatabase.Editor, none);

        await hub.UntilAsync(() => hub.Pushed.Count > 0 && hub.Pushed[^1].To == 8);
        hub.Pushed.ForEach(page.Apply);
        Assert.Equal(8, page.Revision);
        Assert.Equal("ended", hub.Pushed[^1].Event!.Status);
        Assert.Equal((await ReaderPage.LoadAsync(app, slug)).Shown, page.Shown);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_event_that_took_over_the_address_of_one_merged_into_it_is_followed_there(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var (old, into) = (await app.CreateEventAsync("Connue"), await app.CreateEventAsync("Autre"));
        await app.ChangesAsync(old, (await ReaderPage.LoadAsync(app, old)).Epoch, 1);
        await app.Events.MergeAsync(old, into, TestDatabase.Editor, CancellationToken.None);
        await app.Events.EditAsync(into, null, new EventInput { Slug = old }, TestDatabase.Editor, CancellationToken.None);
        var page = await ReaderPage.LoadAsync(app, old);
        await app.PostAsync(old, "Suite");
        var changes = await app.ChangesAsync(old, page.Epoch, page.Revision);
        Assert.False(changes.Reload);
        Assert.Single(changes.Entries);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_head_is_told_every_few_seconds(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        await using var hub = await HubReader.ConnectAsync(app);
        await hub.FollowAsync(slug, page.Epoch, page.Revision);
        await hub.UntilAsync(() => hub.Head == 1);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Too_much_missed_another_epoch_or_a_reader_ahead_must_reload(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var epoch = (await ReaderPage.LoadAsync(app, slug)).Epoch;
        for (var i = 0; i < Timeline.Window + 1; i++)
            await app.PostAsync(slug, $"n{i}");
        var head = Timeline.Window + 2;
        Assert.True((await app.ChangesAsync(slug, epoch, 1)).Reload);
        Assert.Equal(Timeline.Window, (await app.ChangesAsync(slug, epoch, 2)).Entries.Count);
        Assert.True((await app.ChangesAsync(slug, "other", head)).Reload);
        Assert.True((await app.ChangesAsync(slug, epoch, head + 1)).Reload);
        Assert.False((await app.ChangesAsync(slug, epoch, head)).Reload);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_page_newer_than_this_nodes_timeline_is_not_sent_back(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        await app.ChangesAsync(slug, "", 0);
        await app.PostAsync(slug, "Tout neuf");
        // At once, before any signal need have come: the page knows revision 2 from the database.
        var page = await ReaderPage.LoadAsync(app, slug);
        var answer = await app.ChangesAsync(slug, page.Epoch, page.Revision);
        Assert.Equal((2, false), (answer.To, answer.Reload));
    }

    [Fact]
    public async Task A_reader_that_has_the_state_is_told_so_without_a_body()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var epoch = (await ReaderPage.LoadAsync(app, slug)).Epoch;
        foreach (var address in new[] { $"/live/{slug}", $"/live/{slug}/changes?since=1&epoch={epoch}" })
        {
            var first = await app.Client.GetAsync(address);
            Assert.Equal("public, max-age=0, s-maxage=1, stale-while-revalidate=30", first.Headers.GetValues("Cache-Control").Single());
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await app.Client.SendAsync(again)).StatusCode);

            var posted = await app.PostAsync(slug, "Neuf");
            using var later = new HttpRequestMessage(HttpMethod.Get, address);
            later.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            // Asking for what this node may not have been told yet brings its timeline up to date.
            await app.ChangesAsync(slug, epoch, posted.Revision);
            Assert.Contains("Neuf", await (await app.Client.SendAsync(later)).Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("/live/{slug}/changes?since=abc", HttpStatusCode.BadRequest, "whole number")]
    [InlineData("/live/{slug}/changes?since=-1", HttpStatusCode.BadRequest, "whole number")]
    [InlineData("/live/{slug}/changes", HttpStatusCode.BadRequest, "whole number")]
    [InlineData("/live/nothing-here/changes?since=1", HttpStatusCode.NotFound, "nothing-here")]
    public async Task A_wrong_question_is_answered_with_what_to_change(string address, HttpStatusCode status, string says)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var answer = await app.Client.GetAsync(address.Replace("{slug}", slug));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task A_page_of_another_site_may_not_follow(string origin)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubReader.ConnectAsync(app, origin));
        Assert.Contains("403", failure.Message);
        await using var own = await HubReader.ConnectAsync(app, "http://localhost");
    }

    [Fact]
    public async Task An_unknown_event_is_named_as_such_by_the_hub()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await using var hub = await HubReader.ConnectAsync(app);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.FollowAsync("nothing-here", "", 0));
        Assert.Contains("unknown-event", failure.Message);
    }

    [Fact]
    public async Task One_connection_follows_several_events_and_is_told_of_each()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await using var hub = await HubReader.ConnectAsync(app);
        var slugs = new List<string>();
        for (var i = 0; i <= LiveHub.MaxFollowed; i++)
            slugs.Add(await app.CreateEventAsync($"Journée {i}"));
        var epochs = new List<string>();
        foreach (var slug in slugs.Take(LiveHub.MaxFollowed))
            epochs.Add((await hub.FollowAsync(slug, "", 0)).Epoch);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.FollowAsync(slugs[^1], "", 0));
        Assert.Contains("too-many", refused.Message);
        // Asking again of what is followed already is how a reader catches up.
        Assert.Equal(epochs[0], (await hub.FollowAsync(slugs[0], epochs[0], 1)).Epoch);

        foreach (var slug in slugs)
            await app.PostAsync(slug, "Neuf");
        await hub.UntilAsync(() => hub.Pushed.Count == LiveHub.MaxFollowed);
        Assert.Equal(epochs.Order(), hub.Pushed.Select(message => message.Epoch).Order());
    }

    [Fact]
    public async Task Nothing_is_followed_any_more_when_the_connection_is_gone()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var followers = app.Services.GetRequiredService<Followers>();
        var timelines = app.Services.GetRequiredService<TimelineStore>();
        var slugs = new[] { await app.CreateEventAsync("Un"), await app.CreateEventAsync("Deux") };
        await using (var hub = await HubReader.ConnectAsync(app))
        {
            foreach (var slug in slugs)
                await hub.FollowAsync(slug, "", 0);
            Assert.All(timelines.AllHeld, eventId => Assert.True(followers.HasAny(eventId)));
        }
        for (var waits = 0; timelines.AllHeld.Any(followers.HasAny); waits++)
        {
            Assert.True(waits < 100, "Still followed after ten seconds.");
            await Task.Delay(100);
        }
    }
}
