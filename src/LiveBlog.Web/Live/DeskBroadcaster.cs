using LiveBlog.Core.Desk;
using LiveBlog.Core.Live;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Web.Live;

/// <summary>
/// Tells the open pages of desks what changed there, on whichever node; and keeps this node's tabs in the list of who is there.
/// </summary>
public sealed class DeskBroadcaster(
    ChangeSignal signal, DeskTabs tabs, PresenceWriter presences, SignedInCache signedIn, IHubContext<DeskHub, IDeskClient> hub, TimeProvider clock,
    ILogger<DeskBroadcaster> log) : SteadyService("The desk could not be told of a change", log)
{
    /// <summary>How often this node says that its tabs are open; <see cref="PresenceWriter.Silence"/> is three times that.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    // Rights may change: whoever is still allowed comes back at once, and nobody notices.
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, string> told = [];
    private readonly SemaphoreSlim telling = new(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await await Task.WhenAny(ListenAsync(stoppingToken), BeatAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken stopping)
    {
        await foreach (var change in signal.ListenAtDeskAsync(stopping))
        {
            if (change.Part is DeskPart.Accounts or DeskPart.All)
                signedIn.Forget();
            if (change.Part == DeskPart.Accounts)
                continue;
            foreach (var eventId in Joined().Where(eventId => change.EventId == Guid.Empty || change.EventId == eventId))
            {
                if (change.Part != DeskPart.People)
                    Send(hub.Clients.Group(DeskTabs.Group(eventId)).Changed(change.Part));
                if (change.Part is DeskPart.People or DeskPart.All)
                    await TryAsync(() => TellPeopleAsync(eventId, stopping), stopping);
            }
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat);
        var heart = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var (tab, at) in tabs.TakeClosed())
                await TryAsync(() => presences.LeaveAsync(tab.EventId, tab.TabId, at, stopping), stopping);
            if (clock.GetElapsedTime(heart) >= Heartbeat)
            {
                heart = clock.GetTimestamp();
                await TryAsync(() => HeartbeatAsync(stopping), stopping);
            }
            // Also who fell silent, and whatever a signal lost.
            foreach (var eventId in Joined())
                await TryAsync(() => TellPeopleAsync(eventId, stopping), stopping);
        }
    }

    private async Task HeartbeatAsync(CancellationToken stopping)
    {
        var open = tabs.Open;
        foreach (var old in open.Where(tab => clock.GetElapsedTime(tab.JoinedAt) > LongestConnection))
            old.Connection.Abort();
        if (open.Count == 0)
            return;
        foreach (var lost in await presences.SeenAsync([.. open.Select(tab => tab.TabId).Distinct()], stopping))
        {
            if (open.FirstOrDefault(tab => tab.TabId == lost) is { } tab)
                await presences.SetAsync(tab.Slug, tab.TabId, tab.Actor, tab.Doing, tab.EntryId, stopping);
        }
    }

    private async Task TellPeopleAsync(Guid eventId, CancellationToken stopping)
    {
        await telling.WaitAsync(stopping);
        try
        {
            var people = await presences.PeopleAsync(eventId, stopping);
            var said = string.Join('\n', people.Select(person => $"{person with { EntryIds = [] }} {string.Join(' ', person.EntryIds)}"));
            if (told.GetValueOrDefault(eventId) == said)
                return;
            told[eventId] = said;
            foreach (var left in told.Keys.Except(Joined()).ToList())
                told.Remove(left);
            Send(hub.Clients.Group(DeskTabs.Group(eventId)).People(people));
        }
        finally
        {
            telling.Release();
        }
    }

    private IReadOnlyList<Guid> Joined() => [.. tabs.Open.Select(tab => tab.EventId).Distinct()];
}
