using System.Collections.Concurrent;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Desk;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>An open page of an event's desk, and what is done there.</summary>
/// <param name="Connection">Its connection.</param>
/// <param name="TabId">The browser's tab.</param>
/// <param name="EventId">The event.</param>
/// <param name="Slug">The event's address when the page joined.</param>
/// <param name="Actor">Who.</param>
/// <param name="Doing">What they do.</param>
/// <param name="EntryId">The entry they edit, or null.</param>
/// <param name="JoinedAt">When, as <see cref="TimeProvider.GetTimestamp"/> counts.</param>
public sealed record DeskTab(
    HubCallerContext Connection, Guid TabId, Guid EventId, string Slug, Actor Actor, Doing Doing, Guid? EntryId, long JoinedAt);

/// <summary>The pages of desks that are connected to this node.</summary>
public sealed class DeskTabs(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DeskTab> open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(DeskTab Tab, DateTime At)> closed = new();

    /// <summary>The SignalR group of an event's desk.</summary>
    public static string Group(Guid eventId) => $"desk-{eventId:n}";

    /// <summary>All of them.</summary>
    public ICollection<DeskTab> Open => open.Values;

    /// <summary>The page of that connection, or null before it joined.</summary>
    public DeskTab? Find(string connectionId) => open.GetValueOrDefault(connectionId);

    /// <summary>The connection's page joined, or does something else now.</summary>
    public void Set(DeskTab tab) => open[tab.Connection.ConnectionId] = tab;

    /// <summary>The connection is gone. Its tab may come back in a moment with another.</summary>
    public void Closed(string connectionId)
    {
        if (open.TryRemove(connectionId, out var tab))
            closed.Enqueue((tab, clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>The tabs that were closed since this was last asked, and when, UTC, and that did not come back to this node.</summary>
    public IReadOnlyList<(DeskTab Tab, DateTime At)> TakeClosed()
    {
        var gone = new List<(DeskTab Tab, DateTime At)>();
        while (closed.TryDequeue(out var one))
            gone.Add(one);
        var still = Open.Select(tab => tab.TabId).ToHashSet();
        return [.. gone.Where(one => !still.Contains(one.Tab.TabId))];
    }
}
