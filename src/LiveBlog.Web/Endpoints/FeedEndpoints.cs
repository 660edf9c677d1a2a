using System.Security.Cryptography;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Rendering.Feeds;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Endpoints;

/// <summary><c>/feed.atom</c>, <c>/feed.rss</c> and <c>/feed.json</c> below events, dossiers and the wire.</summary>
public static class FeedEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapFeeds(this WebApplication app)
    {
        var feeds = app.MapGroup("").ExcludeFromDescription();
        foreach (var format in FeedFormat.All)
        {
            feeds.MapMethods($"/live/{{slug}}/feed.{format.Ending}", Machines.Methods,
                (string slug, HttpContext http, FeedReader reader, IDbContextFactory<LiveBlogContext> contexts) => slug == LiveEvent.WireSlug
                    ? Task.FromResult(Results.Redirect($"{Addresses.Wire}/feed.{format.Ending}", permanent: true))
                    : EventAsync(slug, format, reader, contexts, http));
            feeds.MapMethods($"{Addresses.Wire}/feed.{format.Ending}", Machines.Methods,
                (HttpContext http, FeedReader reader, IDbContextFactory<LiveBlogContext> contexts) =>
                    EventAsync(LiveEvent.WireSlug, format, reader, contexts, http));
            feeds.MapMethods($"/topics/{{slug}}/feed.{format.Ending}", Machines.Methods,
                (string slug, HttpContext http, FeedReader reader, IDbContextFactory<LiveBlogContext> contexts) => TopicAsync(slug, format, reader, contexts, http));
        }
    }

    private static async Task<IResult> EventAsync(
        string slug, FeedFormat format, FeedReader feeds, IDbContextFactory<LiveBlogContext> contexts, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        await using var snapshot = await db.BeginSnapshotAsync(http.RequestAborted);
        var found = await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, http.RequestAborted);
        if (found is null)
            return Results.NotFound();
        if (http.Response.Revalidate(http.Request, found.IsWire ? SurrogateKeys.Wire : SurrogateKeys.Event(slug), $"{found.Epoch}-{found.Revision}-{format.Ending}", found.ChangedAt, found.Id))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Answer(await feeds.OfEventAsync(db, found, http.Request.Absolute("/")[..^1], http.RequestAborted), format);
    }

    private static async Task<IResult> TopicAsync(
        string slug, FeedFormat format, FeedReader feeds, IDbContextFactory<LiveBlogContext> contexts, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        await using var snapshot = await db.BeginSnapshotAsync(http.RequestAborted);
        var found = await db.Topics.AsNoTracking().SingleOrDefaultAsync(topic => topic.Slug == slug, http.RequestAborted);
        if (found is null)
            return Results.NotFound();
        var feed = await feeds.OfTopicAsync(db, found, http.Request.Absolute("/")[..^1], http.RequestAborted);
        var bytes = format.Write(feed);
        // A dossier has no revision; and it may lose what was its latest, so a time says nothing here.
        return http.Response.Revalidate(http.Request, $"{SurrogateKeys.Topic(slug)} {SurrogateKeys.Topics}", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16])
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, $"{format.MediaType}; charset=utf-8");
    }

    private static IResult Answer(Feed feed, FeedFormat format) => Results.Bytes(format.Write(feed), $"{format.MediaType}; charset=utf-8");
}
