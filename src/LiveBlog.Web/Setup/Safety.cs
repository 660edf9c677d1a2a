using LiveBlog.Core.Text;

namespace LiveBlog.Web.Setup;

/// <summary>What every answer and every address goes through.</summary>
public static class Safety
{
    // Nothing is loaded from elsewhere and nothing runs that is not a file of ours; frames of other sites only where
    // readers may ask for them. connect-src names WebSockets because
    // Safari before 15.4 does not count them as 'self'.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'{0}; "
        + "manifest-src 'self'; form-action 'self'; frame-ancestors {2}; base-uri 'none'{1}";

    private static readonly string Frames = "; frame-src " + string.Join(' ', ExternalContent.FrameOrigins);

    // The desk asks to sign in again in a frame on top of the page.
    private const string OwnFrames = "; frame-src 'self'";

    /// <summary>Sets the headers that keep a browser from doing what we did not ask it to.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // At the last moment: an exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            Protect(context);
            // A CDN that kept a failure would show it to everybody.
            if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Sets them now.</summary>
    internal static void Protect(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        var webSocket = request.Host.HasValue ? $" {(request.IsHttps ? "wss" : "ws")}://{request.Host}" : "";
        headers.ContentSecurityPolicy = request.Path.StartsWithSegments(MediaSetup.Path)
            ? MediaSetup.Policy
            : string.Format(null, Policy, webSocket, IsForReaders(request.Path) ? Frames : OwnFrames, IsForOtherSites(request.Path) ? "*" : "'self'");
        headers.XContentTypeOptions = "nosniff";
        // The newsroom's addresses may let in whoever knows them.
        headers["Referrer-Policy"] = DeskLanguage.IsDesk(request.Path) ? "same-origin" : "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    // Nothing there can be done in somebody's name, so that no click on it is worth stealing.
    private static bool IsForOtherSites(PathString path) => path.StartsWithSegments("/embed");

    private static bool IsForReaders(PathString path) => !DeskLanguage.IsDesk(path);

    /// <summary>
    /// Refuses control characters in an address: none of ours has any, PostgreSQL refuses U+0000, and they have split
    /// cache keys and log lines before.
    /// </summary>
    public static void UseCleanAddresses(this WebApplication app) => app.Use((context, next) =>
        IsClean(context.Request.Path.Value ?? "") && IsClean(context.Request.QueryString)
            ? next(context)
            : Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "Control character in the address",
                detail: "The address holds a control character, such as %00 or %1E: remove it and try again.").ExecuteAsync(context));

    /// <summary>Whether a path, unescaped, holds no control character.</summary>
    internal static bool IsClean(string path) => !path.Any(char.IsControl);

    /// <summary>Whether a query holds no control character, escaped or not.</summary>
    internal static bool IsClean(QueryString query) =>
        query.Value is not { } text || IsClean(text.Contains('%') ? Uri.UnescapeDataString(text) : text);
}
