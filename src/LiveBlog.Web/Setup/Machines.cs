using LiveBlog.Web.Endpoints;
using LiveBlog.Web.Rendering.Feeds;
using LiveBlog.Web.Rendering.Metadata;
using Microsoft.AspNetCore.ResponseCompression;

namespace LiveBlog.Web.Setup;

/// <summary>What the pages offer to machines: metadata, feeds, sitemaps, embedding.</summary>
public static class Machines
{
    /// <summary>What they may ask with.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds what writes it.</summary>
    public static void AddMachines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MetadataWriter>();
        builder.Services.AddSingleton<FeedReader>();
        builder.Services.Configure<ResponseCompressionOptions>(options => options.MimeTypes =
            [.. ResponseCompressionDefaults.MimeTypes, .. FeedFormat.All.Select(format => format.MediaType)]);
    }

    /// <summary>Maps its addresses.</summary>
    public static void MapMachines(this WebApplication app)
    {
        app.MapFeeds();
        app.MapSitemaps();
        app.MapRobots();
        app.MapOEmbed();
    }
}
