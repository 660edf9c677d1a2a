using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>The part of the API about events: <c>/api/v1/events</c>.</summary>
internal static class ApiEvents
{
    /// <summary>Maps it.</summary>
    public static void MapEventApi(this RouteGroupBuilder api)
    {
        api.MapGet("/events", ListAsync).WithSummary("The latest events");
        api.MapPost("/events", CreateAsync).WithSummary("Create an event");
        api.MapGet("/events/{slug}", EventAsync).WithSummary("An event");
        api.MapPatch("/events/{slug}", EditAsync).WithSummary("Change an event: texts, status, address, order, dossier");
        api.MapPost("/events/{slug}/duplicate", DuplicateAsync).WithSummary("Create an event with the texts, authors and templates of this one, without its entries");
        api.MapPost("/events/{slug}/merge", MergeAsync).WithSummary("Move all entries of this event into another one, to which its address then leads");
    }

    private static async Task<IReadOnlyList<EventAnswer>> ListAsync(
        IDbContextFactory<LiveBlogContext> contexts, HttpContext http, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return [.. (await db.LatestEventsAsync(100, cancellation, archived: true, of: db.EventsOf(http.User.Actor(), Role.Contributor))).Select(ApiModels.Of)];
    }

    private static async Task<IResult> CreateAsync(
        EventInput wanted, EventWriter events, IOptions<SiteOptions> site, HttpContext http, CancellationToken cancellation)
    {
        var complete = wanted with
        {
            TimeZone = wanted.TimeZone ?? site.Value.TimeZone,
            Status = wanted.Status ?? EventStatus.Live,
        };
        return Created(await events.CreateAsync(complete, http.User.Actor(), cancellation));
    }

    private static async Task<EventAnswer> EventAsync(string slug, IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await db.EventIdAsync(slug, cancellation);
        return ApiModels.Of(await db.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == id, cancellation));
    }

    private static async Task<EventAnswer> EditAsync(
        string slug, EventEdit edit, EventWriter events, SignedInCache signedIn, HttpContext http, CancellationToken cancellation)
    {
        var edited = await events.EditAsync(slug, edit.HeaderRevision, edit, http.User.Actor(), cancellation);
        // Roles in an event are known by its address.
        if (edit.Slug is not null)
            await signedIn.ForgetEverywhereAsync();
        return ApiModels.Of(edited);
    }

    private static async Task<IResult> DuplicateAsync(
        string slug, EventCopy wanted, EventWriter events, HttpContext http, CancellationToken cancellation) =>
        Created(await events.DuplicateAsync(slug, wanted.Title, wanted.StartedAt, http.User.Actor(), cancellation));

    // Carried through even if its sender goes away: half a merge is of no use to anybody.
    private static async Task<EventAnswer> MergeAsync(string slug, EventMerge wanted, EventWriter events, HttpContext http) =>
        ApiModels.Of(await events.MergeAsync(slug, wanted.Into, http.User.Actor(), CancellationToken.None));

    private static IResult Created(LiveEvent created) =>
        Results.Created($"/api/v1/events/{Uri.EscapeDataString(created.Slug)}", ApiModels.Of(created));
}
