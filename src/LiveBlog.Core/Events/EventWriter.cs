using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Live;
using LiveBlog.Core.Topics;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Events;

/// <summary>The commands that change an event itself. Each leaves its record in the audit log.</summary>
public sealed class EventWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    // So that a merge never keeps the writers of two events waiting for long.
    private const int MergedAtOnce = 50;

    private static readonly Actor Clock = new("LiveBlog", Role.Editor, "clock");

    /// <summary>Creates an event.</summary>
    /// <exception cref="Refused">A rule is broken, or the address is taken (the exception then carries the other event).</exception>
    public Task<LiveEvent> CreateAsync(EventInput input, Actor actor, CancellationToken cancellation) =>
        CreateAsync(input, null, actor, cancellation);

    /// <summary>
    /// Creates an event with the texts, photo, dossier, authors, language, zone, order and templates of another one, but none of its
    /// entries and nothing of what happened in it.
    /// </summary>
    /// <param name="slug">The other event.</param>
    /// <param name="title">The new one's title, from which its address is made.</param>
    /// <param name="startedAt">When coverage begins: an event is scheduled if that is ahead, and live if it is not or null.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, or the address is taken.</exception>
    public async Task<LiveEvent> DuplicateAsync(
        string slug, string? title, DateTimeOffset? startedAt, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await db.EventIdAsync(slug, cancellation);
        var source = await db.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == id, cancellation);
        var input = new EventInput
        {
            Title = title ?? "",
            Standfirst = source.Standfirst,
            Background = source.Background,
            Photo = source.Photo,
            Topic = source.Topic?.Name,
            Authors = [.. source.Authors.Select(author => author.Name)],
            Language = source.Language,
            TimeZone = source.TimeZone,
            DefaultOrder = source.DefaultOrder,
            StartedAt = startedAt,
            Status = startedAt > clock.GetUtcNow() ? EventStatus.Scheduled : EventStatus.Live,
        };
        return await CreateAsync(input, source, actor, cancellation);
    }

    /// <summary>Edits an event: texts, status, times, address, order, dossier. Safe to repeat.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="headerRevision">The <see cref="LiveEvent.HeaderRevision"/> the edit started from; null to change whatever stands.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, or somebody changed it first (the exception then carries the event).</exception>
    public async Task<LiveEvent> EditAsync(
        string slug, long? headerRevision, EventInput input, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var edited = change.Event;
        await db.MustBeAsync(actor, edited.Id, Role.Editor, cancellation);
        await db.Entry(edited).Reference(e => e.Topic).LoadAsync(cancellation);
        await db.Entry(edited).Collection(e => e.Authors).LoadAsync(cancellation);
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var authors = await db.AuthorsAsync(input.Authors, cancellation);
        var (now, status, address, said) = (clock.GetUtcNow(), edited.Status, edited.Slug, Said(edited));
        var wanted = input.Slug is null ? address : Slug.From(input.Slug);
        var changed = edited.Apply(input, topic, now, authors);
        if (!changed && wanted == address)
            return edited;
        if (headerRevision is { } started && started != edited.HeaderRevision)
        {
            await using var other = await contexts.CreateDbContextAsync(cancellation);
            var current = await other.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == edited.Id, cancellation);
            throw new Refused(RefusalKind.Conflict, "event-stale", "headerRevision",
                $"Somebody else changed the event meanwhile: compare the texts and save again.", current);
        }
        if (edited.Status == EventStatus.Archived && status != EventStatus.Archived)
            await CheckNothingWaitsAsync(db, edited, cancellation);
        Note(db, edited, status, said, actor, now);
        if (wanted != address)
        {
            await RenameAsync(db, edited, wanted, now, cancellation);
            db.AuditRecords.Add(Record(edited, actor, now, "event-renamed", $"{address} → {wanted}"));
        }
        edited.Stamp(now);
        await WireWriter.ShowAsync(change, db, edited, now, cancellation);
        await CommitAsync(change, wanted, edited.Id, cancellation);
        return edited;
    }

    /// <summary>
    /// Moves all entries of an event into another one, lets its addresses lead there and archives it. Done in steps, each of
    /// which leaves every entry on one page: one that was interrupted is finished by asking again. Safe to repeat.
    /// </summary>
    /// <param name="slug">The event that ceases.</param>
    /// <param name="into">The event that goes on.</param>
    /// <param name="actor">Who; must be an editor of both.</param>
    /// <param name="cancellation">Ends the attempt between two steps.</param>
    /// <returns>The event that goes on.</returns>
    /// <exception cref="Refused">A rule is broken.</exception>
    public async Task<LiveEvent> MergeAsync(string slug, string into, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (from, to) = (await db.EventIdAsync(slug, cancellation), await db.EventIdAsync(into, cancellation));
        if (from != to)
        {
            while (await MergeSomeAsync(from, to, actor, cancellation))
                cancellation.ThrowIfCancellationRequested();
        }
        else if (await db.Events.AnyAsync(e => e.Slug == slug, cancellation))
        {
            throw new Refused(RefusalKind.Invalid, "event-merge-self", "into", $"That is the same event: choose another one to merge it into.");
        }
        return await db.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == to, cancellation);
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
        db.AuditRecords.Add(Record(started, Clock, now, "event-started"));
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
        $"There is an event at /live/{slug} already, or there was: choose another address.");

    private async Task<LiveEvent> CreateAsync(EventInput input, LiveEvent? source, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var authors = await db.AuthorsAsync(input.Authors, cancellation);
        var created = LiveEvent.Create(input, topic, now, authors);
        if (await db.FindEventIdAsync(created.Slug, cancellation) is not null)
            throw Taken(created.Slug);
        await using var change = await EventChange.BeginAsync(db, signal, LiveEvent.WireId, cancellation);
        db.Events.Add(created);
        db.AuditRecords.Add(source is null
            ? Record(created, actor, now, "event-created")
            : Record(created, actor, now, "event-duplicated", source.Title));
        if (source is not null)
        {
            foreach (var template in await db.EntryTemplates.AsNoTracking().Where(t => t.EventId == source.Id).ToListAsync(cancellation))
            {
                db.EntryTemplates.Add(new EntryTemplate
                {
                    Id = Guid.CreateVersion7(now), EventId = created.Id, Name = template.Name, Headline = template.Headline, Body = template.Body,
                    IsKey = template.IsKey, IsBreaking = template.IsBreaking, IsOnWire = template.IsOnWire, Rank = template.Rank,
                    ChangedAt = Input.Instant(now),
                });
            }
        }
        await WireWriter.ShowAsync(change, db, created, now, cancellation);
        await CommitAsync(change, created.Slug, created.Id, cancellation);
        return created;
    }

    // Answers whether there is more to do.
    private async Task<bool> MergeSomeAsync(Guid from, Guid to, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, from, to, cancellation);
        await db.MustBeAsync(actor, from, Role.Editor, cancellation);
        await db.MustBeAsync(actor, to, Role.Editor, cancellation);
        var (source, target, now) = (change.Event, change.Other!, clock.GetUtcNow());
        source.MustBeOpen();
        target.MustBeOpen();
        var entries = await db.Entries.Include(e => e.Author).Where(e => e.EventId == from && e.Status != EntryStatus.Withdrawn)
            .OrderBy(e => e.Position).Take(MergedAtOnce).ToListAsync(cancellation);
        foreach (var entry in entries)
            await EntryWriter.MoveAsync(change, entry, actor, db, now, cancellation);
        if (entries.Count == 0)
        {
            var old = source.Slug;
            await db.Entry(source).Collection(e => e.Authors).LoadAsync(cancellation);
            await db.SlugRedirects.Where(r => r.EventId == from).ExecuteUpdateAsync(r => r.SetProperty(its => its.EventId, to), cancellation);
            // What somebody was still typing is offered where the address leads.
            await db.WorkingCopies.Where(copy => copy.EventId == from).ExecuteUpdateAsync(copy => copy.SetProperty(c => c.EventId, to), cancellation);
            db.SlugRedirects.Add(new SlugRedirect { Slug = old, EventId = to, CreatedAt = Input.Instant(now) });
            // It stays at the desk, under an address that nobody had.
            source.Rename($"{old[..Math.Min(old.Length, Slug.Longest - 13)].TrimEnd('-')}-{from.ToString("n")[^12..]}");
            source.Apply(new EventInput { Status = EventStatus.Archived }, null, now);
            source.Stamp(now);
            db.AuditRecords.Add(Record(source, actor, now, "event-merged", $"{old} → {target.Slug}"));
            db.AuditRecords.Add(Record(target, actor, now, "event-merged", $"{old} → {target.Slug}"));
        }
        await change.CommitAsync(cancellation);
        return entries.Count > 0;
    }

    // Its old address goes on leading to it. One that it had before is its own again.
    private static async Task RenameAsync(LiveBlogContext db, LiveEvent renamed, string slug, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.FindEventIdAsync(slug, cancellation) is { } taken && taken != renamed.Id)
            throw Taken(slug);
        if (await db.SlugRedirects.SingleOrDefaultAsync(r => r.Slug == slug, cancellation) is { } back)
            db.SlugRedirects.Remove(back);
        db.SlugRedirects.Add(new SlugRedirect { Slug = renamed.Slug, EventId = renamed.Id, CreatedAt = Input.Instant(now) });
        renamed.Rename(slug);
    }

    private static async Task CheckNothingWaitsAsync(LiveBlogContext db, LiveEvent archived, CancellationToken cancellation)
    {
        var waiting = await db.Entries.CountAsync(e => e.EventId == archived.Id && e.Status == EntryStatus.Scheduled, cancellation);
        if (waiting > 0)
        {
            throw new Refused(RefusalKind.Conflict, "event-has-scheduled", "status",
                $"{waiting} entries of the event are scheduled and could not be published once it is archived: publish them or make them drafts first.");
        }
    }

    // Two at once may take one address: the index lets one of them through.
    private async Task CommitAsync(EventChange change, string slug, Guid id, CancellationToken cancellation)
    {
        try
        {
            await change.CommitAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            await using var again = await contexts.CreateDbContextAsync(cancellation);
            if (await again.FindEventIdAsync(slug, cancellation) is { } taken && taken != id)
                throw Taken(slug);
            throw;
        }
    }

    private static void Note(
        LiveBlogContext db, LiveEvent edited, EventStatus before, List<(string Field, object? Value)> said, Actor actor, DateTimeOffset now)
    {
        if (edited.Status != before)
        {
            db.AuditRecords.Add(Record(edited, actor, now, edited.Status switch
            {
                EventStatus.Live when before == EventStatus.Scheduled => "event-started",
                EventStatus.Live when before == EventStatus.Paused => "event-resumed",
                EventStatus.Live => "event-reopened",
                EventStatus.Paused => "event-paused",
                EventStatus.Archived => "event-archived",
                EventStatus.Ended when before == EventStatus.Archived => "event-reopened",
                EventStatus.Ended => "event-ended",
                _ => "event-scheduled",
            }));
        }
        // A new status moves times of itself.
        var fields = Said(edited).Zip(said).Where(pair => !Equals(pair.First.Value, pair.Second.Value)).Select(pair => pair.First.Field)
            .Except(edited.Status == before ? [] : [nameof(LiveEvent.StartedAt), nameof(LiveEvent.EndedAt), nameof(LiveEvent.NextUpdateAt)]).ToList();
        if (fields.Count > 0)
            db.AuditRecords.Add(Record(edited, actor, now, "event-edited", string.Join(", ", fields)));
    }

    private static List<(string Field, object? Value)> Said(LiveEvent e) =>
    [
        (nameof(e.Title), e.Title), (nameof(e.Standfirst), e.Standfirst), (nameof(e.Background), e.Background), (nameof(e.Summary), e.Summary),
        (nameof(e.Photo), e.Photo), (nameof(e.Topic), e.TopicId), (nameof(e.Authors), string.Join(' ', e.Authors.Select(author => author.Id).Order())),
        (nameof(e.Language), e.Language), (nameof(e.TimeZone), e.TimeZone), (nameof(e.DefaultOrder), e.DefaultOrder),
        (nameof(e.StartedAt), e.StartedAt), (nameof(e.EndedAt), e.EndedAt), (nameof(e.NextUpdateAt), e.NextUpdateAt),
    ];

    private static AuditRecord Record(LiveEvent subject, Actor actor, DateTimeOffset now, string action, string details = "") =>
        Audit.Of(actor, now, action, Audit.Event, subject.Id.ToString(), subject.Title, details);
}
