using FsCheck;
using FsCheck.Fluent;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Imports;
using LiveBlog.Core.Live;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Live;

/// <summary>
/// The core's promise, over random histories: a reader that applied any of the messages, in any order, some of them twice,
/// and then catches up, shows what the page shows.
/// </summary>
public sealed class ConvergenceProperties
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Start = new(2022, 1, 12, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task A_reader_that_catches_up_equals_the_page_whatever_it_got_before(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var histories = Environment.GetEnvironmentVariable("LIVEBLOG_LONG_TESTS") is null ? 40 : 600;
        // A step is three numbers: what to do, to which entry, and how. FsCheck shrinks a failing history to a short one.
        var steps = ArbMap.Default.ArbFor<(byte What, byte Which, byte How)[]>();
        var property = Prop.ForAll(steps, history => PlayAsync(app, history).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(histories).WithEndSize(60), property);
    }

    private static async Task PlayAsync(LiveBlogApp app, (byte What, byte Which, byte How)[] steps)
    {
        var imports = app.Services.GetRequiredService<ImportWriter>();
        var source = new ImportedEvent { Key = Guid.NewGuid().ToString(), Title = "Une histoire", Start = Start.UtcDateTime };
        var slug = (await imports.WriteAsync(source, "Europe/Brussels", null, None)).Slug;
        var elsewhere = await app.CreateEventAsync($"Ailleurs {Guid.NewGuid()}");
        await app.Events.EditAsync(slug, null, new EventInput { Status = EventStatus.Live }, TestDatabase.Editor, None);

        var readers = new List<ReaderPage> { await ReaderPage.LoadAsync(app, slug) };
        var messages = new List<ChangeMessage>();
        foreach (var (what, which, how) in steps)
        {
            source = await StepAsync(app, imports, slug, elsewhere, source, what, which, how);
            // A message as some reader could have got it: since the last one, or from further back.
            messages.Add(await app.ChangesAsync(slug, readers[0].Epoch, how % 3 == 0 ? 0 : Math.Max(0, messages.LastOrDefault()?.To ?? 0)));
            if (which % 8 == 0)
                readers.Add(await ReaderPage.LoadAsync(app, slug));
        }

        var page = await ReaderPage.LoadAsync(app, slug);
        var random = new Random(steps.Length);
        foreach (var reader in readers)
        {
            foreach (var message in messages.Concat(messages).Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next()).ToList())
                reader.Apply(message);
            // The node hears of a commit a moment later; a reader that is behind asks again, as the heartbeat makes it do.
            for (var i = 0; i < 100 && reader.Revision < page.Revision; i++)
            {
                reader.Apply(await app.ChangesAsync(slug, reader.Epoch, reader.Revision));
                if (reader.Revision < page.Revision)
                    await Task.Delay(20);
            }
        }
        await NoRevisionIsUsedTwiceAsync(app, slug);
        await NoRevisionIsUsedTwiceAsync(app, elsewhere);
        foreach (var reader in readers)
        {
            Assert.False(reader.MustReload);
            Assert.Equal(page.Revision, reader.Revision);
            Assert.Equal(page.Shown, reader.Shown);
        }
    }

    private static async Task<ImportedEvent> StepAsync(
        LiveBlogApp app, ImportWriter imports, string slug, string elsewhere, ImportedEvent source, byte what, byte which, byte how)
    {
        var editor = TestDatabase.Editor;
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
        var id = await db.EventIdAsync(slug, None);
        var all = await db.Entries.AsNoTracking().Where(e => e.EventId == id).OrderBy(e => e.Id).ToListAsync();
        var target = all.Count == 0 ? null : all[which % all.Count];
        // One that was moved away is changed where it went.
        if (target?.MovedTo is not null)
            target = null;
        switch (what % 13)
        {
            case 1 when target is not null:
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Headline = $"Version {how}", Correction = how % 2 == 0 ? $"Note {how}" : null }, editor, None);
                break;
            case 2 when target is not null:
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Pinned = how % 2 == 0, Key = how % 3 == 0, Breaking = how % 5 == 0 }, editor, None);
                break;
            case 3 when target is not null:
                await app.Entries.WithdrawAsync(slug, target.Id, editor, None);
                break;
            case 4 when target is { Status: EntryStatus.Withdrawn }:
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Status = EntryStatus.Published }, editor, None);
                break;
            case 5 when target is not null:
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { PublishedAt = Start.AddMinutes(how) }, editor, None);
                break;
            case 6:
                var imported = source.Entries.Where(e => e.Id != IdOf(source, which)).Append(new ImportedEntry
                {
                    Key = which.ToString(), Id = IdOf(source, which), PublishedAt = Start.AddMinutes(which).UtcDateTime, Headline = $"Dépêche {how}",
                });
                source = source with { Entries = [.. imported] };
                await imports.WriteAsync(source, "Europe/Brussels", null, None);
                break;
            case 7:
                await app.Events.EditAsync(slug, null, new EventInput { Title = $"Titre {how}", Summary = $"- Point {how % 3}", Authors = how % 4 == 0 ? ["Anne Roy"] : null }, editor, None);
                break;
            case 8 when target is not null:
                await app.Entries.OrderPinnedAsync(slug, [target.Id, .. all.Where(e => e.IsPinned).Select(e => e.Id).OrderBy(e => e.GetHashCode() ^ how)], editor, None);
                break;
            case 9 when target is not null:
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Certainty = (Certainty)(how % 4), PinRank = how % 5 - 2 }, editor, None);
                break;
            case 10 when target is { Status: not EntryStatus.Withdrawn }:
                // There and, at times, back again.
                var moved = await app.Entries.MoveAsync(slug, target.Id, elsewhere, target.Version, editor, None);
                if (how % 2 == 0)
                    await app.Entries.MoveAsync(elsewhere, moved.Id, slug, moved.Version, editor, None);
                break;
            case 11 when target is not null:
                await app.Entries.RestoreAsync(slug, target.Id, target.Version, 1 + how % target.Version, editor, None);
                break;
            case 12 when target is { Status: EntryStatus.Draft }:
                // Submitted and set aside, or scheduled and published by the program.
                if (how % 2 == 0)
                {
                    await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Status = EntryStatus.Submitted }, editor, None);
                    await app.Entries.WithdrawAsync(slug, target.Id, editor, None);
                    break;
                }
                var due = DateTimeOffset.UtcNow.AddDays(1);
                await app.Entries.EditAsync(slug, target.Id, target.Version, new EntryInput { Status = EntryStatus.Scheduled, DueAt = due }, editor, None);
                // A day goes by.
                await db.Entries.Where(e => e.Id == target.Id).ExecuteUpdateAsync(e => e.SetProperty(its => its.DueAt, Start.AddMinutes(how).UtcDateTime));
                await app.Entries.PublishDueAsync(id, target.Id, None);
                break;
            default:
                await app.Entries.PostAsync(slug, Guid.CreateVersion7(), new EntryInput
                {
                    Headline = $"Publication {how}", Body = "> Citation\n> — Quelqu'un", PublishedAt = Start.AddMinutes(which),
                    HappenedAt = how % 4 == 0 ? Start : null, Key = how % 5 == 0, Wire = how % 2 == 0,
                    Media = how % 3 == 0 ? [new Medium { Path = "/media/salle", Widths = "480 960", Alt = "Une salle" }] : null,
                    Status = how % 3 == 0 ? EntryStatus.Draft : EntryStatus.Published,
                }, editor, None);
                break;
        }
        return source;
    }

    private static Guid IdOf(ImportedEvent source, byte which) => StableId.From(source.Key, which.ToString());

    private static async Task NoRevisionIsUsedTwiceAsync(LiveBlogApp app, string slug)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync();
        var liveEvent = await db.Events.AsNoTracking().SingleAsync(e => e.Slug == slug);
        var ofVersions = await db.EntryVersions.Where(v => v.Revision > 0 && db.Entries.Any(e => e.Id == v.EntryId && e.EventId == liveEvent.Id))
            .Select(v => v.Revision).ToListAsync();
        Assert.Equal(ofVersions.Count, ofVersions.Distinct().Count());
        Assert.All(ofVersions, revision => Assert.InRange(revision, 1, liveEvent.Revision));
    }
}
