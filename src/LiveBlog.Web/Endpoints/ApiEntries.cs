using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Endpoints;

/// <summary>The part of the API about an event's entries: <c>/api/v1/events/{slug}/entries</c>.</summary>
internal static class ApiEntries
{
    // What is asked for is carried through even if its sender goes away: it will ask again, with the same id or version.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    /// <summary>Maps it.</summary>
    public static void MapEntryApi(this RouteGroupBuilder api)
    {
        api.MapPost("/events/{slug}/entries", PostAsync).WithSummary("Post an entry; the same id again is the same entry");
        api.MapGet("/events/{slug}/entries/{id:guid}", EntryAsync).WithSummary("An entry, whatever its status");
        api.MapPut("/events/{slug}/entries/{id:guid}", EditAsync).WithSummary("Edit an entry or change its status, from a version");
        api.MapDelete("/events/{slug}/entries/{id:guid}", WithdrawAsync).WithSummary("Withdraw an entry; with a version, only that one");
        api.MapGet("/events/{slug}/entries/{id:guid}/versions", VersionsAsync).WithSummary("Every version of an entry, the latest first");
        api.MapPost("/events/{slug}/entries/{id:guid}/restore", RestoreAsync).WithSummary("Make what an earlier version said the new one");
        api.MapPost("/events/{slug}/entries/{id:guid}/move", MoveAsync).WithSummary("Move an entry to another event, where it gets another id");
        api.MapPut("/events/{slug}/pinned", OrderPinnedAsync).WithSummary("Order the pinned entries");
    }

    private static async Task<IResult> PostAsync(string slug, NewEntry wanted, EntryWriter entries, HttpContext http)
    {
        var (entry, created) = await entries.PostAsync(slug, wanted.Id ?? Guid.CreateVersion7(), wanted, http.User.Actor(), ToTheEnd);
        return created
            ? Results.Created($"/api/v1/events/{Uri.EscapeDataString(slug)}/entries/{entry.Id}", ApiModels.Of(entry))
            : Results.Ok(ApiModels.Of(entry));
    }

    private static async Task<EntryAnswer> EntryAsync(
        string slug, Guid id, IDbContextFactory<LiveBlogContext> contexts, HttpContext http, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return ApiModels.Of(await ReadableAsync(db, slug, id, http.User.Actor(), cancellation));
    }

    private static async Task<EntryAnswer> EditAsync(
        string slug, Guid id, EntryEdit edit, [FromHeader(Name = "LiveBlog-Working-Copy")] Guid? copy, EntryWriter entries, WorkingCopies copies, HttpContext http)
    {
        var actor = http.User.Actor();
        var entry = await entries.EditAsync(slug, id, edit.Version, edit, actor, ToTheEnd);
        // What was kept of the edit while it was typed.
        if (copy is { } typed)
            await copies.RemoveAsync(typed, actor, ToTheEnd);
        return ApiModels.Of(entry);
    }

    private static async Task<EntryAnswer> WithdrawAsync(string slug, Guid id, int? version, EntryWriter entries, HttpContext http) =>
        ApiModels.Of(await entries.WithdrawAsync(slug, id, version, http.User.Actor(), ToTheEnd));

    private static async Task<EntryAnswer> RestoreAsync(string slug, Guid id, EntryRestore wanted, EntryWriter entries, HttpContext http) =>
        ApiModels.Of(await entries.RestoreAsync(slug, id, wanted.Version, wanted.From, http.User.Actor(), ToTheEnd));

    private static async Task<EntryAnswer> MoveAsync(string slug, Guid id, EntryMove wanted, EntryWriter entries, HttpContext http) =>
        ApiModels.Of(await entries.MoveAsync(slug, id, wanted.To, wanted.Version, http.User.Actor(), ToTheEnd));

    private static async Task<IEnumerable<EntryAnswer>> OrderPinnedAsync(string slug, PinnedOrder wanted, EntryWriter entries, HttpContext http) =>
        (await entries.OrderPinnedAsync(slug, wanted.Ids, http.User.Actor(), ToTheEnd)).Select(ApiModels.Of);

    private static async Task<IReadOnlyList<VersionAnswer>> VersionsAsync(
        string slug, Guid id, IDbContextFactory<LiveBlogContext> contexts, HttpContext http, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await ReadableAsync(db, slug, id, http.User.Actor(), cancellation);
        var versions = await db.EntryVersions.AsNoTracking().Where(v => v.EntryId == id).OrderByDescending(v => v.Version).ToListAsync(cancellation);
        var bylines = versions.Select(v => v.AuthorId).Distinct().ToList();
        var names = await db.Authors.Where(author => bylines.Contains(author.Id)).ToDictionaryAsync(author => author.Id, author => author.Name, cancellation);
        return versions.ConvertAll(v => ApiModels.Of(v, v.AuthorId is { } author ? names.GetValueOrDefault(author) : null));
    }

    // Drafts are for who works on the event.
    private static async Task<Entry> ReadableAsync(LiveBlogContext db, string slug, Guid id, Actor actor, CancellationToken cancellation)
    {
        var eventId = await db.EventIdAsync(slug, cancellation);
        await db.MustBeAsync(actor, eventId, Role.Contributor, cancellation);
        return await db.EntryAsync(eventId, id, cancellation);
    }
}
