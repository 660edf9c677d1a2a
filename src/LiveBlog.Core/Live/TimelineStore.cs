using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LiveBlog.Core.Live;

/// <summary>
/// The timelines of this node: each built once on demand, however many ask at that moment, brought up to date when the
/// event changes, and dropped when nobody has asked for a while.
/// </summary>
public sealed partial class TimelineStore(
    IDbContextFactory<LiveBlogContext> contexts, IEventRenderer renderer, ChangeSignal signal, TimeProvider clock, ILogger<TimelineStore> log)
{
    private static readonly TimeSpan KeepIdle = TimeSpan.FromMinutes(5);

    // How long nobody is made to wait for a database that has just failed, where the picture held here will do.
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Guid> ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Slot> slots = new();
    private readonly Channel<Guid> updates = Channel.CreateUnbounded<Guid>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The events whose timeline was replaced by a newer one. For one reader.</summary>
    public ChannelReader<Guid> Updates => updates.Reader;

    /// <summary>The events whose timelines are held now.</summary>
    public IEnumerable<Guid> AllHeld => slots.Where(slot => slot.Value.Current is not null).Select(slot => slot.Key);

    /// <summary>The event's timeline as it is held now, or null.</summary>
    public Timeline? Held(Guid eventId) => slots.TryGetValue(eventId, out var slot) ? slot.Current : null;

    /// <summary>The event's timeline, or null if there is no such event.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="epoch">The epoch the reader is in.</param>
    /// <param name="revision">
    /// The revision the reader is at. A page is rendered from the database, perhaps on another node, so it may know of a
    /// change before this node was told: the timeline is then brought up to date first.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Timeline?> GetAsync(string slug, string epoch, long revision, CancellationToken cancellation) =>
        GetAsync(slug, held => revision <= held.Revision && epoch == held.Epoch, cancellation);

    /// <summary>The event's timeline as this node knows it, or null if there is no such event.</summary>
    public Task<Timeline?> GetAsync(string slug, CancellationToken cancellation) => GetAsync(slug, _ => true, cancellation);

    private async Task<Timeline?> GetAsync(string slug, Func<Timeline, bool> isEnough, CancellationToken cancellation)
    {
        if (!ids.TryGetValue(slug, out var eventId))
        {
            if (await FindAsync(slug, cancellation) is not { } found)
                return null;
            ids[slug] = eventId = found;
        }
        var slot = slots.GetOrAdd(eventId, _ => new Slot());
        slot.LastAsked = clock.GetTimestamp();
        var timeline = await CurrentAsync(eventId, slot, isEnough, cancellation);
        // It may have left that address to another event: to the one that it was merged into.
        if (timeline is null || timeline.Slug == slug || await FindAsync(slug, cancellation) is not { } present || present == eventId)
            return timeline;
        ids[slug] = present;
        return await GetAsync(slug, isEnough, cancellation);
    }

    // No older than any change that this node has heard of; but while the database is away, what is held, unless something in it
    // was taken back.
    private async Task<Timeline?> CurrentAsync(Guid eventId, Slot slot, Func<Timeline, bool> isEnough, CancellationToken cancellation)
    {
        var mark = Volatile.Read(ref slot.Mark);
        var current = slot.Current;
        if (current is null || !isEnough(current))
            return await RefreshAsync(eventId, slot, cancellation);
        if (!signal.Marks.ChangedSince(eventId, mark))
            return current;
        var willDo = !signal.Marks.TakenBackSince(eventId, mark);
        if (willDo && slot.FailedAt is { } failed && clock.GetElapsedTime(failed) < Respite)
            return current;
        try
        {
            return await RefreshAsync(eventId, slot, cancellation);
        }
        catch (Exception failure) when (willDo && DatabaseAway.Says(failure))
        {
            return current;
        }
    }

    private async Task<Guid?> FindAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FindEventIdAsync(slug, cancellation);
    }

    /// <summary>Looks whether an event that is held here has changed. Of an event nobody here follows, nothing is loaded.</summary>
    public Task RefreshAsync(Change change, CancellationToken cancellation) =>
        // A timeline that is being built may have read its state before this change: it is asked for again.
        slots.TryGetValue(change.EventId, out var slot) && !(slot.Current?.Revision >= change.Revision)
            ? RefreshAsync(change.EventId, slot, cancellation)
            : Task.CompletedTask;

    /// <summary>The safety net: compares all heads held here with the database's, and drops what nobody asks for.</summary>
    /// <param name="isFollowed">Whether a connection on this node follows the event.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task RefreshAllAsync(Func<Guid, bool> isFollowed, CancellationToken cancellation)
    {
        foreach (var (eventId, slot) in slots)
        {
            if (!isFollowed(eventId) && clock.GetElapsedTime(slot.LastAsked) > KeepIdle)
                slots.TryRemove(eventId, out _);
        }
        var held = slots.Keys.ToList();
        if (held.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var heads = await db.Events.Where(e => held.Contains(e.Id))
            .Select(e => new { e.Id, e.Epoch, e.Revision }).ToListAsync(cancellation);
        foreach (var head in heads)
        {
            if (slots.TryGetValue(head.Id, out var slot) && slot.Current is { } current
                && (current.Revision != head.Revision || current.Epoch != head.Epoch))
                await TryRefreshAsync(head.Id, slot, cancellation);
        }
    }

    // One event that can't be loaded must not keep the others from it.
    private async Task TryRefreshAsync(Guid eventId, Slot slot, CancellationToken cancellation)
    {
        try
        {
            await RefreshAsync(eventId, slot, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(failure, eventId);
        }
    }

    private void Forget(Guid eventId)
    {
        slots.TryRemove(eventId, out _);
        foreach (var (slug, _) in ids.Where(known => known.Value == eventId))
            ids.TryRemove(slug, out _);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} could not be brought up to date; trying again within seconds")]
    private partial void LogFailed(Exception reason, Guid eventId);

    private async Task<Timeline?> RefreshAsync(Guid eventId, Slot slot, CancellationToken cancellation)
    {
        // All that ask while a load is under way share the next one: it begins after their question, so it answers it.
        // It runs to its end even if the one who happened to begin it goes away.
        var asked = Volatile.Read(ref slot.Begun);
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            if (slot.Current is not null && slot.Ended > asked)
                return slot.Current;
            if (slot.Failure is { } shared && shared.Number > asked)
                shared.Reason.Throw();
            var number = Interlocked.Increment(ref slot.Begun);
            var before = slot.Current;
            // Before anything is read: what is heard of meanwhile may not be in it.
            var mark = signal.Marks.Now;
            Timeline? after;
            try
            {
                after = await LoadAsync(eventId, before, CancellationToken.None);
            }
            catch (Exception failure)
            {
                (slot.Failure, slot.FailedAt) = ((number, ExceptionDispatchInfo.Capture(failure)), clock.GetTimestamp());
                throw;
            }
            slot.Current = after;
            Volatile.Write(ref slot.Mark, mark);
            slot.Ended = number;
            (slot.Failure, slot.FailedAt) = (null, null);
            // Found without a signal: whatever else shows the event has to be read again too.
            if (before is not null && after is not null && after.Revision > before.Revision)
                signal.Marks.Note(new Change(eventId, after.Revision));
            if (after is null)
                Forget(eventId);
            if (before is not null && after is not null && !ReferenceEquals(before, after))
                updates.Writer.TryWrite(eventId);
            return after;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<Timeline?> LoadAsync(Guid eventId, Timeline? before, CancellationToken cancellation)
    {
        LiveEvent? liveEvent;
        IReadOnlyList<Entry> changed;
        IReadOnlyList<Entry> keyEvents;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        await using (await db.BeginSnapshotAsync(cancellation))
        {
            liveEvent = await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Id == eventId, cancellation);
            if (liveEvent is null)
                return null;
            if (before is not null && before.Epoch == liveEvent.Epoch && before.Revision == liveEvent.Revision)
                return before;
            if (before is not null && (before.Epoch != liveEvent.Epoch || before.Revision > liveEvent.Revision))
                before = null;
            changed = await db.ChangedSinceAsync(eventId, before?.Revision ?? 0, Timeline.Window, cancellation);
            keyEvents = await db.KeyEventsAsync(eventId, cancellation);
        }

        var rendered = new List<EntryChange>(changed.Count);
        foreach (var entry in changed.Reverse())
            rendered.Add(await RenderAsync(liveEvent, entry));
        var ids = rendered.Select(entry => entry.Id).ToHashSet();
        var kept = (before?.Entries ?? []).Where(entry => !ids.Contains(entry.Id));
        var all = kept.Concat(rendered).ToImmutableArray();
        var floor = before?.Floor ?? 0;
        // Full: older changes may be missing, and with what is cut off now they are.
        if (changed.Count == Timeline.Window)
            floor = Math.Max(floor, changed[^1].Revision - 1);
        if (all.Length > Timeline.Window)
        {
            floor = Math.Max(floor, all[^(Timeline.Window + 1)].Revision);
            all = all[^Timeline.Window..];
        }
        return new Timeline
        {
            EventId = eventId,
            Slug = liveEvent.Slug,
            Epoch = liveEvent.Epoch,
            Revision = liveEvent.Revision,
            Floor = floor,
            Status = liveEvent.Status,
            Event = new EventChanges(
                liveEvent.Title, liveEvent.ShownStatus.ToString().ToLowerInvariant(), liveEvent.HeaderRevision, await renderer.PartsAsync(liveEvent, keyEvents)),
            Entries = all,
        };
    }

    private async Task<EntryChange> RenderAsync(LiveEvent liveEvent, Entry entry) => entry.Status == EntryStatus.Published
        ? new EntryChange
        {
            Id = entry.Id,
            Revision = entry.Revision,
            At = liveEvent.Local(entry.PublishedAt),
            Position = entry.Position,
            Pinned = entry.IsPinned,
            Rank = entry.IsPinned ? entry.PinRank : null,
            Html = await renderer.EntryAsync(liveEvent, entry),
        }
        : new EntryChange { Id = entry.Id, Revision = entry.Revision, Gone = true };

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public Timeline? Current { get; set; }

        // What had been heard of changes before Current was read. Written after it and read before it: beside an older picture it
        // would say too much.
        public long Mark;

        // The last load that failed, and when, if none has ended well since.
        public (int Number, ExceptionDispatchInfo Reason)? Failure { get; set; }

        public long? FailedAt { get; set; }

        // The number of the last load that began, and of the last that ended well.
        public int Begun;

        public int Ended { get; set; }

        public long LastAsked { get; set; }
    }
}
