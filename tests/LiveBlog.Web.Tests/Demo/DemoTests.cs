using LiveBlog.Core.Data;
using LiveBlog.Core.Data.Demo;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
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
        Assert.Equal(38, await db.Entries.CountAsync(e => e.EventId != LiveEvent.WireId && e.Status == EntryStatus.Published, None));
        Assert.Equal(1, await db.Entries.CountAsync(e => e.Status == EntryStatus.Withdrawn, None));
        Assert.Equal(2, await db.Entries.CountAsync(e => e.Correction != "", None));
    }

    [Fact]
    public async Task A_newcomer_finds_one_of_everything_and_every_file_that_is_shown()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var demo = app.Services.GetRequiredService<DemoEvents>();
        await demo.SeedAsync(None);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None);
        var events = await db.Events.AsNoTracking().Include(e => e.Authors).Where(e => e.Id != LiveEvent.WireId).ToListAsync(None);
        Assert.Equal(["ar", "en", "es", "fr", "fr", "fr", "ru"], events.Select(e => e.Language).Order());
        Assert.All(events, e => Assert.NotEmpty(e.Authors));
        var soon = Assert.Single(events, e => e.Status == EventStatus.Scheduled);
        Assert.InRange(soon.StartedAt - DateTime.UtcNow, TimeSpan.FromHours(22), TimeSpan.FromHours(24));
        Assert.NotNull(Assert.Single(events, e => e.Status == EventStatus.Live).NextUpdateAt);
        Assert.Equal(2, await db.Articles.CountAsync(None));

        var entries = await db.Entries.AsNoTracking().Where(e => e.EventId != LiveEvent.WireId).ToListAsync(None);
        Assert.Contains(entries, e => e.Media.Count(medium => medium.Kind == MediumKind.Photo) > 1);
        Assert.Contains(entries, e => e.IsOnWire);
        Assert.Contains(entries, e => e.HappenedAt < e.PublishedAt);
        var media = entries.SelectMany(e => e.Media).ToList();
        var photos = media.Where(medium => medium.Kind == MediumKind.Photo).Select(medium => medium.AsPhoto())
            .Concat(events.Select(e => e.Photo!)).Concat(db.Articles.AsEnumerable().Select(a => a.Photo!))
            .Append((await db.Topics.SingleAsync(None)).Photo!).ToList();
        Assert.All(photos, photo => Assert.NotEqual("", photo.Alt));
        var files = photos.SelectMany(photo => photo.Widths.Split(' ').SelectMany(width =>
                photo.Formats.Split(' ').Select(ending => $"{photo.Path}-{width}.{ending}")))
            .Concat(media.Where(medium => medium.Kind != MediumKind.Photo).SelectMany(medium => new[] { medium.Path, medium.Poster }))
            .Concat(entries.Select(e => e.Related?.Image ?? "")).Where(file => file.Length > 0).ToHashSet();
        Assert.Contains("/demo/drapeaux.mp4", files);
        Assert.Contains("/demo/carillon.mp3", files);
        foreach (var file in files.Concat(entries.Select(e => e.Related?.Url ?? "").Where(url => url.StartsWith("/live/", StringComparison.Ordinal))))
            Assert.True((await app.Client.GetAsync(file, None)).IsSuccessStatusCode, file);
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
