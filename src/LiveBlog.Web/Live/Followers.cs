using System.Collections.Concurrent;
using LiveBlog.Core.Live;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Live;

/// <summary>
/// The connections of this node that follow events, and how many of them are readers': not of who is signed in at the desk.
/// </summary>
public sealed class Followers(TimelineStore timelines, IOptions<JsonOptions> json)
{
    private readonly ConcurrentDictionary<Guid, Audience> audiences = new();

    /// <summary>A connection begins to follow an event.</summary>
    /// <param name="follower">The connection.</param>
    /// <param name="timeline">The event.</param>
    /// <param name="at">What it has; by default its caller tells it the present state, and it is told what comes after that.</param>
    /// <returns>The present state.</returns>
    public LiveMessages Join(Follower follower, Timeline timeline, (string Epoch, long Revision)? at = null)
    {
        while (true)
        {
            var audience = audiences.GetOrAdd(timeline.EventId, _ => new Audience(timelines, timeline, json.Value.SerializerOptions));
            // It may go while it joins.
            lock (follower)
            {
                if (follower.IsGone || Follows(follower, timeline.EventId))
                    return audience.Refresh();
                if (audience.Join(follower, at) is not { } following)
                    continue;
                follower.Add(following);
                return audience.Messages;
            }
        }
    }

    /// <summary>Whether that connection follows the event.</summary>
    public static bool Follows(Follower follower, Guid eventId) => follower.Followed.Any(known => known.Audience.EventId == eventId);

    /// <summary>A connection follows nothing any more.</summary>
    public void Leave(Follower follower)
    {
        follower.Close();
        lock (follower)
        {
            foreach (var following in follower.Followed)
            {
                if (following.Audience.Leave(following))
                    audiences.TryRemove(new KeyValuePair<Guid, Audience>(following.Audience.EventId, following.Audience));
            }
            follower.Clear();
        }
    }

    /// <summary>An event changed: whoever follows it is told.</summary>
    public Task TellAsync(Guid eventId) => audiences.TryGetValue(eventId, out var audience) ? audience.TellAsync() : Task.CompletedTask;

    /// <summary>Gives a share of all connections a sign of life.</summary>
    public async Task BeatAsync(int part, int parts)
    {
        var now = Environment.TickCount64;
        foreach (var (_, audience) in audiences)
            await audience.BeatAsync(part, parts, now);
    }

    /// <summary>How many readers follow the event.</summary>
    public int Readers(Guid eventId) => audiences.TryGetValue(eventId, out var audience) ? audience.Readers : 0;

    /// <summary>The events that readers follow.</summary>
    public IEnumerable<Guid> Followed => audiences.Where(one => one.Value.Readers > 0).Select(one => one.Key);

    /// <summary>Whether any connection follows the event.</summary>
    public bool HasAny(Guid eventId) => audiences.ContainsKey(eventId);
}
