using System.Collections.Concurrent;
using System.Diagnostics;

namespace LiveBlog.Benchmarks.Load;

/// <summary>What was changed when, and how late those who poll heard of it.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<long, long> sentAt = new();
    private readonly ConcurrentDictionary<Guid, long> withdrawnAt = new();
    private readonly List<double> delays = [];
    private double shownFor;
    private long bytes;
    private int answers;
    private int failures;
    private int reloads;

    /// <summary>From sending to arrival, in seconds, in order; one of each reader and change.</summary>
    public double[] Delays => [.. delays.Order()];

    /// <summary>For how many seconds after its withdrawal, at most, somebody who asked was still shown an entry.</summary>
    public double ShownFor => shownFor;

    /// <summary>How long the bodies were that readers were sent, compressed, in bytes.</summary>
    public long Bytes => bytes;

    /// <summary>How many questions were answered.</summary>
    public int Answers => answers;

    /// <summary>How many questions were not answered as they should be.</summary>
    public int Failures => failures;

    /// <summary>How many readers were told to load the page anew.</summary>
    public int Reloads => reloads;

    /// <summary>The change that makes this revision is sent now.</summary>
    public void Sending(long revision) => sentAt[revision] = Stopwatch.GetTimestamp();

    /// <summary>The server has said that it is withdrawn.</summary>
    public void Withdrawn(Guid entry) => withdrawnAt[entry] = Stopwatch.GetTimestamp();

    /// <summary>A reader has got on from a revision to another.</summary>
    public void Moved(long from, long to)
    {
        lock (delays)
        {
            for (var revision = from + 1; revision <= to; revision++)
            {
                if (sentAt.TryGetValue(revision, out var at))
                    delays.Add(Stopwatch.GetElapsedTime(at).TotalSeconds);
            }
        }
    }

    /// <summary>An answer came.</summary>
    /// <param name="length">Its body, in bytes.</param>
    public void Answered(int length)
    {
        Interlocked.Add(ref bytes, length);
        Interlocked.Increment(ref answers);
    }

    /// <summary>Who asked then was shown these entries.</summary>
    public void Shown(IEnumerable<Guid> entries, long askedAt)
    {
        foreach (var entry in withdrawnAt.IsEmpty ? [] : entries)
        {
            if (!withdrawnAt.TryGetValue(entry, out var at) || askedAt <= at)
                continue;
            lock (withdrawnAt)
                shownFor = Math.Max(shownFor, Stopwatch.GetElapsedTime(at, askedAt).TotalSeconds);
        }
    }

    public void Failed() => Interlocked.Increment(ref failures);

    public void Reloaded() => Interlocked.Increment(ref reloads);
}
