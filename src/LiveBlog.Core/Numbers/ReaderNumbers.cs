using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Numbers;

/// <summary>What editors are told of an event's readers.</summary>
/// <param name="Now">Readers now, on all nodes.</param>
/// <param name="Peak">The most there were at one minute, and when; null if nobody was counted yet.</param>
/// <param name="Minutes">Readers by the minute, over the last hours, the oldest first.</param>
/// <param name="Hours">Entries published by the hour, over the last day, the oldest first.</param>
/// <param name="Shared">The entries shared most, with how often.</param>
public sealed record ReaderNumbers(
    int Now, ReadersAt? Peak, IReadOnlyList<ReadersAt> Minutes, IReadOnlyList<EntriesAt> Hours, IReadOnlyList<SharedEntry> Shared)
{
    /// <summary>How far back <see cref="Minutes"/> goes.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromHours(3);

    private const int MostShared = 10;

    /// <summary>A node that was not heard of for longer counts nobody any more: its readers are other nodes' by now.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    // Each node counts once a minute, at some moment of it.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <summary>The minute that a time lies in.</summary>
    public static DateTime Minute(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);

    /// <summary>The hour that a time lies in.</summary>
    public static DateTime Hour(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);

    /// <summary>Only how many there are now, and the peak: for the desk's head.</summary>
    /// <param name="db">The database.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="node">The node that asks.</param>
    /// <param name="here">How many it counts at this moment.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<(int Now, ReadersAt? Peak)> CountAsync(
        LiveBlogContext db, Guid eventId, string node, int here, DateTimeOffset now, CancellationToken cancellation)
    {
        var (since, alive) = (Minute(now.UtcDateTime - Recent), now.UtcDateTime - Silence);
        var others = await db.ReaderSamples.AsNoTracking()
            .Where(s => s.EventId == eventId && s.Node != node && s.At >= since && db.Nodes.Any(n => n.Name == s.Node && n.SeenAt > alive))
            .ToListAsync(cancellation);
        var count = here + others.GroupBy(s => s.Node).Sum(its => its.MaxBy(s => s.At)!.Readers);
        var peak = await db.ReaderSamples.Where(s => s.EventId == eventId).GroupBy(s => s.At)
            .Select(minute => new { At = minute.Key, Readers = minute.Sum(s => s.Readers) })
            .OrderByDescending(minute => minute.Readers).ThenBy(minute => minute.At).FirstOrDefaultAsync(cancellation);
        return count > (peak?.Readers ?? 0)
            ? (count, new ReadersAt(Minute(now.UtcDateTime), count))
            : (count, peak is null ? null : new ReadersAt(peak.At, peak.Readers));
    }

    /// <summary>All of it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="node">The node that asks.</param>
    /// <param name="here">How many it counts at this moment.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<ReaderNumbers> ReadAsync(
        LiveBlogContext db, Guid eventId, string node, int here, DateTimeOffset now, CancellationToken cancellation)
    {
        var (count, peak) = await CountAsync(db, eventId, node, here, now, cancellation);
        var minute = Minute(now.UtcDateTime);
        var first = minute - Shown;
        var sampled = await db.ReaderSamples.Where(s => s.EventId == eventId && s.At >= first).GroupBy(s => s.At)
            .Select(at => new { At = at.Key, Readers = at.Sum(s => s.Readers) }).ToDictionaryAsync(at => at.At, at => at.Readers, cancellation);
        var minutes = new List<ReadersAt>();
        for (var at = first; at < minute; at += TimeSpan.FromMinutes(1))
            minutes.Add(new ReadersAt(at, sampled.GetValueOrDefault(at)));
        minutes.Add(new ReadersAt(minute, count));

        var hour = Hour(now.UtcDateTime);
        var day = hour - TimeSpan.FromHours(23);
        var since = Entry.PositionFrom(day);
        var published = await db.Entries.Where(e => e.EventId == eventId && e.Status == EntryStatus.Published && string.Compare(e.Position, since) >= 0)
            .Select(e => e.PublishedAt).ToListAsync(cancellation);
        var byHour = published.GroupBy(Hour).ToDictionary(at => at.Key, at => at.Count());
        var hours = Enumerable.Range(0, 24).Select(i => day.AddHours(i)).Select(at => new EntriesAt(at, byHour.GetValueOrDefault(at))).ToList();

        var shared = await db.ShareCounts.Where(c => c.EventId == eventId).OrderByDescending(c => c.Count).ThenBy(c => c.EntryId)
            .Join(db.Entries.Where(e => e.Status == EntryStatus.Published), c => c.EntryId, e => e.Id, (c, e) => new { Entry = e, c.Count })
            .OrderByDescending(c => c.Count).ThenBy(c => c.Entry.Id).Take(MostShared).ToListAsync(cancellation);
        return new ReaderNumbers(count, peak, minutes, hours,
            [.. shared.Select(one => new SharedEntry(one.Entry.Id, one.Entry.Heading, one.Entry.PublishedAt, one.Count))]);
    }
}

/// <summary>How many readers there were at a minute, UTC.</summary>
public sealed record ReadersAt(DateTime At, int Readers);

/// <summary>How many entries were published in an hour, UTC.</summary>
public sealed record EntriesAt(DateTime At, int Entries);

/// <summary>An entry that was shared, and how often.</summary>
public sealed record SharedEntry(Guid Id, string Heading, DateTime PublishedAt, int Count);
