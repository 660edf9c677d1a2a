using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Images;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Endpoints;

/// <summary>
/// <c>…/share.png</c> beside the address of an event, an entry, an article or a dossier: the image that other sites show when
/// somebody shares it (Open Graph, X cards).
/// </summary>
public static class ShareImageEndpoint
{
    /// <summary>Adds what makes them.</summary>
    public static void AddShareImages(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ShareImages>();
        builder.Services.AddSingleton<ShareCards>();
        builder.Services.AddSingleton<PhotoFiles>();
    }

    /// <summary>Maps them; on a machine that can't make images there are none.</summary>
    public static void MapShareImages(this WebApplication app)
    {
        if (!ShareImages.IsAvailable)
            return;
        app.MapMethods("/share.png", Machines.Methods, (ShareCards cards, ShareImages images, HttpContext http) =>
            AnswerAsync("", cards.OfSite(), images, http)).ExcludeFromDescription();
        app.MapMethods("/live/{slug}/share.png", Machines.Methods, EventAsync).ExcludeFromDescription();
        app.MapMethods("/live/{slug}/{id:guid}/share.png", Machines.Methods, EntryAsync).ExcludeFromDescription();
        app.MapMethods("/articles/{slug}/share.png", Machines.Methods, ArticleAsync).ExcludeFromDescription();
        app.MapMethods("/topics/{slug}/share.png", Machines.Methods, TopicAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> EventAsync(
        string slug, IDbContextFactory<LiveBlogContext> contexts, ShareCards cards, ShareImages images, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var found = await db.Events.AsNoTracking().Include(e => e.Topic).SingleOrDefaultAsync(e => e.Slug == slug, http.RequestAborted);
        return found is null ? Results.NotFound() : await AnswerAsync(found.IsWire ? SurrogateKeys.Wire : SurrogateKeys.Event(slug), found.IsWire ? cards.OfSite() : cards.Of(found), images, http);
    }

    private static async Task<IResult> EntryAsync(
        string slug, Guid id, IDbContextFactory<LiveBlogContext> contexts, ShareCards cards, ShareImages images, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var liveEvent = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == slug, http.RequestAborted);
        var entry = liveEvent is null
            ? null
            : await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.EventId == liveEvent.Id, http.RequestAborted);
        return entry?.Status switch
        {
            EntryStatus.Published => await AnswerAsync($"{SurrogateKeys.Event(slug)} {SurrogateKeys.Entry(id)}", cards.Of(liveEvent!, entry), images, http),
            EntryStatus.Withdrawn when entry.IsPublic => Results.StatusCode(StatusCodes.Status410Gone),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> ArticleAsync(
        string slug, IDbContextFactory<LiveBlogContext> contexts, ShareCards cards, ShareImages images, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var article = await db.FindArticleAsync(slug, http.RequestAborted);
        return article?.Status switch
        {
            EntryStatus.Published => await AnswerAsync(SurrogateKeys.Article(slug), cards.Of(article), images, http),
            EntryStatus.Withdrawn => Results.StatusCode(StatusCodes.Status410Gone),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> TopicAsync(
        string slug, IDbContextFactory<LiveBlogContext> contexts, ShareCards cards, ShareImages images, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var topic = await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, http.RequestAborted);
        return topic is null ? Results.NotFound() : await AnswerAsync($"{SurrogateKeys.Topic(slug)} {SurrogateKeys.Topics}", cards.Of(topic), images, http);
    }

    private static async Task<IResult> AnswerAsync(string keys, ShareCard card, ShareImages images, HttpContext http)
    {
        var key = ShareImages.KeyOf(card);
        if (http.Response.Revalidate(http.Request, keys, key))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (await images.GetAsync(key, card, http.RequestAborted) is { } file)
            return Results.Bytes(file, "image/png");
        // Not the state of the address but of this moment: nobody keeps it.
        http.Response.Headers.ETag = default;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.RetryAfter = "5";
        return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Many images are being made",
            detail: "Ask again in a few seconds.");
    }
}
