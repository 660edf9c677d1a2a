using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Media;

/// <summary>Which files are removed, and above all which are not.</summary>
public sealed class UnusedMediaTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Only_what_was_sent_long_ago_and_is_named_nowhere_is_removed(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var (unused, recent, again, former, typed) = (await TakeAsync(20), await TakeAsync(21), await TakeAsync(22), await TakeAsync(23), await TakeAsync(24));
        var entry = (await app.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput { Headline = "Une", Media = [former] }, TestDatabase.Editor, None)).Entry;
        await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Media = [] }, TestDatabase.Editor, None);
        var fields = new Dictionary<string, string> { ["Entry.Media"] = $$"""[{"path":"{{typed.Path}}"}]""" };
        await app.Services.GetRequiredService<WorkingCopies>().SaveAsync(
            slug, Guid.CreateVersion7(), new WorkingCopyInput { Browser = "ici", Fields = fields }, TestDatabase.Editor, None);
        foreach (var old in new[] { unused, again, former, typed })
            Age(old, days: 40);
        await TakeAsync(22);

        // Files from before the first event are not this database's to remove.
        Assert.Equal(0, await Cleaning().RemoveAsync(None));
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None))
            await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.CreatedAt, DateTime.UtcNow.AddDays(-100)), None);
        Assert.Equal(1, await Cleaning().RemoveAsync(None));

        Assert.Empty(Files(unused));
        Assert.All([recent, again, former, typed], kept => Assert.Equal(4, Files(kept).Length));
        // What was removed may be sent anew.
        Assert.Equal(unused, await TakeAsync(20));
        Assert.Equal(4, Files(unused).Length);

        UnusedMedia Cleaning() => app.Services.GetRequiredService<UnusedMedia>();

        Task<Medium> TakeAsync(int width) => app.Services.GetRequiredService<MediaStore>().TakeAsync(new MemoryStream(TestImages.Png(width, 20)), None);

        // Three formats of one width, and the note.
        string[] Files(Medium medium) => Directory.GetFiles(
            app.Services.GetRequiredService<IConfiguration>()["Data:Directory"]!, $"*{Path.GetFileName(medium.Path)}*", SearchOption.AllDirectories);

        void Age(Medium medium, int days)
        {
            foreach (var file in Files(medium))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-days));
        }
    }
}
