using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Data.Demo;

/// <summary>
/// The demo's two events: the day as it was, and the same day replayed live. All goes through the commands that the desk
/// uses, under ids made from the text's place in the coverage, so that doing it again, or on two nodes, changes nothing.
/// </summary>
public sealed class DemoEvents(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>The replay ends here, so that a demo left running does not fill the disk.</summary>
    public const int MostReplayed = 400;

    private static readonly Actor Reporter = new("La Rédaction", Role.Editor, "demo");

    private readonly DemoCoverage coverage = DemoCoverage.Load();

    /// <summary>The address of the finished event.</summary>
    public string FinishedSlug => coverage.Event.Slug;

    /// <summary>The address of the event that is live.</summary>
    public string LiveSlug => coverage.Replay.Slug;

    /// <summary>Makes what is missing of both events.</summary>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await db.Events.AnyAsync(e => e.Slug == FinishedSlug && e.Status == EventStatus.Ended, cancellation)
                && await db.FindEventIdAsync(LiveSlug, cancellation) is not null)
                return;
        }
        await SeedFinishedAsync(cancellation);
        var replay = coverage.Replay;
        await CreateAsync(clock, replay.Slug, replay.Title, replay.Standfirst, replay.Background, cancellation);
        await DescribeAsync(cancellation);
    }

    /// <summary>One step of the replay: mends or takes back what was posted last, if that is due, and posts the next entry.</summary>
    /// <returns>Whether there is more to come.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        int posted;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var replay = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == LiveSlug, cancellation);
            if (replay is not { Status: EventStatus.Live })
                return false;
            posted = await db.Entries.CountAsync(e => e.EventId == replay.Id && e.FiledBy == Reporter.Key, cancellation);
            if (posted > 0)
            {
                var last = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == ReplayId(posted - 1), cancellation);
                if (last is { Version: 1 })
                    await FollowUpAsync(new EntryWriter(contexts, signal, clock), LiveSlug, last.Id, Replayed(posted - 1), cancellation);
            }
        }
        if (posted >= MostReplayed)
            return false;
        var next = Replayed(posted).First;
        // Of several rounds only the first keeps its pinned entry.
        var input = posted < coverage.Entries.Count ? next : next with { Pinned = false };
        await new EntryWriter(contexts, signal, clock).PostAsync(LiveSlug, ReplayId(posted), input, Reporter, cancellation);
        return true;
    }

    private async Task SeedFinishedAsync(CancellationToken cancellation)
    {
        var day = coverage.Event;
        var then = new Clock { Now = day.StartedAt };
        var entries = new EntryWriter(contexts, signal, then);
        await CreateAsync(then, day.Slug, day.Title, day.Standfirst, day.Background, cancellation);
        for (var i = 0; i < coverage.Entries.Count; i++)
        {
            var told = coverage.Entries[i];
            then.Now = told.At;
            var id = IdOf($"{day.Slug}/{i}");
            await entries.PostAsync(day.Slug, id, told.First, Reporter, cancellation);
            then.Now = told.At.AddMinutes(6);
            await FollowUpAsync(entries, day.Slug, id, told, cancellation);
        }
        then.Now = day.EndedAt;
        await new EventWriter(contexts, signal, then)
            .EditAsync(day.Slug, null, new EventInput { Status = EventStatus.Ended }, Reporter, cancellation);
    }

    private static async Task FollowUpAsync(EntryWriter entries, string slug, Guid id, DemoEntry told, CancellationToken cancellation)
    {
        if (told.Corrected is { } corrected)
            await entries.EditAsync(slug, id, 1, corrected, Reporter, cancellation);
        if (told.Withdrawn)
            await entries.WithdrawAsync(slug, id, Reporter, cancellation);
    }

    private async Task CreateAsync(
        TimeProvider at, string slug, string title, string standfirst, string background, CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await db.FindEventIdAsync(slug, cancellation) is not null)
                return;
        }
        var input = new EventInput
        {
            Slug = slug,
            Title = title,
            Standfirst = standfirst,
            Background = background,
            Language = coverage.Event.Language,
            TimeZone = coverage.Event.TimeZone,
            Status = EventStatus.Live,
            Topic = coverage.Topic.Name,
        };
        var photo = coverage.Event.Photo;
        var held = new Photo
        {
            Path = $"/demo/{photo.Name}",
            Widths = string.Join(' ', photo.Sizes.Select(size => size.Width)),
            AspectRatio = (double)photo.Sizes[0].Width / photo.Sizes[0].Height,
            Alt = photo.Alt,
            Caption = photo.Caption,
            Credit = photo.Credit,
        };
        try
        {
            await new EventWriter(contexts, signal, at).CreateAsync(input with { Photo = held }, Reporter, cancellation);
        }
        catch (Refused taken) when (taken.Code == "slug-taken")
        {
            // Another node seeds at the same moment.
        }
    }

    private async Task DescribeAsync(CancellationToken cancellation)
    {
        var agencies = coverage.Authors.Where(author => author.Kind == "organization").Select(author => author.Name).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Topics.Where(topic => topic.Name == coverage.Topic.Name)
            .ExecuteUpdateAsync(set => set.SetProperty(topic => topic.Description, coverage.Topic.Description), cancellation);
        await db.Authors.Where(author => agencies.Contains(author.Name))
            .ExecuteUpdateAsync(set => set.SetProperty(author => author.IsOrganization, true), cancellation);
    }

    private DemoEntry Replayed(int number) => coverage.Entries[number % coverage.Entries.Count];

    private Guid ReplayId(int number) => IdOf($"{LiveSlug}/{number}");

    private static Guid IdOf(string place) => new(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 16), bigEndian: true);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
