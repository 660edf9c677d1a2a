using LiveBlog.Web.Live;

namespace LiveBlog.Web.Numbers;

/// <summary>How many readers of an event this node serves: those who follow, and those who poll.</summary>
public sealed class ReaderCount(Followers followers, PollingReaders polling)
{
    /// <summary>What this node is called in the samples: no two that run at once have the same.</summary>
    public string Node { get; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>How many there are now.</summary>
    public int Of(Guid eventId) => followers.Readers(eventId) + polling.Count(eventId);

    /// <summary>The events that have any.</summary>
    public IReadOnlyDictionary<Guid, int> All() => followers.Followed.Union(polling.Events())
        .Select(eventId => (eventId, Count: Of(eventId))).Where(one => one.Count > 0).ToDictionary(one => one.eventId, one => one.Count);
}
