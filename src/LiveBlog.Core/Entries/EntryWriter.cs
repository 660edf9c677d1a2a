using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
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
            throw new Refused(RefusalKind.Invalid, "entry-new-withdrawn", "status", $"A new entry can't be withdrawn already: send published or draft.");
        if (input.Status != EntryStatus.Draft)
            actor.MustBeEditor();

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var now = clock.GetUtcNow();
        var author = await db.AuthorAsync(input.Author ?? actor.Name, cancellation);
        if (await db.Entries.Include(e => e.Author).SingleOrDefaultAsync(e => e.Id == id, cancellation) is { } existing)
        {
            await CheckSameAsync(db, existing, again => Entry.Create(id, change.Event, again, author, actor.Key, now), input, cancellation);
            return (existing, false);
        }
        var complete = input with { Related = await db.FilledAsync(input.Related, cancellation) };
        var posted = Entry.Create(id, change.Event, complete, author, actor.Key, now);
        db.Entries.Add(posted);
        await StampAsync(change, posted, actor, db, now, cancellation);
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
    public async Task<Entry> EditAsync(
        string slug, Guid id, int version, EntryInput input, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var entry = await db.EntryAsync(change.Event.Id, id, cancellation);
        if (actor.Role < Role.Editor && (entry.IsPublic || entry.FiledBy != actor.Key || (input.Status ?? entry.Status) != EntryStatus.Draft))
            actor.MustBeEditor();

        var now = clock.GetUtcNow();
        var stood = entry.Version;
        var author = input.Author is null ? null : await db.AuthorAsync(input.Author, cancellation);
        if (!entry.Apply(input with { Related = await db.FilledAsync(input.Related, cancellation) }, author, now))
            return entry;
        if (stood != version)
            throw await StaleAsync(id, version, cancellation);
        await StampAsync(change, entry, actor, db, now, cancellation);
        await change.CommitAsync(cancellation);
        return entry;
    }

    /// <summary>Takes an entry back: readers' pages drop it. Withdrawing it again changes nothing; a draft is only set aside.</summary>
    /// <exception cref="Refused">The entry is unknown or the actor may not.</exception>
    public async Task<Entry> WithdrawAsync(string slug, Guid id, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var change = await EventChange.BeginAsync(db, signal, await db.EventIdAsync(slug, cancellation), cancellation);
        var entry = await db.EntryAsync(change.Event.Id, id, cancellation);
        var now = clock.GetUtcNow();
        if (!entry.Apply(new EntryInput { Status = EntryStatus.Withdrawn }, null, now))
            return entry;
        await StampAsync(change, entry, actor, db, now, cancellation);
        await change.CommitAsync(cancellation);
        return entry;
    }

    /// <summary>Gives a changed entry its revision, keeps its version, and tells the wire.</summary>
    internal static async Task StampAsync(
        EventChange change, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var liveEvent = change.Event;
        var tracked = db.Entry(entry);
        var isNews = tracked.State == EntityState.Added || (EntryStatus)tracked.OriginalValues[nameof(Entry.Status)]! == EntryStatus.Draft;
        var wasKey = (bool)tracked.OriginalValues[nameof(Entry.IsKey)]!;
        var wasOnWire = (bool)tracked.OriginalValues[nameof(Entry.IsOnWire)]!;
        if (entry.Status == EntryStatus.Published && isNews && liveEvent.Expected(entry.PublishedAt))
            liveEvent.Stamp(now);
        Keep(liveEvent, entry, actor, db, now);
        if (entry.IsPublic && (entry.IsKey || wasKey))
            liveEvent.StampKeyEvents();
        if (entry.IsOnWire || wasOnWire)
            await WireWriter.ShowAsync(change, db, entry, now, cancellation);
    }

    /// <summary>Gives a changed entry its revision and keeps its version.</summary>
    internal static void Keep(LiveEvent liveEvent, Entry entry, Actor actor, LiveBlogContext db, DateTimeOffset now)
    {
        entry.Stamp(entry.IsPublic ? liveEvent.Advance(now) : 0, now);
        db.EntryVersions.Add(EntryVersion.Of(entry, actor));
    }

    // A repeated request brings what the first one brought. Anything else under the same id would be a text lost.
    private static async Task CheckSameAsync(
        LiveBlogContext db, Entry existing, Func<EntryInput, Entry> create, EntryInput input, CancellationToken cancellation)
    {
        var first = await db.EntryVersions.AsNoTracking().SingleAsync(v => v.EntryId == existing.Id && v.Version == 1, cancellation);
        // What the first request left out of its card was filled in from what stood then.
        var posted = create(input with { Related = OwnCards.FilledFrom(input.Related, first.Related) });
        var same = existing.EventId == posted.EventId && first.Headline == posted.Headline && first.Body == posted.Body
            && first.Status == posted.Status && first.IsKey == posted.IsKey && first.IsBreaking == posted.IsBreaking
            && first.IsPinned == posted.IsPinned && first.Correction == posted.Correction && first.AuthorId == posted.AuthorId
            && first.Related == posted.Related && first.IsOnWire == posted.IsOnWire && first.HappenedAt == posted.HappenedAt
            && first.Media.SequenceEqual(posted.Media)
            // Without a time of its own an entry got the moment it was stored.
            && first.PublishedAt == (input.PublishedAt is null ? existing.CreatedAt : posted.PublishedAt);
        if (!same)
        {
            throw new Refused(RefusalKind.Conflict, "entry-id-used", "id",
                $"An entry with this id was already posted with another content: edit it, or post this one under a new id.", existing);
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
