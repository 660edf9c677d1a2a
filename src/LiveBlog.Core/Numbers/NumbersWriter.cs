using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Numbers;

/// <summary>Writes what is counted of readers. Nothing of it is about a person: only how many, of what, at which minute.</summary>
public sealed class NumbersWriter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>For how long every minute is kept; of older ones each hour's highest.</summary>
    public static readonly TimeSpan KeptByTheMinute = TimeSpan.FromDays(7);

    /// <summary>Keeps how many readers a node serves now, by event. Said again within the minute, the higher stands.</summary>
    public async Task SampleAsync(string node, IReadOnlyDictionary<Guid, int> readers, CancellationToken cancellation)
    {
        if (readers.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var at = ReaderNumbers.Minute(clock.GetUtcNow().UtcDateTime);
        var ids = readers.Keys.ToList();
        var existing = await db.Events.Where(e => ids.Contains(e.Id)).Select(e => e.Id).ToListAsync(cancellation);
        var known = await db.ReaderSamples.Where(s => s.At == at && s.Node == node && ids.Contains(s.EventId))
            .ToDictionaryAsync(s => s.EventId, cancellation);
        foreach (var eventId in existing)
        {
            if (known.TryGetValue(eventId, out var sample))
                sample.Readers = Math.Max(sample.Readers, readers[eventId]);
            else
                db.ReaderSamples.Add(new ReaderSample { EventId = eventId, At = at, Node = node, Readers = readers[eventId] });
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A node says that it runs.</summary>
    public async Task SeenAsync(string node, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = Input.Instant(clock.GetUtcNow());
        if (await db.Nodes.Where(n => n.Name == node).ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), cancellation) > 0)
            return;
        db.Nodes.Add(new Node { Name = node, SeenAt = now });
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A node stops: those that it counted are counted elsewhere now.</summary>
    public async Task GoneAsync(string node, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Nodes.Where(n => n.Name == node).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Adds shares to the entries' counts. Of an entry that readers don't see, nothing is counted.</summary>
    /// <param name="shares">How often each entry was shared, with the address of the event that it was said to be in.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task ShareAsync(IReadOnlyDictionary<(string Slug, Guid EntryId), int> shares, CancellationToken cancellation)
    {
        if (shares.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = shares.Keys.Select(key => key.EntryId).Distinct().ToList();
        var entries = await db.Entries.Where(e => ids.Contains(e.Id) && e.Status == EntryStatus.Published)
            .Join(db.Events, e => e.EventId, e => e.Id, (entry, its) => new { entry.Id, entry.EventId, its.Slug }).ToListAsync(cancellation);
        foreach (var entry in entries)
        {
            if (shares.GetValueOrDefault((entry.Slug, entry.Id)) is var more && more == 0)
                continue;
            // One statement, so that nodes don't write over each other.
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "ShareCounts" ("EntryId", "EventId", "Count") VALUES ({entry.Id}, {entry.EventId}, {more})
                ON CONFLICT ("EntryId") DO UPDATE SET "Count" = "ShareCounts"."Count" + excluded."Count"
                """, cancellation);
        }
    }

    /// <summary>Of each hour that is older than <see cref="KeptByTheMinute"/>, keeps the minute with the most readers. Answers how many samples went.</summary>
    public async Task<int> ThinAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var before = ReaderNumbers.Minute(clock.GetUtcNow().UtcDateTime - KeptByTheMinute);
        var gone = 0;
        foreach (var eventId in await db.ReaderSamples.Where(s => s.At < before).Select(s => s.EventId).Distinct().ToListAsync(cancellation))
        {
            var minutes = await db.ReaderSamples.Where(s => s.EventId == eventId && s.At < before).GroupBy(s => s.At)
                .Select(minute => new { At = minute.Key, Readers = minute.Sum(s => s.Readers) }).ToListAsync(cancellation);
            var others = minutes.GroupBy(minute => ReaderNumbers.Hour(minute.At))
                .SelectMany(hour => hour.OrderByDescending(minute => minute.Readers).ThenBy(minute => minute.At).Skip(1).Select(minute => minute.At));
            foreach (var some in others.Chunk(500))
                gone += await db.ReaderSamples.Where(s => s.EventId == eventId && some.Contains(s.At)).ExecuteDeleteAsync(cancellation);
        }
        return gone;
    }
}
