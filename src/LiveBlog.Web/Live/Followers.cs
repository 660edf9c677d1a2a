using System.Collections.Concurrent;

namespace LiveBlog.Web.Live;

/// <summary>How many connections of this node follow each event, and how many of them are readers': not of who is signed in at the desk.</summary>
public sealed class Followers
{
    private readonly ConcurrentDictionary<Guid, int> counts = new();
    private readonly ConcurrentDictionary<Guid, int> readers = new();

    /// <summary>The SignalR group of an event.</summary>
    public static string Group(Guid eventId) => eventId.ToString("n");

    /// <summary>A connection began to follow the event.</summary>
    public void Joined(Guid eventId, bool isReader)
    {
        counts.AddOrUpdate(eventId, 1, (_, count) => count + 1);
        if (isReader)
            readers.AddOrUpdate(eventId, 1, (_, count) => count + 1);
    }

    /// <summary>A connection ceased to.</summary>
    public void Left(Guid eventId, bool isReader)
    {
        Less(counts, eventId);
        if (isReader)
            Less(readers, eventId);
    }

    /// <summary>How many readers follow the event.</summary>
    public int Readers(Guid eventId) => readers.GetValueOrDefault(eventId);

    /// <summary>The events that readers follow.</summary>
    public ICollection<Guid> Followed => readers.Keys;

    /// <summary>Whether any connection follows the event.</summary>
    public bool HasAny(Guid eventId) => counts.ContainsKey(eventId);

    private static void Less(ConcurrentDictionary<Guid, int> counts, Guid eventId)
    {
        var left = counts.AddOrUpdate(eventId, 0, (_, count) => count - 1);
        if (left <= 0)
            counts.TryRemove(new KeyValuePair<Guid, int>(eventId, left));
    }
}
