using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Tests.Pages;
using Microsoft.EntityFrameworkCore;
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

    [Fact]
    public async Task An_entry_is_rendered_once_for_those_who_are_told_and_for_all_pages()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var live = await app.Events.CreateAsync(new EventInput { Title = "Une journée" }, TestDatabase.Editor, CancellationToken.None);
        var entry = await app.PostAsync(live.Slug, "Reprise");
        var renderer = app.Services.GetRequiredService<EventRenderer>();
        var told = await renderer.EntryAsync(live, entry);
        // The second of a day, which does not say the day anew.
        var shown = await renderer.EntriesAsync(live, [await app.PostAsync(live.Slug, "Clôture"), entry], CancellationToken.None);
        Assert.Same(told, shown[1]);
    }

    [Fact]
    public async Task An_entry_is_rendered_anew_when_what_it_shows_of_its_author_and_its_event_changes()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var input = new EntryInput { Headline = "Reprise", Author = "Claire Morel", PublishedAt = new DateTimeOffset(2022, 1, 12, 12, 0, 0, TimeSpan.Zero) };
        await app.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, CancellationToken.None);
        async Task<string> EntryAsync() => (await app.LoadAsync($"/live/{slug}")).QuerySelector("article.entry")!.TextContent;
        Assert.Contains("Claire Morel", await EntryAsync());

        var authors = app.Services.GetRequiredService<AuthorWriter>();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(CancellationToken.None))
            await authors.EditAsync((await db.Authors.SingleAsync()).Id, null, new AuthorInput { Name = "Claire Dubois" }, TestDatabase.Editor, CancellationToken.None);
        Assert.Contains("Claire Dubois", await EntryAsync());

        await app.Events.EditAsync(slug, null, new EventInput { TimeZone = "Asia/Tokyo" }, TestDatabase.Editor, CancellationToken.None);
        Assert.Contains("21:00", await EntryAsync());
    }
}
