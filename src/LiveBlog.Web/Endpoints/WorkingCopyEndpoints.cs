using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Endpoints;

/// <summary>A text as typed, as the API answers it.</summary>
/// <param name="Id">Its id: that of the entry it will be, or one of its own for an edit.</param>
/// <param name="EntryId">The entry being edited; null for a new one.</param>
/// <param name="EntryVersion">The version that the edit started from.</param>
/// <param name="Fields">The form's fields by name.</param>
/// <param name="Browser">The browser that has it open.</param>
/// <param name="SavedAt">When it was last kept, UTC.</param>
public sealed record WorkingCopyAnswer(
    Guid Id, Guid? EntryId, int? EntryVersion, IReadOnlyDictionary<string, string> Fields, string Browser, DateTimeOffset SavedAt)
{
    /// <summary>The answer for a text.</summary>
    public static WorkingCopyAnswer Of(WorkingCopy copy)
    {
        var text = TypedText.Of(copy);
        return new(copy.Id, copy.EntryId, copy.EntryVersion, text.Fields, text.Browser, copy.SavedAt);
    }
}

/// <summary>Texts as typed: <c>/api/v1/events/{slug}/working-copies</c>. Everybody has only their own.</summary>
public static class WorkingCopyEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapWorkingCopyApi(this RouteGroupBuilder api)
    {
        var copies = api.MapGroup("/events/{slug}/working-copies");
        copies.MapGet("", ListAsync).WithSummary("Your unfinished texts in an event");
        copies.MapGet("/{id:guid}", FindAsync).WithSummary("One of your unfinished texts");
        copies.MapPut("/{id:guid}", SaveAsync).WithSummary("Keep an unfinished text");
        copies.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Forget an unfinished text");
    }

    private static async Task<IReadOnlyList<WorkingCopyAnswer>> ListAsync(
        string slug, WorkingCopies copies, HttpContext http, CancellationToken cancellation) =>
        [.. (await copies.ListAsync(slug, http.User.Actor(), cancellation)).Select(WorkingCopyAnswer.Of)];

    private static async Task<IResult> FindAsync(
        string slug, Guid id, WorkingCopies copies, HttpContext http, CancellationToken cancellation) =>
        await copies.FindAsync(id, http.User.Actor(), cancellation) is { } copy ? Results.Ok(WorkingCopyAnswer.Of(copy)) : Results.NotFound();

    private static async Task<WorkingCopyAnswer> SaveAsync(
        string slug, Guid id, WorkingCopyInput input, WorkingCopies copies, HttpContext http) =>
        WorkingCopyAnswer.Of(await copies.SaveAsync(slug, id, input, http.User.Actor(), CancellationToken.None));

    private static async Task<IResult> RemoveAsync(string slug, Guid id, WorkingCopies copies, HttpContext http)
    {
        await copies.RemoveAsync(id, http.User.Actor(), CancellationToken.None);
        return Results.NoContent();
    }
}
