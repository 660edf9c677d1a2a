using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Endpoints;

/// <summary>The private back-channel: <c>/api/v1/events/{slug}/notes</c>.</summary>
public static class NotesEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapNotes(this RouteGroupBuilder api)
    {
        api.MapGet("/events/{slug}/notes", ListAsync).WithSummary("The notes among colleagues, on one entry or all");
        api.MapPost("/events/{slug}/notes", PostAsync).WithSummary("Write a note; the same id again is the same note");
        api.MapPatch("/events/{slug}/notes/{id:guid}", SettleAsync).WithSummary("Settle a note, or open it again");
    }

    private static async Task<IReadOnlyList<NoteAnswer>> ListAsync(
        string slug, Guid? entry, NoteWriter notes, HttpContext http, CancellationToken cancellation) =>
        [.. (await notes.ListAsync(slug, entry, http.User.Actor(), cancellation)).Select(NoteAnswer.Of)];

    private static async Task<IResult> PostAsync(string slug, NewNote wanted, NoteWriter notes, HttpContext http)
    {
        var note = await notes.PostAsync(
            slug, wanted.Id ?? Guid.CreateVersion7(), wanted.EntryId, wanted.Text, http.User.Actor(), CancellationToken.None, wanted.ForAuthor);
        return Results.Created($"/api/v1/events/{Uri.EscapeDataString(slug)}/notes", NoteAnswer.Of(note));
    }

    private static async Task<NoteAnswer> SettleAsync(string slug, Guid id, NoteEdit edit, NoteWriter notes, HttpContext http) =>
        NoteAnswer.Of(await notes.SettleAsync(slug, id, edit.Resolved, http.User.Actor(), CancellationToken.None));
}

/// <summary>A new note.</summary>
/// <param name="Id">A UUID, best of version 7, made by the sender so that a repeated request is one note.</param>
/// <param name="EntryId">The entry it is about; left out, it is for the team.</param>
/// <param name="Text">Plain text.</param>
/// <param name="ForAuthor">Whether it tells the entry's author why it was sent back: also a correspondent, who sees no other note.</param>
public sealed record NewNote(Guid? Id, Guid? EntryId, string? Text, bool ForAuthor = false);

/// <summary>A change of a note.</summary>
/// <param name="Resolved">Whether it is settled.</param>
public sealed record NoteEdit(bool Resolved);

/// <summary>A note, as the API answers it.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="EntryId">The entry it is about; null for the team.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Name">Who wrote it.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="ResolvedAt">When it was settled, UTC, or null.</param>
/// <param name="ResolvedBy">Who settled it.</param>
public sealed record NoteAnswer(
    Guid Id, Guid? EntryId, string Text, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt, string ResolvedBy)
{
    internal static NoteAnswer Of(Note note) =>
        new(note.Id, note.EntryId, note.Text, note.Name, note.CreatedAt, note.ResolvedAt, note.ResolvedBy);
}
