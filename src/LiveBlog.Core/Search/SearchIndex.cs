using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Search;

/// <summary>
/// What readers can open, as it is searched: all events, and the newest entries and articles; headlines and the beginning of texts, folded,
/// in memory. It is read anew when something changed, entries after a few seconds. What is found is read again from the database, so
/// that nothing is answered that was taken back since.
/// </summary>
public sealed class SearchIndex(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>How many entries, and how many articles, are searched, the newest.</summary>
    public const int Searched = 5_000;

    /// <summary>The longest question, in characters.</summary>
    public const int LongestQuestion = 200;

    private const int Beginning = 400;
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim gate = new(1);
    private Picture? picture;

    /// <summary>What was found, those with all the words in their headline first, then the newest.</summary>
    /// <param name="question">Words; each has to begin a word of what is found, accents and case apart.</param>
    /// <param name="kind">Only of that kind.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<IReadOnlyList<Found>> FindAsync(string? question, FoundKind? kind, int most, CancellationToken cancellation)
    {
        var words = Asked(question).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return [];
        var all = (await PictureAsync(cancellation)).All;
        var inHeadline = new List<Indexed>();
        var inText = new List<Indexed>();
        foreach (var one in all)
        {
            if (kind is not null && one.Kind != kind)
                continue;
            if (Folded.HasAll(one.Headline, words))
                inHeadline.Add(one);
            else if (inText.Count < most && (Folded.HasAll(one.Text, words) || Folded.HasAll($"{one.Headline} {one.Text}", words)))
                inText.Add(one);
            if (inHeadline.Count == most)
                break;
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FoundAsync([.. inHeadline.Concat(inText).Take(most)], cancellation);
    }

    /// <summary>The ids of the events whose title or address contains that, accents and case apart: those being covered first, then by their start.</summary>
    public async Task<IReadOnlyList<Guid>> FindEventsAsync(string? question, CancellationToken cancellation)
    {
        var wanted = Asked(question);
        return wanted.Length == 0 ? [] :
        [
            .. (await PictureAsync(cancellation)).Events
                .Where(one => one.Headline.Contains(wanted, StringComparison.Ordinal) || one.Slug.Contains(wanted, StringComparison.Ordinal))
                .OrderByDescending(one => one.IsCovered).Select(one => one.Id),
        ];
    }

    private static string Asked(string? question) => Folded.Of(question is { Length: > LongestQuestion } ? question[..LongestQuestion] : question ?? "");

    private async Task<Picture> PictureAsync(CancellationToken cancellation)
    {
        if (IsFresh(picture))
            return picture!;
        await gate.WaitAsync(cancellation);
        try
        {
            if (!IsFresh(picture))
                picture = await ReadAsync(picture, cancellation);
            return picture!;
        }
        finally
        {
            gate.Release();
        }
    }

    private bool IsFresh(Picture? known) => known is not null && !signal.Marks.ChangedSince(Change.ListsId, known.Mark)
        && (clock.GetElapsedTime(known.At) < Good || !signal.Marks.ChangedSince(Guid.Empty, known.Mark));

    private async Task<Picture> ReadAsync(Picture? before, CancellationToken cancellation)
    {
        // Before anything is read: what is heard of meanwhile may not be in it.
        var (mark, at) = (signal.Marks.Now, clock.GetTimestamp());
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var events = before is not null && !signal.Marks.ChangedSince(Change.ListsId, before.Mark) ? before.Events : await EventsAsync(db, cancellation);
        var articles = await db.Articles.Where(a => a.Status == EntryStatus.Published).OrderByDescending(a => a.PublishedAt).Take(Searched)
            .Select(a => new { a.Id, At = a.PublishedAt, Headline = a.Title, Text = a.Standfirst }).ToListAsync(cancellation);
        var entries = await db.Entries.Where(e => e.Status == EntryStatus.Published && e.EventId != LiveEvent.WireId)
            .OrderByDescending(e => e.PublishedAt).Take(Searched)
            .Select(e => new { e.Id, At = e.PublishedAt, e.Headline, Text = e.Body.Substring(0, Beginning) }).ToListAsync(cancellation);
        return new Picture(mark, at, events,
        [
            .. events.Concat(articles.Select(a => new Indexed(FoundKind.Article, a.Id, a.At, Folded.Of(a.Headline), Folded.Of(a.Text))))
                .Concat(entries.Select(e => new Indexed(FoundKind.Entry, e.Id, e.At, Folded.Of(e.Headline), Folded.Of(e.Text))))
                .OrderByDescending(one => one.At),
        ]);
    }

    private static async Task<IReadOnlyList<Indexed>> EventsAsync(LiveBlogContext db, CancellationToken cancellation)
    {
        var events = await db.Events.Where(e => e.Id != LiveEvent.WireId).OrderByDescending(e => e.StartedAt).ThenBy(e => e.Id)
            .Select(e => new { e.Id, e.StartedAt, e.Title, e.Standfirst, e.Slug, e.Status }).ToListAsync(cancellation);
        return
        [
            .. events.Select(e => new Indexed(FoundKind.Event, e.Id, e.StartedAt, Folded.Of(e.Title), Folded.Of(e.Standfirst))
            {
                Slug = Folded.Of(e.Slug),
                IsCovered = e.Status is EventStatus.Live or EventStatus.Paused,
            }),
        ];
    }

    // As known at a mark.
    private sealed record Picture(long Mark, long At, IReadOnlyList<Indexed> Events, IReadOnlyList<Indexed> All);
}

/// <summary>Something as it is searched.</summary>
internal sealed record Indexed(FoundKind Kind, Guid Id, DateTime At, string Headline, string Text)
{
    /// <summary>An event's address, folded as well.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Whether it is an event that is being covered.</summary>
    public bool IsCovered { get; init; }
}
