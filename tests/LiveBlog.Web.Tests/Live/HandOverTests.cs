using System.Net;
using LiveBlog.Core.Data;
using LiveBlog.Web.Shutdown;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

/// <summary>A node that is about to stop sends its readers elsewhere, and tells them what happens until they have gone.</summary>
public sealed class HandOverTests
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(0.2);

    [Fact]
    public async Task A_stream_is_told_until_its_reader_has_gone_and_no_other_begins()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        using var stream = await StreamTests.OpenAsync(app, slug, page);
        await stream.UntilAsync(() => stream.Head >= 0);
        var handOver = app.Services.GetRequiredService<HandOver>().BeginAsync(Spread, CancellationToken.None);
        await stream.UntilAsync(() => stream.IsMoving);
        using var late = await StreamTests.OpenAsync(app, slug, page);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.Response.StatusCode);
        await app.PostAsync(slug, "Entre deux");
        await stream.UntilAsync(() => stream.Changes.Count == 1);
        Assert.False(handOver.IsCompleted);
        stream.Dispose();
        await handOver;
    }

    [Fact]
    public async Task The_hub_tells_until_its_reader_has_gone()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var page = await ReaderPage.LoadAsync(app, slug);
        var hub = await HubReader.ConnectAsync(app);
        await hub.FollowAsync(slug, page.Epoch, page.Revision);
        var handOver = app.Services.GetRequiredService<HandOver>().BeginAsync(Spread, CancellationToken.None);
        await hub.UntilAsync(() => hub.IsMoving);
        await app.PostAsync(slug, "Entre deux");
        await hub.UntilAsync(() => hub.Pushed.Count == 1);
        Assert.False(handOver.IsCompleted);
        await hub.DisposeAsync();
        await handOver;
    }

    [Fact]
    public async Task Who_does_not_go_is_not_waited_for_longer_than_a_moment()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite, kestrel: true);
        var slug = await app.CreateEventAsync();
        using var stream = await StreamTests.OpenAsync(app, slug, await ReaderPage.LoadAsync(app, slug));
        await stream.UntilAsync(() => stream.Head >= 0);
        await app.Services.GetRequiredService<HandOver>().BeginAsync(Spread, CancellationToken.None).WaitAsync(10 * HandOver.Parting);
        await stream.UntilAsync(() => stream.IsMoving);
    }
}
