using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Live;
using LiveBlog.Core.Topics;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Events;

/// <summary>The commands that change an event itself.</summary>
public sealed class EventWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Creates an event.</summary>
    /// <exception cref="Refused">A rule is broken, or the address is taken (the exception then carries the other event).</exception>
    public async Task<LiveEvent> CreateAsync(EventInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var authors = await db.AuthorsAsync(input.Authors, cancellation);
        var created = LiveEvent.Create(input, topic, clock.GetUtcNow(), authors);
        if (await db.FindEventIdAsync(created.Slug, cancellation) is not null)
            throw Taken(created.Slug);
        await using var change = await EventChange.BeginAsync(db, signal, LiveEvent.WireId, cancellation);
        db.Events.Add(created);
        try
        {
            await WireWriter.ShowAsync(change, db, created, clock.GetUtcNow(), cancellation);
            await change.CommitAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the address in this moment?
            await using var again = await contexts.CreateDbContextAsync(cancellation);
            if (await again.FindEventIdAsync(created.Slug, cancellation) is not null)
                throw Taken(created.Slug);
            throw;
        }
        return created;
    }

    /// <summary>Edits an event: texts, status, times, dossier. Safe to repeat.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="headerRevision">The <see cref="LiveEvent.HeaderRevision"/> the edit started from; null to change whatever stands.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, or somebody changed it first (the exception then carries the event).</exception>
    public async Task<LiveEvent> EditAsync(
        string slug, long? headerRevision, EventInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var edited = change.Event;
        await db.Entry(edited).Reference(e => e.Topic).LoadAsync(cancellation);
        await db.Entry(edited).Collection(e => e.Authors).LoadAsync(cancellation);
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var authors = await db.AuthorsAsync(input.Authors, cancellation);
        if (!edited.Apply(input, topic, clock.GetUtcNow(), authors))
            return edited;
        if (headerRevision is { } started && started != edited.HeaderRevision)
        {
            await using var other = await contexts.CreateDbContextAsync(cancellation);
            var current = await other.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == edited.Id, cancellation);
            throw new Refused(RefusalKind.Conflict, "event-stale", "headerRevision",
                $"Somebody else changed the event meanwhile: compare the texts and save again.", current);
        }
        edited.Stamp(clock.GetUtcNow());
        await WireWriter.ShowAsync(change, db, edited, clock.GetUtcNow(), cancellation);
        await change.CommitAsync(cancellation);
        return edited;
    }

    /// <summary>The scheduled events whose start has come.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Events.Where(e => e.Status == EventStatus.Scheduled && e.StartedAt <= now).Select(e => e.Id).ToListAsync(cancellation);
    }

    /// <summary>Sets a scheduled event live if its start has come. Several nodes may try at once.</summary>
    public async Task StartAsync(Guid eventId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, eventId, cancellation);
        var now = clock.GetUtcNow();
        // Another node was faster, or an editor moved the start.
        var started = change.Event;
        if (started.Status != EventStatus.Scheduled || started.StartedAt > now.UtcDateTime)
            return;
        await db.Entry(started).Collection(e => e.Authors).LoadAsync(cancellation);
        started.Apply(new EventInput { Status = EventStatus.Live, StartedAt = started.StartedAt }, null, now);
        started.Stamp(now);
        await WireWriter.ShowAsync(change, db, started, now, cancellation);
        await change.CommitAsync(cancellation);
    }

    /// <summary>After a backup was restored: sends every open page back to the server.</summary>
    public async Task RenewEpochsAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var id in await db.Events.Select(e => e.Id).ToListAsync(cancellation))
        {
            await using var change = await EventChange.BeginAsync(db, signal, id, cancellation);
            change.Event.RenewEpoch();
            await change.CommitAsync(cancellation);
        }
    }

    internal static Refused Taken(string slug) => new(RefusalKind.Conflict, "slug-taken", "slug",
        $"There is an event at /live/{slug} already: choose another address.");
}
