using LiveBlog.Core;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>
/// The hub <c>/hubs/desk</c>: the pages of an event's desk tell who is there and what they do, and are told when to ask anew
/// (docs/desk.md). One connection is one tab at one event.
/// </summary>
public sealed class DeskHub(PresenceWriter presences, DeskTabs tabs, TimeProvider clock) : Hub<IDeskClient>
{
    /// <summary>Comes to an event's desk and answers who is there.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="tabId">The tab's id, a UUID of version 7 made by the page; the same after reconnecting.</param>
    /// <exception cref="HubException">The code of a refusal, such as <c>contributor-needed</c> for whoever has no part in the event.</exception>
    public async Task<IReadOnlyList<Person>> Join(string slug, Guid tabId)
    {
        var earlier = tabs.Find(Context.ConnectionId);
        if (earlier is not null && earlier.Slug != slug)
            throw new HubException("joined-another");
        var eventId = await SetAsync(slug, tabId, earlier?.Doing ?? Core.Desk.Doing.Here, earlier?.EntryId);
        await Groups.AddToGroupAsync(Context.ConnectionId, DeskTabs.Group(eventId));
        return await presences.PeopleAsync(eventId, Context.ConnectionAborted);
    }

    /// <summary>Says what is done in the tab.</summary>
    /// <exception cref="HubException">As <see cref="Join"/>; or <c>not-joined</c>.</exception>
    public async Task Doing(string slug, Guid tabId, Doing doing, Guid? entryId)
    {
        if (tabs.Find(Context.ConnectionId) is not { } tab || tab.Slug != slug || tab.TabId != tabId)
            throw new HubException("not-joined");
        if (tab.Doing != doing || tab.EntryId != entryId)
            await SetAsync(slug, tabId, doing, entryId);
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        tabs.Closed(Context.ConnectionId);
        return Task.CompletedTask;
    }

    private async Task<Guid> SetAsync(string slug, Guid tabId, Doing doing, Guid? entryId)
    {
        if (slug is null || tabId == Guid.Empty || !Enum.IsDefined(doing))
            throw new HubException("bad-question");
        var actor = Context.User!.Actor();
        try
        {
            var eventId = await presences.SetAsync(slug, tabId, actor, doing, entryId, Context.ConnectionAborted);
            var joinedAt = tabs.Find(Context.ConnectionId)?.JoinedAt ?? clock.GetTimestamp();
            tabs.Set(new DeskTab(Context, tabId, eventId, slug, actor, doing, entryId, joinedAt));
            // It may have gone meanwhile, and OnDisconnectedAsync before this was noted.
            if (Context.ConnectionAborted.IsCancellationRequested)
                tabs.Closed(Context.ConnectionId);
            return eventId;
        }
        catch (Refused refused)
        {
            throw new HubException(refused.Code);
        }
    }
}
