using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>The JSON API of tools and of the desk: <c>/api/v1</c>. Failures are problem details (RFC 9457).</summary>
public static class ApiEndpoints
{
    /// <summary>
    /// The largest request body, in bytes. Far above what an entry may hold: a text that is too long then gets an answer
    /// that says so, where Kestrel would cut the connection while it is still being sent.
    /// </summary>
    public const int LargestBody = 10 * 1024 * 1024;

    /// <summary>Maps it.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Access.ApiPolicy)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .AddEndpointFilter<SameSiteFilter>();
        api.MapGet("/events", ListAsync).WithSummary("The latest events");
        api.MapPost("/events", CreateAsync).WithSummary("Create an event");
        api.MapGet("/events/{slug}", EventAsync).WithSummary("An event");
        api.MapPatch("/events/{slug}", EditEventAsync).WithSummary("Change an event: texts, status, dossier");
        api.MapPost("/events/{slug}/entries", PostAsync).WithSummary("Post an entry; the same id again is the same entry");
        api.MapGet("/events/{slug}/entries/{id:guid}", EntryAsync).WithSummary("An entry, whatever its status");
        api.MapPut("/events/{slug}/entries/{id:guid}", EditAsync).WithSummary("Edit an entry, from a version");
        api.MapDelete("/events/{slug}/entries/{id:guid}", WithdrawAsync).WithSummary("Withdraw an entry");
        api.MapPost("/articles", CreateArticleAsync).WithSummary("Create an article; the same id again is the same article");
        api.MapGet("/articles/{slug}", ArticleAsync).WithSummary("An article, whatever its status");
        api.MapPatch("/articles/{slug}", EditArticleAsync).WithSummary("Change an article, from a version");
        api.MapPut("/topics", PutTopicAsync).WithSummary("Say what a dossier is about; it is made if there is none of that name");
    }

    private static async Task<IReadOnlyList<EventAnswer>> ListAsync(IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return [.. (await db.LatestEventsAsync(100, cancellation)).Select(ApiModels.Of)];
    }

    private static async Task<IResult> CreateAsync(
        EventInput wanted, EventWriter events, IOptions<SiteOptions> site, HttpContext http, CancellationToken cancellation)
    {
        var complete = wanted with
        {
            TimeZone = wanted.TimeZone ?? site.Value.TimeZone,
            Status = wanted.Status ?? EventStatus.Live,
        };
        var created = await events.CreateAsync(complete, http.User.Actor(), cancellation);
        return Results.Created($"/api/v1/events/{Uri.EscapeDataString(created.Slug)}", ApiModels.Of(created));
    }

    private static async Task<EventAnswer> EventAsync(string slug, IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var id = await db.EventIdAsync(slug, cancellation);
        return ApiModels.Of(await db.Events.AsNoTracking().WithDetails().SingleAsync(e => e.Id == id, cancellation));
    }

    private static async Task<EventAnswer> EditEventAsync(
        string slug, EventEdit edit, EventWriter events, HttpContext http, CancellationToken cancellation) =>
        ApiModels.Of(await events.EditAsync(slug, edit.HeaderRevision, edit, http.User.Actor(), cancellation));

    private static async Task<IResult> PostAsync(
        string slug, NewEntry wanted, EntryWriter entries, HttpContext http)
    {
        // Once begun, a post is carried through even if its sender goes away: it will ask again, with the same id.
        var (entry, created) = await entries.PostAsync(
            slug, wanted.Id ?? Guid.CreateVersion7(), wanted, http.User.Actor(), CancellationToken.None);
        return created
            ? Results.Created($"/api/v1/events/{Uri.EscapeDataString(slug)}/entries/{entry.Id}", ApiModels.Of(entry))
            : Results.Ok(ApiModels.Of(entry));
    }

    private static async Task<EntryAnswer> EntryAsync(
        string slug, Guid id, IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return ApiModels.Of(await db.EntryAsync(await db.EventIdAsync(slug, cancellation), id, cancellation));
    }

    private static async Task<EntryAnswer> EditAsync(
        string slug, Guid id, EntryEdit edit, EntryWriter entries, HttpContext http) =>
        ApiModels.Of(await entries.EditAsync(slug, id, edit.Version, edit, http.User.Actor(), CancellationToken.None));

    private static async Task<IResult> CreateArticleAsync(
        NewArticle wanted, ArticleWriter articles, IOptions<SiteOptions> site, HttpContext http)
    {
        var (article, created) = await articles.CreateAsync(
            wanted.Id ?? Guid.CreateVersion7(),
            wanted with { TimeZone = wanted.TimeZone ?? site.Value.TimeZone, Language = wanted.Language ?? site.Value.Language },
            http.User.Actor(), CancellationToken.None);
        var answer = ApiModels.Of(article);
        return created ? Results.Created($"/api/v1/articles/{Uri.EscapeDataString(article.Slug)}", answer) : Results.Ok(answer);
    }

    private static async Task<ArticleAnswer> ArticleAsync(string slug, IDbContextFactory<LiveBlogContext> contexts, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return ApiModels.Of(await db.FindArticleAsync(slug, cancellation) ?? throw ArticleQueries.Unknown(slug));
    }

    private static async Task<ArticleAnswer> EditArticleAsync(string slug, ArticleEdit edit, ArticleWriter articles, HttpContext http) =>
        ApiModels.Of(await articles.EditAsync(slug, edit.Version, edit, http.User.Actor(), CancellationToken.None));

    private static async Task<TopicAnswer> PutTopicAsync(TopicEdit edit, TopicWriter topics, HttpContext http) =>
        ApiModels.Of(await topics.PutAsync(edit.Name, edit, http.User.Actor(), CancellationToken.None));

    private static async Task<EntryAnswer> WithdrawAsync(
        string slug, Guid id, EntryWriter entries, HttpContext http) =>
        ApiModels.Of(await entries.WithdrawAsync(slug, id, http.User.Actor(), CancellationToken.None));
}
