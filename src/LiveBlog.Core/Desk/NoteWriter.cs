using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Desk;

/// <summary>The commands of the private back-channel. Whoever has a part in the event may write, read and settle.</summary>
public sealed class NoteWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Writes a note. Safe to repeat: the same id again answers the note as it stands.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="id">The note's id, made by whoever writes it.</param>
    /// <param name="entryId">The entry it is about; null for the team.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="forAuthor">Whether it tells the entry's author why it was sent back.</param>
    /// <exception cref="Refused">The text is missing or too long, event or entry are unknown, or the actor has no part in the event.</exception>
    public async Task<Note> PostAsync(
        string slug, Guid id, Guid? entryId, string? text, Actor actor, CancellationToken cancellation, bool forAuthor = false)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Contributor, cancellation);
        if (await db.Notes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancellation) is { } existing)
        {
            return existing.EventId == eventId && existing.ActorKey == actor.Key
                ? existing
                : throw new Refused(RefusalKind.Conflict, "note-id-used", "id", $"A note with this id was already written: send this one under a new id.");
        }
        var clean = Input.Text(text, "text", Note.LongestText).Trim();
        if (clean.Length == 0)
            throw new Refused(RefusalKind.Invalid, "note-empty", "text", $"The note says nothing: write something.");
        if (entryId is { } about && !await db.Entries.AnyAsync(e => e.Id == about && e.EventId == eventId, cancellation))
            throw new Refused(RefusalKind.Missing, "entry-unknown", "entryId", $"There is no entry {about} in this event: look at the event's entries for its id.");
        var note = new Note
        {
            Id = id,
            EventId = eventId,
            EntryId = entryId,
            IsForAuthor = forAuthor && entryId is not null,
            Text = clean,
            Name = actor.Name,
            ActorKey = actor.Key,
            CreatedAt = Input.Instant(clock.GetUtcNow()),
        };
        db.Notes.Add(note);
        await db.SaveAsync(signal, new DeskChange(eventId, DeskPart.Notes), cancellation);
        return note;
    }

    /// <summary>Settles a note, or opens it again. Repeated, it changes nothing.</summary>
    /// <exception cref="Refused">Event or note are unknown, or the actor has no part in the event.</exception>
    public async Task<Note> SettleAsync(string slug, Guid id, bool settled, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Contributor, cancellation);
        var note = await db.Notes.SingleOrDefaultAsync(n => n.Id == id && n.EventId == eventId, cancellation)
            ?? throw new Refused(RefusalKind.Missing, "note-unknown", "id", $"There is no note {id} in this event: look at the event's notes for its id.");
        if (note.ResolvedAt is not null == settled)
            return note;
        (note.ResolvedAt, note.ResolvedBy) = settled ? (Input.Instant(clock.GetUtcNow()), actor.Name) : ((DateTime?)null, "");
        await db.SaveAsync(signal, new DeskChange(eventId, DeskPart.Notes), cancellation);
        return note;
    }

    /// <summary>The event's notes: what is open first, then by time, the latest first.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="entryId">Only those on that entry; all, if null.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">The event is unknown, or the actor has no part in it.</exception>
    public async Task<IReadOnlyList<Note>> ListAsync(string slug, Guid? entryId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Contributor, cancellation);
        return await db.Notes.AsNoTracking().Where(n => n.EventId == eventId && (entryId == null || n.EntryId == entryId))
            .OrderBy(n => n.ResolvedAt != null).ThenByDescending(n => n.CreatedAt).ThenBy(n => n.Id)
            .Take(Most).ToListAsync(cancellation);
    }

    /// <summary>The most notes that are listed.</summary>
    public const int Most = 200;
}
