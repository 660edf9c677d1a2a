using System.Collections.Concurrent;

namespace LiveBlog.Web.Live;

/// <summary>How many connections of this node follow each event.</summary>
public sealed class Followers
{
    private readonly ConcurrentDictionary<Guid, int> counts = new();

    /// <summary>The SignalR group of an event.</summary>
    public static string Group(Guid eventId) => eventId.ToString("n");

    /// <summary>A connection began to follow the event.</summary>
    public void Joined(Guid eventId) => counts.AddOrUpdate(eventId, 1, (_, count) => count + 1);

    /// <summary>A connection ceased to.</summary>
    public void Left(Guid eventId)
    {
        var left = counts.AddOrUpdate(eventId, 0, (_, count) => count - 1);
        if (left <= 0)
            counts.TryRemove(new KeyValuePair<Guid, int>(eventId, left));
    }

    /// <summary>Whether any connection follows the event.</summary>
    public bool HasAny(Guid eventId) => counts.ContainsKey(eventId);
}
