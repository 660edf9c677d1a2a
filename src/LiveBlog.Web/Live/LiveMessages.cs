using System.Collections.Concurrent;
using System.Text.Json;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Live;

/// <summary>What can be told of one timeline, each message made once. Thrown away with it when the event changes.</summary>
public sealed class LiveMessages(Timeline timeline, JsonSerializerOptions json)
{
    // Readers are at one of the last revisions, or all at the same after a cut; who is elsewhere gets a message of their own.
    private const int MostKept = 32;
    private const long Reload = -1;

    private readonly ConcurrentDictionary<long, Outgoing> since = new();
    private Outgoing? head;

    /// <summary>The state they lead to.</summary>
    public Timeline Timeline => timeline;

    /// <summary>What changed after a revision.</summary>
    public Outgoing Since(string epoch, long revision)
    {
        var key = timeline.Reaches(epoch, revision) ? revision : Reload;
        if (since.TryGetValue(key, out var known))
            return known;
        var made = Outgoing.Changes(timeline.Since(epoch, revision), json);
        return since.Count < MostKept ? since.GetOrAdd(key, made) : made;
    }

    /// <summary>The head.</summary>
    public Outgoing Head => head ??= Outgoing.Head(timeline.Epoch, timeline.Revision, json);
}
