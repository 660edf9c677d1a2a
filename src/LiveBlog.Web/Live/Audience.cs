using System.Buffers;
using System.Text.Json;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Live;

/// <summary>All connections of this node that follow one event, and what they are told.</summary>
public sealed class Audience(TimelineStore timelines, Timeline first, JsonSerializerOptions json)
{
    // A change in a quiet event goes out at once; what follows within this time, in milliseconds, goes out together.
    private const int Burst = 50;

    // Of those who are told, then whoever asks something has a turn, such as an editor who posts: else that waits until all are told.
    private const int AtOnce = 16;

    private readonly Lock gate = new();
    private readonly List<Following> all = [];
    private volatile LiveMessages messages = new(first, json);
    private int readers;
    private bool closed;
    private bool telling;
    private bool more;
    private long toldAt = -Burst;

    /// <summary>The event.</summary>
    public Guid EventId { get; } = first.EventId;

    /// <summary>What they are told now.</summary>
    public LiveMessages Messages => messages;

    /// <summary>How many of them are readers.</summary>
    public int Readers => readers;

    /// <summary>Someone joins. Null if this audience was given up: there is another one, or will be.</summary>
    /// <param name="follower">The connection.</param>
    /// <param name="at">What it has, as far as that is known; by default it is told the present state another way.</param>
    public Following? Join(Follower follower, (string Epoch, long Revision)? at)
    {
        lock (gate)
        {
            if (closed)
                return null;
            Look();
            var now = messages.Timeline;
            var following = new Following(follower, this, at?.Epoch ?? now.Epoch, at?.Revision ?? now.Revision) { Index = all.Count };
            all.Add(following);
            if (follower.IsReader)
                readers++;
            return following;
        }
    }

    /// <summary>Someone leaves.</summary>
    /// <returns>Whether nobody is left: the audience is then given up.</returns>
    public bool Leave(Following following)
    {
        lock (gate)
        {
            var last = all[^1];
            all[following.Index] = last;
            last.Index = following.Index;
            all.RemoveAt(all.Count - 1);
            if (following.Follower.IsReader)
                readers--;
            return closed = all.Count == 0;
        }
    }

    /// <summary>Takes in the event's present state without telling anybody yet.</summary>
    public LiveMessages Refresh()
    {
        lock (gate)
        {
            Look();
            return messages;
        }
    }

    /// <summary>
    /// The event changed: everybody is told, at once or a moment later together with what follows. Ends when all were told, or at once
    /// where they are being told already: what changes meanwhile is told to all afterwards.
    /// </summary>
    public Task TellAsync()
    {
        lock (gate)
        {
            more = true;
            if (telling)
                return Task.CompletedTask;
            telling = true;
        }
        return TellAllAsync();
    }

    /// <summary>The share of them whose turn it is gets a sign of life: all at once would make the next change wait.</summary>
    public Task BeatAsync(int part, int parts, long now) => EachAsync(part, parts, following =>
    {
        // Who follows several events has one connection.
        if (following.Follower.Followed is [var one, ..] && one == following)
            following.Follower.Beat(now);
    });

    private async Task TellAllAsync()
    {
        try
        {
            do
            {
                if ((int)(toldAt + Burst - Environment.TickCount64) is > 0 and var waitMs)
                    await Task.Delay(waitMs);
                toldAt = Environment.TickCount64;
                lock (gate)
                {
                    more = false;
                    Look();
                }
                await EachAsync(0, 1, following => following.Follower.Update());
            }
            while (IsMore());
        }
        catch
        {
            lock (gate)
                telling = false;
            throw;
        }
    }

    private bool IsMore()
    {
        lock (gate)
            return telling = more;
    }

    private async Task EachAsync(int part, int parts, Action<Following> act)
    {
        using var some = Some(part, parts);
        for (var i = 0; i < some.Count; i++)
        {
            act(some[i]);
            if (i % AtOnce == AtOnce - 1)
                await Task.Yield();
        }
    }

    // Timelines are replaced whole, so the one held now is the latest; looked for under the lock, it never goes back.
    private void Look()
    {
        if (timelines.Held(EventId) is { } held && held != messages.Timeline)
            messages = new LiveMessages(held, json);
    }

    // Nobody who joins or leaves waits for those who are told.
    private Share Some(int part, int parts)
    {
        lock (gate)
        {
            var share = ArrayPool<Following>.Shared.Rent(Math.Max(1, all.Count / parts + 1));
            var count = 0;
            for (var i = part; i < all.Count; i += parts)
                share[count++] = all[i];
            return new Share(share, count);
        }
    }

    private readonly struct Share(Following[] share, int count) : IDisposable
    {
        public int Count => count;

        public Following this[int index] => share[index];

        public void Dispose() => ArrayPool<Following>.Shared.Return(share, clearArray: true);
    }
}
