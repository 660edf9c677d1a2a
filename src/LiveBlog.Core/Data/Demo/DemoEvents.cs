using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Topics;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Data.Demo;

/// <summary>
/// The demo: a day as it was, the same day replayed live, and what stands around them (dossier, articles, an event to come,
/// the day in other languages). All goes through the commands that the desk uses, under ids made from the text's place in the
/// coverage, so that doing it again, or on two nodes, changes nothing.
/// </summary>
public sealed class DemoEvents(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>The replay ends here, so that a demo left running does not fill the disk.</summary>
    public const int MostReplayed = 400;

    private static readonly Actor Reporter = new("La Rédaction", Role.Editor, "demo");

    // How long after being told the reader may expect the replay's next entry: long enough to be seen.
    private static readonly TimeSpan Announced = TimeSpan.FromMinutes(20);

    private readonly DemoCoverage coverage = DemoCoverage.Load();

    private readonly DemoSurroundings around = DemoSurroundings.Load();

    /// <summary>The address of the finished event.</summary>
    public string FinishedSlug => coverage.Event.Slug;

    /// <summary>The address of the event that is live.</summary>
    public string LiveSlug => coverage.Replay.Slug;

    /// <summary>Makes what is missing.</summary>
    public async Task SeedAsync(CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            // What is made last.
            if (await db.FindEventIdAsync(around.Scheduled.Slug, cancellation) is not null)
                return;
        }
        await new TopicWriter(contexts, signal, clock).PutAsync(
            coverage.Topic.Name, new TopicInput { Description = coverage.Topic.Description, Photo = coverage.Photo(coverage.Topic.Photo) },
            Reporter, cancellation);
        await SeedFinishedAsync(cancellation);
        foreach (var translation in around.Translations)
            await SeedTranslationAsync(translation, cancellation);
        foreach (var article in around.Articles)
            await SeedArticleAsync(article, cancellation);
        await NameAgenciesAsync(cancellation);
        var replay = coverage.Replay;
        await CreateAsync(clock, InFrench(replay.Slug, replay.Title, replay.Standfirst, replay.Background, coverage.Event.Photo, replay.Authors) with
        {
            Summary = replay.Summary,
            NextUpdateAt = clock.GetUtcNow() + Announced,
        }, cancellation);
        var soon = around.Scheduled;
        var now = clock.GetUtcNow();
        await CreateAsync(clock, InFrench(soon.Slug, soon.Title, soon.Standfirst, soon.Background, soon.Photo, soon.Authors) with
        {
            Status = EventStatus.Scheduled,
            StartedAt = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, now.Offset).AddDays(1),
        }, cancellation);
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
            if (replay.NextUpdateAt is null)
            {
                await new EventWriter(contexts, signal, clock)
                    .EditAsync(LiveSlug, null, new EventInput { NextUpdateAt = clock.GetUtcNow() + Announced }, Reporter, cancellation);
            }
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
        var told = Replayed(posted);
        var next = First(told) with
        {
            HappenedAt = told.HappenedAt is { } happened ? clock.GetUtcNow() - (told.At - happened) : null,
        };
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
        await CreateAsync(then, InFrench(day.Slug, day.Title, day.Standfirst, day.Background, day.Photo, day.Authors), cancellation);
        for (var i = 0; i < coverage.Entries.Count; i++)
        {
            var told = coverage.Entries[i];
            then.Now = told.At;
            var id = IdOf($"{day.Slug}/{i}");
            await entries.PostAsync(day.Slug, id, First(told), Reporter, cancellation);
            then.Now = told.At.AddMinutes(6);
            await FollowUpAsync(entries, day.Slug, id, told, cancellation);
        }
        then.Now = day.EndedAt;
        await new EventWriter(contexts, signal, then)
            .EditAsync(day.Slug, null, new EventInput { Status = EventStatus.Ended, Summary = day.Summary }, Reporter, cancellation);
    }

    private async Task SeedTranslationAsync(DemoTranslation told, CancellationToken cancellation)
    {
        var then = new Clock { Now = coverage.Event.StartedAt };
        await CreateAsync(then, new EventInput
        {
            Slug = told.Slug,
            Title = told.Title,
            Standfirst = told.Standfirst,
            Language = told.Language,
            TimeZone = coverage.Event.TimeZone,
            Status = EventStatus.Live,
            Topic = coverage.Topic.Name,
            Photo = coverage.Photo(told.Photo) with { Alt = told.Alt, Caption = told.Caption, Credit = told.Credit },
            Authors = told.Authors,
        }, cancellation);
        var entries = new EntryWriter(contexts, signal, then);
        foreach (var (place, entry) in told.Entries.Index())
        {
            then.Now = entry.At;
            var input = new EntryInput
            {
                Headline = entry.Headline, Body = entry.Body, Author = told.Authors[0], Key = entry.Key, Breaking = entry.Breaking,
            };
            await entries.PostAsync(told.Slug, IdOf($"{told.Slug}/{place}"), input, Reporter, cancellation);
        }
        then.Now = coverage.Event.EndedAt;
        await new EventWriter(contexts, signal, then)
            .EditAsync(told.Slug, null, new EventInput { Status = EventStatus.Ended, Summary = told.Summary }, Reporter, cancellation);
    }

    private Task SeedArticleAsync(DemoArticle told, CancellationToken cancellation)
    {
        var input = new ArticleInput
        {
            Slug = told.Slug,
            Title = told.Title,
            Standfirst = told.Standfirst,
            Body = told.Body,
            Photo = coverage.Photo(told.Photo),
            Author = told.Author,
            Topic = coverage.Topic.Name,
            Language = coverage.Event.Language,
            TimeZone = coverage.Event.TimeZone,
            Related = [.. told.Related.Select(Card)],
        };
        return new ArticleWriter(contexts, signal, new Clock { Now = told.At })
            .CreateAsync(IdOf($"articles/{told.Slug}"), input, Reporter, cancellation);
    }

    private EntryInput First(DemoEntry told) => told.First with
    {
        Related = told.Related is { } card ? Card(card) : null,
        Media = told.Media is { } media ? [.. media.Select(coverage.Medium)] : null,
    };

    // "entry:15:31" is the entry of that minute in the finished event.
    private RelatedCard Card(DemoRelated card)
    {
        const string entry = "entry:";
        var url = card.Url;
        if (url?.StartsWith(entry, StringComparison.Ordinal) == true)
        {
            var minute = TimeOnly.Parse(url[entry.Length..], System.Globalization.CultureInfo.InvariantCulture);
            var place = coverage.Entries.Index().First(told => TimeOnly.FromDateTime(told.Item.At.DateTime) == minute).Index;
            url = $"/live/{FinishedSlug}/{IdOf($"{FinishedSlug}/{place}")}";
        }
        return new RelatedCard(card.Headline, url, card.Date, card.Image);
    }

    private static async Task FollowUpAsync(EntryWriter entries, string slug, Guid id, DemoEntry told, CancellationToken cancellation)
    {
        if (told.Corrected is { } corrected)
            await entries.EditAsync(slug, id, 1, corrected, Reporter, cancellation);
        if (told.Withdrawn)
            await entries.WithdrawAsync(slug, id, Reporter, cancellation);
    }

    private EventInput InFrench(
        string slug, string title, string standfirst, string background, string photo, IReadOnlyList<string> authors) => new()
    {
        Slug = slug,
        Title = title,
        Standfirst = standfirst,
        Background = background,
        Language = coverage.Event.Language,
        TimeZone = coverage.Event.TimeZone,
        Status = EventStatus.Live,
        Topic = coverage.Topic.Name,
        Photo = coverage.Photo(photo),
        Authors = authors,
    };

    private async Task CreateAsync(TimeProvider at, EventInput input, CancellationToken cancellation)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await db.FindEventIdAsync(input.Slug!, cancellation) is not null)
                return;
        }
        try
        {
            await new EventWriter(contexts, signal, at).CreateAsync(input, Reporter, cancellation);
        }
        catch (Refused taken) when (taken.Code == "slug-taken")
        {
            // Another node seeds at the same moment.
        }
    }

    private async Task NameAgenciesAsync(CancellationToken cancellation)
    {
        var agencies = coverage.Authors.Where(author => author.Kind == "organization").Select(author => author.Name).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
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
