using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A note as the desk shows it.</summary>
/// <param name="Note">The note.</param>
/// <param name="About">What the entry it is about is called; null where it is for the team.</param>
/// <param name="IsMine">Whether whoever looks wrote it.</param>
public sealed record ShownNote(Note Note, string? About, bool IsMine);

/// <summary>An event's notes, ready to be shown.</summary>
/// <param name="Event">The event.</param>
/// <param name="EntryId">Only those on that entry; all, if null.</param>
/// <param name="About">What that entry is called.</param>
/// <param name="Notes">The notes.</param>
public sealed record ShownNotes(LiveEvent Event, Guid? EntryId, string? About, IReadOnlyList<ShownNote> Notes);

/// <summary>Reads an event's notes for the desk's pages.</summary>
public sealed class NotesPanel(NoteWriter notes, IDbContextFactory<LiveBlogContext> contexts)
{
    /// <summary>The notes.</summary>
    /// <exception cref="Core.Refused">The event is unknown, or the actor has no part in it.</exception>
    public async Task<ShownNotes> ReadAsync(string slug, Guid? entryId, Actor actor, CancellationToken cancellation)
    {
        var found = await notes.ListAsync(slug, entryId, actor, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var liveEvent = await db.Events.AsNoTracking().SingleAsync(e => e.Slug == slug, cancellation);
        var ids = found.Select(note => note.EntryId).Append(entryId).OfType<Guid>().Distinct().ToList();
        var entries = await db.Entries.AsNoTracking().Where(e => ids.Contains(e.Id) && e.EventId == liveEvent.Id).ToListAsync(cancellation);
        var names = entries.ToDictionary(e => e.Id, e => e.Heading.Length > 0 ? e.Heading : liveEvent.Local(e.PublishedAt).ToString("HH:mm", null));
        return new ShownNotes(liveEvent, entryId, Name(entryId),
            [.. found.Select(note => new ShownNote(note, Name(note.EntryId), note.ActorKey == actor.Key))]);

        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }
}
