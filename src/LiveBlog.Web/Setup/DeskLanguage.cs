using System.Globalization;
using System.Security.Claims;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>Which language the desk speaks: one of <see cref="Cultures.Offered"/>.</summary>
public static class DeskLanguage
{
    private static readonly PathString[] Paths = ["/desk", "/account", "/file"];

    /// <summary>Whether an address is the newsroom's own, not its readers'.</summary>
    public static bool IsDesk(PathString path) => Paths.Any(desk => path.StartsWithSegments(desk));

    /// <summary>Sets the culture of what the newsroom sees. After signing in is known: the account may have a language.</summary>
    public static void UseDeskLanguage(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsDesk(context.Request.Path))
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(context);
        return next(context);
    });

    /// <summary>
    /// The language that the address asks for (<c>?lang=en</c>), else the account's, else the first that the browser takes, else
    /// the site's.
    /// </summary>
    public static CultureInfo Of(HttpContext context) => CultureInfo.GetCultureInfo(
        Chosen(context.Request)
        ?? Offered(context.User.FindFirstValue(Actors.LanguageClaim))
        ?? Taken(context.Request)
        ?? context.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value.Language);

    /// <summary>The language that the address asks for, or null.</summary>
    public static string? Chosen(HttpRequest request) => Offered(request.Query["lang"]);

    private static string? Taken(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => Offered(language.Value.Value?.Split('-')[0].ToLowerInvariant()))
        .FirstOrDefault(language => language is not null);

    private static string? Offered(string? language) => Cultures.Offered.Contains(language) ? language : null;
}
