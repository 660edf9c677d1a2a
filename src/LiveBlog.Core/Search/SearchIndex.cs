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
            .. (await PictureAsync(cancellation)).Events.All
                .Where(one => one.Headline.Contains(wanted, StringComparison.Ordinal) || one.Slug.Contains(wanted, StringComparison.Ordinal))
                .OrderByDescending(one => one.IsCovered).Select(one => one.Id),
        ];
    }

    private static string Asked(string? question) => Folded.Of(question is { Length: > LongestQuestion } ? question[..LongestQuestion] : question ?? "");

    private async Task<Picture> PictureAsync(CancellationToken cancellation)
    {
        if (AreFresh(picture?.Events) && IsFresh(picture?.Others))
            return picture!;
        await gate.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var events = AreFresh(picture?.Events) ? picture!.Events : await ReadAsync(picture?.Events, known => EventsAsync(db, known, cancellation));
            var others = IsFresh(picture?.Others) ? picture!.Others : await ReadAsync(picture?.Others, async known =>
                [.. await ArticlesAsync(db, known, cancellation), .. await EntriesAsync(db, known, cancellation)]);
            if (picture?.Events != events || picture.Others != others)
                picture = new Picture(events, others, [.. events.All.Concat(others.All).OrderByDescending(one => one.At)]);
            return picture;
        }
        finally
        {
            gate.Release();
        }
    }

    private bool AreFresh(Part? events) => events is not null && !signal.Marks.ChangedSince(Change.ListsId, events.Mark);

    private bool IsFresh(Part? others) =>
        others is not null && (clock.GetElapsedTime(others.At) < Good || !signal.Marks.ChangedSince(Guid.Empty, others.Mark));

    private async Task<Part> ReadAsync(Part? before, Func<Dictionary<Guid, Indexed>, Task<IReadOnlyList<Indexed>>> readAsync)
    {
        // Before anything is read: what is heard of meanwhile may not be in it.
        var (mark, at) = (signal.Marks.Now, clock.GetTimestamp());
        return new Part(mark, at, await readAsync(before?.All.ToDictionary(one => one.Id) ?? []));
    }

    private static async Task<IReadOnlyList<Indexed>> EventsAsync(LiveBlogContext db, Dictionary<Guid, Indexed> known, CancellationToken cancellation) =>
        await ChangedAsync(
            await db.Events.Where(e => e.Id != LiveEvent.WireId).OrderByDescending(e => e.StartedAt).ThenBy(e => e.Id)
                .Select(e => new Head(e.Id, e.HeaderRevision)).ToListAsync(cancellation),
            known,
            async ids => (await db.Events.Where(e => ids.Contains(e.Id))
                .Select(e => new { e.Id, e.HeaderRevision, e.StartedAt, e.Title, e.Standfirst, e.Slug, e.Status }).ToListAsync(cancellation))
                .Select(e => new Indexed(FoundKind.Event, e.Id, e.HeaderRevision, e.StartedAt, Folded.Of(e.Title), Folded.Of(e.Standfirst))
                {
                    Slug = Folded.Of(e.Slug),
                    IsCovered = e.Status is EventStatus.Live or EventStatus.Paused,
                }));

    private static async Task<IReadOnlyList<Indexed>> ArticlesAsync(LiveBlogContext db, Dictionary<Guid, Indexed> known, CancellationToken cancellation) =>
        await ChangedAsync(
            await db.Articles.Where(a => a.Status == EntryStatus.Published).OrderByDescending(a => a.PublishedAt).Take(Searched)
                .Select(a => new Head(a.Id, a.Version)).ToListAsync(cancellation),
            known,
            async ids => (await db.Articles.Where(a => ids.Contains(a.Id))
                .Select(a => new { a.Id, a.Version, a.PublishedAt, a.Title, a.Standfirst }).ToListAsync(cancellation))
                .Select(a => new Indexed(FoundKind.Article, a.Id, a.Version, a.PublishedAt, Folded.Of(a.Title), Folded.Of(a.Standfirst))));

    private static async Task<IReadOnlyList<Indexed>> EntriesAsync(LiveBlogContext db, Dictionary<Guid, Indexed> known, CancellationToken cancellation) =>
        await ChangedAsync(
            await db.Entries.Where(e => e.Status == EntryStatus.Published && e.EventId != LiveEvent.WireId)
                .OrderByDescending(e => e.PublishedAt).Take(Searched).Select(e => new Head(e.Id, e.Version)).ToListAsync(cancellation),
            known,
            async ids => (await db.Entries.Where(e => ids.Contains(e.Id))
                .Select(e => new { e.Id, e.Version, e.PublishedAt, e.Headline, Text = e.Body.Substring(0, Beginning) }).ToListAsync(cancellation))
                .Select(e => new Indexed(FoundKind.Entry, e.Id, e.Version, e.PublishedAt, Folded.Of(e.Headline), Folded.Of(e.Text))));

    // Texts are read and folded only of what is new or was changed.
    private static async Task<IReadOnlyList<Indexed>> ChangedAsync(
        List<Head> heads, Dictionary<Guid, Indexed> known, Func<List<Guid>, Task<IEnumerable<Indexed>>> readAsync)
    {
        foreach (var ids in heads.Where(head => known.GetValueOrDefault(head.Id)?.Version != head.Version).Select(head => head.Id).Chunk(1_000))
        {
            foreach (var one in await readAsync([.. ids]))
                known[one.Id] = one;
        }
        return [.. heads.Select(head => known.GetValueOrDefault(head.Id)).OfType<Indexed>()];
    }

    private sealed record Head(Guid Id, long Version);

    // As known at a mark, and read at a time.
    private sealed record Part(long Mark, long At, IReadOnlyList<Indexed> All);

    private sealed record Picture(Part Events, Part Others, IReadOnlyList<Indexed> All);
}

/// <summary>Something as it is searched.</summary>
internal sealed record Indexed(FoundKind Kind, Guid Id, long Version, DateTime At, string Headline, string Text)
{
    /// <summary>An event's address, folded as well.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Whether it is an event that is being covered.</summary>
    public bool IsCovered { get; init; }
}
