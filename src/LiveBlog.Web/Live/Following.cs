using LiveBlog.Core.Live;

namespace LiveBlog.Web.Live;

/// <summary>That a connection follows an event, and how far it was told. Only who writes to the connection moves it on.</summary>
public sealed class Following(Follower follower, Audience audience, string epoch, long revision)
{
    private string epoch = epoch;
    private long revision = revision;

    /// <summary>The connection.</summary>
    public Follower Follower => follower;

    /// <summary>All who follow the event here.</summary>
    public Audience Audience => audience;

    /// <summary>Its place among them.</summary>
    internal int Index { get; set; }

    /// <summary>The event's head.</summary>
    internal Outgoing Head => audience.Messages.Head;

    /// <summary>What it lacks, taken for told; null when it has all.</summary>
    internal Outgoing? Next()
    {
        var messages = audience.Messages;
        Timeline timeline = messages.Timeline;
        if (revision == timeline.Revision && epoch == timeline.Epoch)
            return null;
        var outgoing = messages.Since(epoch, revision);
        (epoch, revision) = (timeline.Epoch, timeline.Revision);
        return outgoing;
    }
}
