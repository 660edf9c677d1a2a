using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Setup;

/// <summary>
/// Addresses that an event or an entry once had lead to where it is now: its page, what is below it, its feeds, its frame and its
/// desk. Asked for only where nothing is found, so the others cost nothing.
/// </summary>
public static class OldAddresses
{
    /// <summary>Redirects them.</summary>
    public static void UseOldAddresses(this WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        var response = context.Response;
        if (response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status410Gone) || response.HasStarted
            || context.Request.Path.Value?.Split('/') is not ["", "live" or "embed" or "desk", { Length: > 0 } slug, ..] path)
            return;
        var contexts = context.RequestServices.GetRequiredService<IDbContextFactory<LiveBlogContext>>();
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        if (path.Length > 3 && Guid.TryParse(path[3], out var id) && await db.FindMovedAsync(id, context.RequestAborted) is { } moved)
            (path[2], path[3]) = (moved.Slug, moved.Id.ToString());
        else if (response.StatusCode == StatusCodes.Status404NotFound && await db.FindPresentSlugAsync(slug, context.RequestAborted) is { } present)
            path[2] = present;
        else
            return;
        // For ever, but not unasked: an event may get its old address back.
        response.Headers.CacheControl = "public, max-age=0, s-maxage=1";
        // What a form at the desk sends comes along: its event may have been renamed while somebody typed.
        response.Redirect(string.Join('/', path.Select(Uri.EscapeDataString)) + context.Request.QueryString, permanent: true,
            preserveMethod: !HttpMethods.IsGet(context.Request.Method));
    });
}
