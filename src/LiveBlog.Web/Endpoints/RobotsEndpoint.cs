using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Endpoints;

/// <summary><c>/robots.txt</c> (RFC 9309): what search engines need not look at, and where the sitemaps are.</summary>
public static class RobotsEndpoint
{
    /// <summary>Maps it.</summary>
    public static void MapRobots(this WebApplication app) => app.MapMethods("/robots.txt", Machines.Methods, (HttpContext http) =>
        http.Response.Revalidate(http.Request, SurrogateKeys.Sitemap, "robots")
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Text($"""
                User-agent: *
                Disallow: /account
                Disallow: /api/
                Disallow: /desk
                Disallow: /hubs/

                Sitemap: {http.Request.Absolute("/sitemap.xml")}
                Sitemap: {http.Request.Absolute("/sitemap-news.xml")}

                """, "text/plain")).ExcludeFromDescription();
}
