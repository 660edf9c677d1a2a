using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Text;
using LiveBlog.Web.Images;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Rendering.Feeds;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>
/// <c>/oembed?url=…&amp;format=json|xml&amp;maxwidth=…&amp;maxheight=…</c> (oEmbed 1.0): how another site shows an event, or an entry in it.
/// </summary>
public static class OEmbedEndpoint
{
    private const int Width = 600;
    private const int Height = 640;

    /// <summary>Maps it.</summary>
    public static void MapOEmbed(this WebApplication app) => app.MapMethods("/oembed", Machines.Methods, AnswerAsync).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        string? url, string? format, string? maxwidth, string? maxheight,
        IDbContextFactory<LiveBlogContext> contexts, IOptions<SiteOptions> site, HttpContext http)
    {
        if (string.IsNullOrEmpty(url))
            return Problem(StatusCodes.Status400BadRequest, "No address", "Say what to embed: url must be the address of an event or entry of this site.");
        if (format is not (null or "" or "json" or "xml"))
            return Problem(StatusCodes.Status501NotImplemented, "Unknown format", "Ask for format=json or format=xml.");
        if (Smaller(maxwidth, Width) is not { } width || Smaller(maxheight, Height) is not { } height)
            return Problem(StatusCodes.Status400BadRequest, "No size", "maxwidth and maxheight must be whole numbers of pixels above 0.");
        if (Find(url, http.Request) is not var (slug, id))
            return Unknown(url);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var eventId = await db.FindEventIdAsync(slug, http.RequestAborted);
        var live = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == eventId, http.RequestAborted);
        if (live is null || live.IsWire)
            return Unknown(url);
        var entry = id is null ? null : await db.Entries.AsNoTracking()
            .SingleOrDefaultAsync(e => e.Id == id && e.EventId == live.Id && e.Status == EntryStatus.Published, http.RequestAborted);
        if (id is not null && entry is null)
            return Unknown(url);

        var title = entry?.Title(live) ?? Typography.Apply(live.Title, live.Language);
        var source = http.Request.Absolute($"/embed/{Uri.EscapeDataString(live.Slug)}") + (entry is null ? "" : $"#e-{entry.Id}");
        var picture = http.Request.Absolute($"{(entry is null ? live.Address() : live.Address(entry))}/share.png");
        (string Name, object Value)[] fields =
        [
            ("type", "rich"),
            ("version", "1.0"),
            ("title", title),
            ("provider_name", site.Value.Name),
            ("provider_url", http.Request.Absolute("/")),
            ("cache_age", 300),
            .. ShareImages.IsAvailable
                ? [("thumbnail_url", picture), ("thumbnail_width", ShareDrawing.Width), ("thumbnail_height", ShareDrawing.Height)]
                : Array.Empty<(string, object)>(),
            ("html", $"<iframe src=\"{HtmlEncoder.Default.Encode(source)}\" title=\"{HtmlEncoder.Default.Encode(title)}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border:0\"></iframe>"),
            ("width", width),
            ("height", height),
        ];
        // A title is the only thing that may change; a site that embeds asks once.
        if (http.Response.Revalidate(http.Request, SurrogateKeys.Event(live.Slug), $"{live.Epoch}-{live.Revision}-oembed-{width}x{height}-{format}-{id}"))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return format == "xml" ? Results.Bytes(Xml(fields), "text/xml; charset=utf-8") : Results.Text(Json(fields), "application/json");
    }

    private static string Json((string Name, object Value)[] fields) =>
        JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value));

    private static byte[] Xml((string Name, object Value)[] fields) => XmlWriting.Document(xml =>
    {
        xml.WriteStartElement("oembed");
        foreach (var (name, value) in fields)
            xml.Text(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        xml.WriteEndElement();
    });

    // The scheme may differ: whoever embeds may know an older address.
    private static (string Slug, Guid? Id)? Find(string url, HttpRequest request)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || !string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var path = Uri.UnescapeDataString(address.AbsolutePath).Trim('/');
        return path.Split('/') switch
        {
            // As in addresses of our own (Safety): PostgreSQL refuses U+0000.
            _ when path.Any(char.IsControl) => null,
            ["live", var slug] => (slug, null),
            ["live", var slug, var entry] when Guid.TryParseExact(entry, "D", out var id) => (slug, id),
            _ => null,
        };
    }

    private static int? Smaller(string? wanted, int usual) =>
        string.IsNullOrEmpty(wanted) ? usual
        : int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? Math.Min(usual, most)
        : null;

    private static IResult Unknown(string url) => Problem(StatusCodes.Status404NotFound, "Nothing to embed",
        $"There is no event or entry of this site at {url}: use an address such as /live/… of this host.");

    private static IResult Problem(int status, string title, string detail) => Results.Problem(statusCode: status, title: title, detail: detail);
}
