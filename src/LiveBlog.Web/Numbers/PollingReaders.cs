using System.Collections.Concurrent;
using LiveBlog.Web.Setup;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Numbers;

/// <summary>
/// How many readers of each event poll, estimated from how often they ask: whoever asks every five seconds asks twelve times a
/// minute. Nothing is known of any of them.
/// </summary>
public sealed class PollingReaders(TimeProvider clock, IOptions<LiveOptions> options)
{
    private const int Slots = 12;
    private const int SlotSeconds = 5;

    // Few, so that an answer seldom changes because of its interval alone; milliseconds.
    private static readonly int[] Intervals = [5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 40_000, 60_000];

    private readonly ConcurrentDictionary<Guid, Minute> minutes = new();

    private volatile Pace pace = new(-1, 0);

    /// <summary>
    /// When those who poll are to ask again, in milliseconds: as the event wants it, or later where so many poll this node that
    /// it would be asked more than <see cref="LiveOptions.PollsPerSecond"/> times a second; at most once a minute.
    /// </summary>
    public int Interval(int wantedMs)
    {
        var slot = Slot();
        if (pace.Slot != slot)
        {
            var needed = 1000.0 * Events().Sum(Count) / options.Value.PollsPerSecond;
            pace = new Pace(slot, Intervals.FirstOrDefault(interval => interval >= needed, Intervals[^1]));
        }
        return Math.Max(wantedMs, pace.IntervalMs);
    }

    /// <summary>Somebody asked, who will ask again after so many milliseconds.</summary>
    public void Asked(Guid eventId, int pollAfterMs) => minutes.GetOrAdd(eventId, _ => new Minute()).Add(Slot(), pollAfterMs);

    /// <summary>How many there are, by the questions of the last minute.</summary>
    public int Count(Guid eventId) =>
        minutes.TryGetValue(eventId, out var minute) ? (int)Math.Round(minute.Sum(Slot()) / 60_000.0, MidpointRounding.AwayFromZero) : 0;

    /// <summary>The events somebody polled in the last minute; forgets the others.</summary>
    public IReadOnlyList<Guid> Events()
    {
        var now = Slot();
        foreach (var (eventId, minute) in minutes)
        {
            if (minute.Sum(now) == 0)
                minutes.TryRemove(eventId, out _);
        }
        return [.. minutes.Keys];
    }

    private long Slot() => clock.GetUtcNow().ToUnixTimeSeconds() / SlotSeconds;

    private sealed record Pace(long Slot, int IntervalMs);

    private sealed class Minute
    {
        private readonly Lock gate = new();
        private readonly long[] sums = new long[Slots];
        private long last;

        public void Add(long slot, int ms)
        {
            lock (gate)
            {
                Forget(slot);
                sums[slot % Slots] += ms;
            }
        }

        public long Sum(long slot)
        {
            lock (gate)
            {
                Forget(slot);
                return sums.Sum();
            }
        }

        private void Forget(long slot)
        {
            for (var gone = Math.Max(last + 1, slot - Slots + 1); gone <= slot; gone++)
                sums[gone % Slots] = 0;
            last = Math.Max(last, slot);
        }
    }
}
