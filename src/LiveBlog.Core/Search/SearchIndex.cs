using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Search;

/// <summary>
/// What readers can open, as it is searched: the newest of each kind, their headlines and the beginning of their texts, folded, in
/// memory for a few seconds. What is found is read again from the database, so that nothing is answered that was taken back since.
/// </summary>
public sealed class SearchIndex(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>How many of each kind are searched, the newest.</summary>
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
        var asked = question ?? "";
        var words = Folded.Of(asked[..Math.Min(asked.Length, LongestQuestion)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
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

    private async Task<Picture> PictureAsync(CancellationToken cancellation)
    {
        if (Fresh() is { } known)
            return known;
        await gate.WaitAsync(cancellation);
        try
        {
            return Fresh() ?? (picture = new Picture(await ReadAsync(cancellation), clock.GetTimestamp()));
        }
        finally
        {
            gate.Release();
        }
    }

    private Picture? Fresh() => picture is { } known && clock.GetElapsedTime(known.At) < Good ? known : null;

    private async Task<IReadOnlyList<Indexed>> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var events = await db.Events.Where(e => e.Id != LiveEvent.WireId).OrderByDescending(e => e.StartedAt).Take(Searched)
            .Select(e => new { e.Id, At = e.StartedAt, Headline = e.Title, Text = e.Standfirst }).ToListAsync(cancellation);
        var articles = await db.Articles.Where(a => a.Status == EntryStatus.Published).OrderByDescending(a => a.PublishedAt).Take(Searched)
            .Select(a => new { a.Id, At = a.PublishedAt, Headline = a.Title, Text = a.Standfirst }).ToListAsync(cancellation);
        var entries = await db.Entries.Where(e => e.Status == EntryStatus.Published && e.EventId != LiveEvent.WireId)
            .OrderByDescending(e => e.PublishedAt).Take(Searched)
            .Select(e => new { e.Id, At = e.PublishedAt, e.Headline, Text = e.Body.Substring(0, Beginning) }).ToListAsync(cancellation);
        return
        [
            .. events.Select(e => new Indexed(FoundKind.Event, e.Id, e.At, Folded.Of(e.Headline), Folded.Of(e.Text)))
                .Concat(articles.Select(a => new Indexed(FoundKind.Article, a.Id, a.At, Folded.Of(a.Headline), Folded.Of(a.Text))))
                .Concat(entries.Select(e => new Indexed(FoundKind.Entry, e.Id, e.At, Folded.Of(e.Headline), Folded.Of(e.Text))))
                .OrderByDescending(one => one.At),
        ];
    }

    private sealed record Picture(IReadOnlyList<Indexed> All, long At);
}

/// <summary>Something as it is searched.</summary>
internal sealed record Indexed(FoundKind Kind, Guid Id, DateTime At, string Headline, string Text);
