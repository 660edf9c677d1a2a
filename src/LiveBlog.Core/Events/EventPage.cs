using System.Text.RegularExpressions;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Events;

/// <summary>Which way entries are shown.</summary>
public enum EntryOrder
{
    /// <summary>« Les plus récents d'abord ».</summary>
    Newest,

    /// <summary>« Les plus anciens d'abord ».</summary>
    Oldest,
}

/// <summary>Which entries a page shows, and which way (docs/protocol.md, "The page").</summary>
/// <param name="Order">Only the way they are shown, once a cursor says which entries; the event's own order, if null.</param>
/// <param name="Before">The entries just before this position.</param>
/// <param name="After">The entries just after this position.</param>
/// <param name="EntryId">Without a cursor: the page on which this entry stands.</param>
public sealed partial record PageRequest(EntryOrder? Order = null, string? Before = null, string? After = null, Guid? EntryId = null)
{
    /// <summary>Whether an address may name that as <see cref="Before"/> or <see cref="After"/>: a position, or none.</summary>
    public static bool IsCursor(string? text) => text is null || Position().IsMatch(text);

    [GeneratedRegex(@"^[0-9]{8}T[0-9]{9}Z-[0-9a-f]{32}~?\z")]
    private static partial Regex Position();

    /// <summary>The page an address without cursor shows.</summary>
    public bool IsFirst => Before is null && After is null;

    /// <summary>How many entries it shows, beside the pinned ones.</summary>
    public int Size { get; init; } = EventPage.Size;
}

/// <summary>One page of an event, from one snapshot of the database.</summary>
public sealed record EventPage
{
    /// <summary>Entries on a page, beside the pinned ones.</summary>
    public const int Size = 50;

    // Greater than any character of a position: position + End lies just above that position.
    private const string End = "~";

    /// <summary>The event as of the snapshot.</summary>
    public required LiveEvent Event { get; init; }

    /// <summary>What was asked.</summary>
    public required PageRequest Request { get; init; }

    /// <summary>Which way the entries are shown.</summary>
    public EntryOrder Order => Request.Order ?? Event.DefaultOrder;

    /// <summary>On the first page the pinned entries, the highest rank first and then the latest; else none.</summary>
    public required IReadOnlyList<Entry> Pinned { get; init; }

    /// <summary>The page's entries in the order asked for.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    /// <summary>The window's lower bound, inclusive; empty when it is open.</summary>
    public required string From { get; init; }

    /// <summary>The window's upper bound, exclusive; empty when it is open.</summary>
    public required string To { get; init; }

    /// <summary>The key events of the whole event, the latest first.</summary>
    public required IReadOnlyList<Entry> KeyEvents { get; init; }

    /// <summary>The entry that was asked for, whatever its status; null if none was, or there is none.</summary>
    public Entry? Target { get; init; }

    /// <summary>The highest position of any visible entry of the event; empty if there is none.</summary>
    public required string Newest { get; init; }

    /// <summary>The position that the next older page lies before, or null.</summary>
    public string? OlderBefore => From.Length == 0 ? null : From;

    /// <summary>The position that the next newer page lies after, or null.</summary>
    public string? NewerAfter => To.Length == 0 ? null
        : Order == EntryOrder.Newest ? Entries.FirstOrDefault()?.Position : Entries.LastOrDefault()?.Position;

    /// <summary>Reads a page, or answers null when there is no such event.</summary>
    public static async Task<EventPage?> ReadAsync(LiveBlogContext db, string slug, PageRequest request, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var liveEvent = await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation);
        if (liveEvent is null)
            return null;

        var order = request.Order ?? liveEvent.DefaultOrder;
        var published = db.Entries.AsNoTracking().Include(e => e.Author)
            .Where(e => e.EventId == liveEvent.Id && e.Status == EntryStatus.Published);
        Entry? target = null;
        if (request.EntryId is { } wanted)
        {
            target = await db.Entries.AsNoTracking().Include(e => e.Author)
                .SingleOrDefaultAsync(e => e.Id == wanted && e.EventId == liveEvent.Id, cancellation);
            if (target is { Status: EntryStatus.Published, IsPinned: false })
                request = request with { Before = await CursorToAsync(published, target, cancellation) };
        }
        var pinned = request.IsFirst
            ? await published.Where(e => e.IsPinned).OrderByDescending(e => e.PinRank).ThenByDescending(e => e.Position).ToListAsync(cancellation)
            : [];
        var rest = published.Where(e => !e.IsPinned);
        var backwards = request.Before is not null || request.After is null && order == EntryOrder.Newest;
        var size = request.Size;
        var entries = await (backwards ? Backwards(rest, request.Before) : Forwards(rest, request.After)).Take(size + 1).ToListAsync(cancellation);

        var newest = await published.MaxAsync(e => (string?)e.Position, cancellation) ?? "";

        // One more than a page holds was read, only to know whether there is more.
        var more = entries.Count > size;
        if (more)
            entries.RemoveAt(size);
        var bound = more ? entries[^1].Position : "";
        if (backwards != (order == EntryOrder.Newest))
            entries.Reverse();
        return new EventPage
        {
            Event = liveEvent,
            Request = request,
            Pinned = pinned,
            Entries = entries,
            Newest = newest,
            KeyEvents = await db.KeyEventsAsync(liveEvent.Id, cancellation),
            Target = target,
            From = backwards ? bound : request.After is null ? "" : request.After + End,
            To = backwards ? request.Before ?? "" : more ? bound + End : "",
        };
    }

    // The first page while the entry is on it; after that a page that begins a little above the entry.
    private static async Task<string?> CursorToAsync(IQueryable<Entry> published, Entry target, CancellationToken cancellation)
    {
        var newer = await published.Where(e => !e.IsPinned && string.Compare(e.Position, target.Position) > 0)
            .OrderBy(e => e.Position).Take(Size).Select(e => e.Position).ToListAsync(cancellation);
        return newer.Count < Size ? null : newer[Size / 5];
    }

    private static IQueryable<Entry> Backwards(IQueryable<Entry> entries, string? before) =>
        (before is null ? entries : entries.Where(e => string.Compare(e.Position, before) < 0))
        .OrderByDescending(e => e.Position);

    private static IQueryable<Entry> Forwards(IQueryable<Entry> entries, string? after) =>
        (after is null ? entries : entries.Where(e => string.Compare(e.Position, after + End) > 0))
        .OrderBy(e => e.Position);
}
