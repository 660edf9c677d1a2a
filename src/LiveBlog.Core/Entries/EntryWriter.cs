using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Entries;

/// <summary>The commands that change entries. The desk, the API, the importer and the demo all come through here.</summary>
public sealed class EntryWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>
    /// Posts an entry. Safe to repeat: the same id with the same content is one entry, and answers it as it stands now.
    /// </summary>
    /// <returns>The entry, and whether this call made it.</returns>
    /// <exception cref="Refused">A rule is broken, the event is unknown, or the id was used for other content.</exception>
    public async Task<(Entry Entry, bool Created)> PostAsync(
        string slug, Guid id, EntryInput input, Actor actor, CancellationToken cancellation)
    {
        if (id == Guid.Empty)
            throw new Refused(RefusalKind.Invalid, "entry-id", "id", $"The id is all zeros: send a UUID of version 7, or none.");
        if (input.Status == EntryStatus.Withdrawn)
        {
            throw new Refused(RefusalKind.Invalid, "entry-new-withdrawn", "status",
                $"A new entry can't be withdrawn already: send draft, submitted, scheduled or published.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        (await db.RoleInAsync(actor, change.Event.Id, Role.Editor, cancellation)).MustBeAllowedToFile(input.Status ?? EntryStatus.Published);
        var now = clock.GetUtcNow();
        var author = await db.AuthorAsync(input.Author ?? actor.Name, cancellation);
        if (await db.Entries.Include(e => e.Author).SingleOrDefaultAsync(e => e.Id == id, cancellation) is { } existing)
        {
            // As of then: what was still to come may be past by now.
            // It came through, and went along when its event was merged into this one.
            var stands = existing;
            while (stands.EventId != change.Event.Id && stands.MovedTo is { } next)
                stands = await db.Entries.Include(e => e.Author).SingleAsync(e => e.Id == next, cancellation);
            var isHere = stands.EventId == change.Event.Id;
            await CheckSameAsync(db, existing, isHere, again => Entry.Create(id, change.Event, again, author, actor.Key, existing.CreatedAt), input, cancellation);
            return (stands, false);
        }
        change.Event.MustBeOpen();
        var complete = input with { Related = await db.FilledAsync(input.Related, cancellation) };
        var posted = Entry.Create(id, change.Event, complete, author, actor.Key, now);
        db.Entries.Add(posted);
        await StampAsync(change, posted, actor, db, now, cancellation);
        // What was kept of it while it was typed.
        await db.WorkingCopies.Where(copy => copy.ActorKey == actor.Key && copy.Id == id).ExecuteDeleteAsync(cancellation);
        await change.CommitAsync(cancellation);
        return (posted, true);
    }

    /// <summary>
    /// Edits an entry: texts, marks, pin, correction, status. Safe to repeat: an edit whose outcome already stands succeeds.
    /// </summary>
    /// <param name="slug">The event.</param>
    /// <param name="id">The entry.</param>
    /// <param name="version">The version the edit started from.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">
    /// A rule is broken, the entry is unknown, or somebody saved another version first (the exception then carries it).
    /// </exception>
    public Task<Entry> EditAsync(
        string slug, Guid id, int version, EntryInput input, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(slug, id, version, (_, _) => Task.FromResult(input), actor, cancellation);

    /// <summary>
    /// Takes an entry back: readers' pages drop it. Withdrawing it again changes nothing; what readers never saw is only set aside.
    /// </summary>
    /// <param name="slug">The event.</param>
    /// <param name="id">The entry.</param>
    /// <param name="version">The version that is meant; null for whatever stands.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">The entry is unknown, the actor may not, or somebody saved another version first.</exception>
    public Task<Entry> WithdrawAsync(string slug, Guid id, int? version, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(slug, id, version, (_, _) => Task.FromResult(new EntryInput { Status = EntryStatus.Withdrawn }), actor, cancellation);

    /// <summary>Takes an entry back, whatever version stands.</summary>
    /// <exception cref="Refused">The entry is unknown or the actor may not.</exception>
    public Task<Entry> WithdrawAsync(string slug, Guid id, Actor actor, CancellationToken cancellation) =>
        WithdrawAsync(slug, id, null, actor, cancellation);

    /// <summary>
    /// Makes what an earlier version said the entry's new version: texts, media, card, byline, marks, certainty and correction.
    /// Its status, its times at the desk and its pin stay as they are.
    /// </summary>
    /// <param name="slug">The event.</param>
    /// <param name="id">The entry.</param>
    /// <param name="version">The version that stands, as far as the actor knows.</param>
    /// <param name="from">The version to restore.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">There is no such version, or as with <see cref="EditAsync"/>.</exception>
    public Task<Entry> RestoreAsync(string slug, Guid id, int version, int from, Actor actor, CancellationToken cancellation) =>
        ChangeAsync(slug, id, version, async (db, entry) =>
        {
            var said = await db.EntryVersions.AsNoTracking().SingleOrDefaultAsync(v => v.EntryId == id && v.Version == from, cancellation)
                ?? throw new Refused(RefusalKind.Missing, "entry-version-unknown", "from", $"The entry has no version {from}: look at its versions.");
            var byline = await db.Authors.Where(author => author.Id == said.AuthorId).Select(author => author.Name).SingleOrDefaultAsync(cancellation);
            return said.AsInput(entry, byline);
        }, actor, cancellation);

    /// <summary>
    /// Moves an entry to another event: readers of both see it at the same revision it was moved with, in one of them at a time.
    /// Safe to repeat.
    /// </summary>
    /// <param name="slug">The event it is in.</param>
    /// <param name="id">The entry.</param>
    /// <param name="to">The event it is to be in.</param>
    /// <param name="version">The version that stands, as far as the actor knows.</param>
    /// <param name="actor">Who; must be an editor of both events.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The entry in its new event; its id there is another.</returns>
    /// <exception cref="Refused">A rule is broken, or somebody saved another version first.</exception>
    public async Task<Entry> MoveAsync(string slug, Guid id, string to, int version, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (from, into) = (await db.EventIdAsync(slug, cancellation), await db.EventIdAsync(to, cancellation));
        if (from == into)
            throw new Refused(RefusalKind.Invalid, "entry-move-here", "to", $"The entry is in that event already: choose another one.");
        await using var change = await EventChange.BeginAsync(db, signal, from, into, cancellation);
        await db.MustBeAsync(actor, from, Role.Editor, cancellation);
        await db.MustBeAsync(actor, into, Role.Editor, cancellation);
        var entry = await db.EntryAsync(from, id, cancellation);
        if (entry.MovedTo is { } there && await db.Entries.AnyAsync(e => e.Id == there && e.EventId == into, cancellation))
            return await db.EntryAsync(into, there, cancellation);
        if (entry.Version != version)
            throw await StaleAsync(id, version, cancellation);
        change.Event.MustBeOpen();
        change.Other!.MustBeOpen();
        var moved = await MoveAsync(change, entry, actor, db, clock.GetUtcNow(), cancellation);
        await change.CommitAsync(cancellation);
        return moved;
    }

    /// <summary>
    /// Orders the pinned entries: those named first, in that order, then the others as they stand. One that is not pinned any
    /// more is passed over. An entry that is pinned later begins on top.
    /// </summary>
    /// <returns>The pinned entries in their order.</returns>
    /// <exception cref="Refused">The actor may not, or there is no such entry.</exception>
    public async Task<IReadOnlyList<Entry>> OrderPinnedAsync(
        string slug, IReadOnlyList<Guid> ids, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        await db.MustBeAsync(actor, change.Event.Id, Role.Editor, cancellation);
        change.Event.MustBeOpen();
        var now = clock.GetUtcNow();
        var pinned = await db.Entries.Include(e => e.Author).Where(e => e.EventId == change.Event.Id && e.IsPinned && e.Status == EntryStatus.Published)
            .OrderByDescending(e => e.PinRank).ThenByDescending(e => e.Position).ToListAsync(cancellation);
        foreach (var id in ids.Where(id => pinned.All(e => e.Id != id)))
            await db.EntryAsync(change.Event.Id, id, cancellation);
        var places = ids.Distinct().Select((id, place) => (id, place)).ToDictionary(named => named.id, named => named.place);
        var ordered = pinned.OrderBy(e => places.GetValueOrDefault(e.Id, int.MaxValue)).ToList();
        for (var place = 0; place < ordered.Count; place++)
        {
            // Below zero, which is the rank of one that is pinned anew.
            if (ordered[place].Apply(new EntryInput { PinRank = -1 - place }, null, now))
                await StampAsync(change, ordered[place], actor, db, now, cancellation);
        }
        await change.CommitAsync(cancellation);
        return ordered;
    }

    /// <summary>The scheduled entries whose time has come, the earliest first.</summary>
    public async Task<IReadOnlyList<(Guid EventId, Guid EntryId)>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Entries.Where(e => e.DueAt != null && e.DueAt <= now && e.Status == EntryStatus.Scheduled)
            .OrderBy(e => e.DueAt).Take(100).Select(e => new { e.EventId, e.Id }).ToListAsync(cancellation);
        return due.ConvertAll(e => (e.EventId, e.Id));
    }

    /// <summary>
    /// Publishes a scheduled entry if its time has come, dated as it was due. Several nodes may try at once: whoever locks the
    /// event first does it.
    /// </summary>
    public async Task PublishDueAsync(Guid eventId, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, eventId, cancellation);
        var now = clock.GetUtcNow();
        var entry = await db.EntryAsync(eventId, id, cancellation);
        // Another node was faster, or somebody changed it meanwhile.
        if (entry is not { Status: EntryStatus.Scheduled, DueAt: { } due } || due > now.UtcDateTime)
            return;
        entry.Apply(new EntryInput { Status = EntryStatus.Published, PublishedAt = due }, null, now);
        await StampAsync(change, entry, Clock, db, now, cancellation);
        await change.CommitAsync(cancellation);
    }

    /// <summary>Moves an entry from the change's event to its other one, with what colleagues noted about it.</summary>
    internal static async Task<Entry> MoveAsync(
        EventChange change, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var to = change.Other ?? throw new InvalidOperationException("The change is of one event only.");
        var (id, attempt) = (Entry.MovedId(entry.Id, to.Id), 0);
        while (await db.Entries.AnyAsync(e => e.Id == id, cancellation))
            id = Entry.MovedId(entry.Id, to.Id, ++attempt);
        var moved = entry.MoveTo(to, id, now);
        db.Entries.Add(moved);
        await StampAsync(change, change.Event, entry, actor, db, now, cancellation);
        await StampAsync(change, to, moved, actor, db, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await db.Notes.Where(note => note.EntryId == entry.Id).ExecuteUpdateAsync(
            note => note.SetProperty(n => n.EventId, to.Id).SetProperty(n => n.EntryId, moved.Id), cancellation);
        // Whoever was editing it finds what they typed where it is now.
        await db.WorkingCopies.Where(copy => copy.EntryId == entry.Id).ExecuteUpdateAsync(
            copy => copy.SetProperty(c => c.EventId, to.Id).SetProperty(c => c.EntryId, moved.Id).SetProperty(c => c.EntryVersion, moved.Version), cancellation);
        return moved;
    }

    /// <summary>Gives a changed entry its revision, keeps its version, and tells the wire.</summary>
    internal static async Task StampAsync(
        EventChange change, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now, CancellationToken cancellation) =>
        await StampAsync(change, change.Event, entry, actor, db, now, cancellation);

    private static async Task StampAsync(
        EventChange change, LiveEvent liveEvent, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var tracked = db.Entry(entry);
        var isNews = tracked.State == EntityState.Added || entry.Revision == 0;
        var wasKey = (bool)tracked.OriginalValues[nameof(Entry.IsKey)]!;
        var wasOnWire = (bool)tracked.OriginalValues[nameof(Entry.IsOnWire)]!;
        if (entry.Status == EntryStatus.Published && isNews && liveEvent.Expected(entry.PublishedAt))
            liveEvent.Stamp(now);
        Keep(liveEvent, entry, actor, db, now);
        if (tracked.State == EntityState.Modified && (EntryStatus)tracked.OriginalValues[nameof(Entry.Status)]! == EntryStatus.Published
            && entry.Status != EntryStatus.Published)
            db.Purges.Add(Purge.Of(liveEvent, entry, now));
        if (entry.IsPublic && (entry.IsKey || wasKey))
            liveEvent.StampKeyEvents();
        if (entry.IsOnWire || wasOnWire)
            await WireWriter.ShowAsync(change, db, liveEvent, entry, now, cancellation);
    }

    /// <summary>Gives a changed entry its revision and keeps its version.</summary>
    internal static void Keep(LiveEvent liveEvent, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now)
    {
        entry.Stamp(entry.IsPublic ? liveEvent.Advance(now) : 0, now);
        db.EntryVersions.Add(EntryVersion.Of(entry, actor));
    }

    private static readonly Actor Clock = new("LiveBlog", Role.Editor, "clock");

    private async Task<Entry> ChangeAsync(
        string slug, Guid id, int? version, Func<LiveBlogContext, Entry, Task<EntryInput>> wish, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var role = await db.RoleInAsync(actor, change.Event.Id, Role.Editor, cancellation);
        var entry = await db.EntryAsync(change.Event.Id, id, cancellation);
        var input = await wish(db, entry);
        var isStale = version is { } started && started != entry.Version;
        var author = input.Author is null ? null : await db.AuthorAsync(input.Author, cancellation);
        // Whose answer was lost asks again: what was done with the entry since, and by whom, is no reason to refuse what was made.
        if (isStale && role >= Role.Contributor && await WasMadeAsync(db, id, version!.Value + 1, input, author, actor, cancellation))
            return entry;
        role.MustBeAllowedToEdit(entry, input, actor.Key);

        var now = clock.GetUtcNow();
        bool changed;
        try
        {
            changed = entry.Apply(input with { Related = await db.FilledAsync(input.Related, cancellation) }, author, now, change.Event.Zone);
        }
        catch (Refused) when (isStale)
        {
            // Who asked for it did not know what stands.
            throw await StaleAsync(id, version!.Value, cancellation);
        }
        if (!changed)
            return entry;
        if (isStale)
            throw await StaleAsync(id, version!.Value, cancellation);
        change.Event.MustBeOpen();
        await StampAsync(change, entry, actor, db, now, cancellation);
        await change.CommitAsync(cancellation);
        return entry;
    }

    // Only texts: what is a press of a button means the entry as it stands.
    private static async Task<bool> WasMadeAsync(
        LiveBlogContext db, Guid id, int version, EntryInput input, Author? author, Actor actor, CancellationToken cancellation) =>
        (input.Headline ?? input.Body) is not null
        && await db.EntryVersions.AsNoTracking().SingleOrDefaultAsync(v => v.EntryId == id && v.Version == version, cancellation) is { } made
        && made.SavedByKey == actor.Key && made.Says(input, author);

    // A repeated request brings what the first one brought. Anything else under the same id would be a text lost.
    private static async Task CheckSameAsync(
        LiveBlogContext db, Entry existing, bool isHere, Func<EntryInput, Entry> create, EntryInput input, CancellationToken cancellation)
    {
        var first = await db.EntryVersions.AsNoTracking().SingleAsync(v => v.EntryId == existing.Id && v.Version == 1, cancellation);
        // What the first request left out of its card was filled in from what stood then.
        var posted = create(input with { Related = OwnCards.FilledFrom(input.Related, first.Related) });
        var same = isHere && first.Headline == posted.Headline && first.Body == posted.Body
            && first.Status == posted.Status && first.IsKey == posted.IsKey && first.IsBreaking == posted.IsBreaking
            && first.IsPinned == posted.IsPinned && first.Correction == posted.Correction && first.AuthorId == posted.AuthorId
            && first.Related == posted.Related && first.IsOnWire == posted.IsOnWire && first.HappenedAt == posted.HappenedAt
            && first.DueAt == posted.DueAt && first.EmbargoUntil == posted.EmbargoUntil && first.Certainty == posted.Certainty
            && first.Media.SequenceEqual(posted.Media) && first.PublishedAt == posted.PublishedAt
            // No version keeps the rank: it is compared while the first one stands.
            && (existing.Version > 1 || existing.PinRank == posted.PinRank);
        if (!same)
        {
            throw new Refused(RefusalKind.Conflict, "entry-id-used", "id",
                $"An entry with this id was already posted with another content: edit it, or post this one under a new id.",
                isHere ? existing : null);
        }
    }

    private async Task<Refused> StaleAsync(Guid id, int version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var current = await db.Entries.AsNoTracking().Include(e => e.Author).SingleAsync(e => e.Id == id, cancellation);
        return new Refused(RefusalKind.Conflict, "entry-stale", "version",
            $"The entry was saved as version {current.Version} while version {version} was being edited: compare the two texts and save again from version {current.Version}.",
            current);
    }
}
