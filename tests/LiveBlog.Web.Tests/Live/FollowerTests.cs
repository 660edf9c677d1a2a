using System.Text;
using System.Text.Json;
using LiveBlog.Core.Data;
using LiveBlog.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

public sealed class FollowerTests
{
    [Fact]
    public async Task Whatever_changes_while_a_write_is_under_way_one_message_tells_it_afterwards()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var (timelines, followers) = (app.Services.GetRequiredService<Core.Live.TimelineStore>(), app.Services.GetRequiredService<Followers>());
        var timeline = (await timelines.GetAsync(slug, CancellationToken.None))!;
        var reader = new StoppedReader();
        followers.Join(reader, timeline, (page.Epoch, page.Revision));
        // A heartbeat, which it does not take.
        reader.Beat(long.MaxValue);

        for (var number = 1; number <= 30; number++)
        {
            var posted = await app.PostAsync(slug, $"Dépêche {number}");
            await timelines.GetAsync(slug, page.Epoch, posted.Revision, CancellationToken.None);
            _ = followers.TellAsync(timeline.EventId);
            reader.Update();
        }
        Assert.Single(reader.Written);
        // What came last may still wait for more; to join again brings it in.
        followers.Join(reader, timeline);
        reader.Take();
        Assert.Equal(2, reader.Written.Count);
        var message = JsonSerializer.Deserialize<Core.Live.ChangeMessage>(reader.Written[1], LiveBlogApp.Json)!;
        Assert.Equal((page.Revision, page.Revision + 30), (message.From, message.To));
        followers.Leave(reader);
    }

    [Fact]
    public void One_whose_connection_fails_is_not_written_to_again()
    {
        var reader = new StoppedReader();
        reader.Close();
        reader.Update();
        reader.Beat(long.MaxValue);
        Assert.Empty(reader.Written);
        Assert.True(reader.IsGone);
    }

    /// <summary>Takes what is written when it is told to.</summary>
    private sealed class StoppedReader : Follower
    {
        private TaskCompletionSource taken = new();

        public List<string> Written { get; } = [];

        public override bool IsReader => true;

        public override void Abort() { }

        public void Take() => Interlocked.Exchange(ref taken, new TaskCompletionSource()).SetResult();

        protected override ValueTask WriteAsync(Outgoing outgoing)
        {
            Written.Add(Encoding.UTF8.GetString(outgoing.Json.Utf8.Span));
            return new ValueTask(taken.Task);
        }
    }
}
