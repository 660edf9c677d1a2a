using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Desk;

/// <summary>Keeps who is at an event's desk, for all nodes to see. It only tells; nobody is kept from anything by it.</summary>
public sealed class PresenceWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>A tab that was not heard of for so long is gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Says what a tab does. Its first word also says that it is there.</summary>
    /// <exception cref="Refused">There is no such event, the actor has no part in it, or the tab is somebody else's.</exception>
    public async Task<Guid> SetAsync(string slug, Guid tabId, Actor actor, Doing doing, Guid? entryId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Contributor, cancellation);
        await SetAsync(db, eventId, tabId, actor, doing, entryId, cancellation);
        await TellAsync(db, eventId, cancellation);
        return eventId;
    }

    /// <summary>These tabs are still open. Answers those that are not known any more and have to be said anew.</summary>
    public async Task<IReadOnlyList<Guid>> SeenAsync(IReadOnlyCollection<Guid> tabs, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = Input.Instant(clock.GetUtcNow());
        var seen = await db.Presences.Where(p => tabs.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, now), cancellation);
        if (seen == tabs.Count)
            return [];
        var known = await db.Presences.Where(p => tabs.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancellation);
        return [.. tabs.Except(known)];
    }

    /// <summary>The tab was closed at that time, UTC. Was it heard of since, it has come back to another node.</summary>
    public async Task LeaveAsync(Guid eventId, Guid tabId, DateTime at, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Presences.Where(p => p.Id == tabId && p.EventId == eventId && p.SeenAt <= at).ExecuteDeleteAsync(cancellation) > 0)
            await TellAsync(db, eventId, cancellation);
    }

    /// <summary>Who is at the event's desk now.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(Guid eventId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var from = Input.Instant(clock.GetUtcNow()) - Silence;
        var tabs = await db.Presences.AsNoTracking().Where(p => p.EventId == eventId && p.SeenAt > from).ToListAsync(cancellation);
        return Person.Of(tabs);
    }

    private async Task SetAsync(
        LiveBlogContext db, Guid eventId, Guid tabId, Actor actor, Doing doing, Guid? entryId, CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        var edited = doing == Doing.Editing ? entryId : null;
        Task<int> UpdateAsync() => db.Presences.Where(p => p.Id == tabId && p.ActorKey == actor.Key).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.EventId, eventId).SetProperty(p => p.Doing, doing)
                .SetProperty(p => p.EntryId, edited).SetProperty(p => p.SeenAt, now),
            cancellation);
        if (await UpdateAsync() > 0)
            return;
        db.Presences.Add(new Presence
        {
            Id = tabId,
            EventId = eventId,
            ActorKey = actor.Key,
            Name = actor.Name,
            Doing = doing,
            EntryId = edited,
            SeenAt = now,
        });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Said twice at the same moment; else the id is another one's.
            db.ChangeTracker.Clear();
            if (await UpdateAsync() == 0)
                throw new Refused(RefusalKind.Forbidden, "tab-taken", "tabId", $"This tab's id is somebody else's: load the page anew.");
        }
    }

    // What is lost here, the next look finds.
    private async Task TellAsync(LiveBlogContext db, Guid eventId, CancellationToken cancellation)
    {
        var change = new DeskChange(eventId, DeskPart.People);
        await signal.AnnounceAsync(db, change, cancellation);
        signal.Committed(change);
    }
}
