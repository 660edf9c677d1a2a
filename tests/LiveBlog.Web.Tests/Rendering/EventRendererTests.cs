using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Rendering;

public sealed class EventRendererTests
{
    [Fact]
    public async Task Nothing_more_is_rendered_once_the_reader_has_left()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var live = await app.Events.CreateAsync(new EventInput { Title = "Une journée" }, TestDatabase.Editor, CancellationToken.None);
        using var reader = new CancellationTokenSource();
        // The reader leaves once the first entry is written.
        var entry = await app.PostAsync(live.Slug, "Reprise");
        var entries = Enumerable.Range(0, 3).Select(i =>
        {
            if (i == 1)
                reader.Cancel();
            return i < 2 ? entry : throw new InvalidOperationException("The third was asked for.");
        });
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            app.Services.GetRequiredService<EventRenderer>().EntriesAsync(live, entries, reader.Token));
    }
}
