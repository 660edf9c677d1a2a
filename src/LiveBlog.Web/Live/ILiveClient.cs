namespace LiveBlog.Web.Live;

/// <summary>What the hub sends to a reader's page (docs/protocol.md).</summary>
public interface ILiveClient
{
    /// <summary>The event changed.</summary>
    Task Changes(JsonBytes message);

    /// <summary>The event's head, every few seconds: whoever is behind has missed something and asks.</summary>
    Task Head(string epoch, long revision);

    /// <summary>The node is about to stop: the page follows on another, and then leaves this one.</summary>
    Task Moving();
}
