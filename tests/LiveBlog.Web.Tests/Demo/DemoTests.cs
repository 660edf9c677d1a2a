using LiveBlog.Core.Data;
using LiveBlog.Core.Data.Demo;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Demo;

public sealed class DemoTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Seeding_again_or_on_two_nodes_at_once_changes_nothing(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var demo = app.Services.GetRequiredService<DemoEvents>();
        await Task.WhenAll(demo.SeedAsync(None), demo.SeedAsync(None));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None);
        var revision = (await db.Events.AsNoTracking().SingleAsync(e => e.Slug == demo.FinishedSlug, None)).Revision;
        await demo.SeedAsync(None);
        Assert.Equal(revision, (await db.Events.AsNoTracking().SingleAsync(e => e.Slug == demo.FinishedSlug, None)).Revision);
        Assert.Equal(21, await db.Entries.CountAsync(e => e.EventId != LiveEvent.WireId && e.Status == EntryStatus.Published, None));
        Assert.Equal(1, await db.Entries.CountAsync(e => e.Status == EntryStatus.Withdrawn, None));
        Assert.Equal(2, await db.Entries.CountAsync(e => e.Correction != "", None));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_reporter_posts_corrects_and_withdraws_and_goes_on_after_a_restart(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var demo = app.Services.GetRequiredService<DemoEvents>();
        await demo.SeedAsync(None);
        for (var i = 0; i < 23; i++)
            Assert.True(await demo.StepAsync(None));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None);
        var id = await db.EventIdAsync(demo.LiveSlug, None);
        Assert.Equal(23, await db.Entries.CountAsync(e => e.EventId == id, None));
        Assert.Equal(1, await db.Entries.CountAsync(e => e.EventId == id && e.Status == EntryStatus.Withdrawn, None));
        Assert.Equal(2, await db.Entries.CountAsync(e => e.EventId == id && e.Correction != "", None));
    }
}
