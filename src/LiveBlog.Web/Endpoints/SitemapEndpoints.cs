using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Text;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Rendering.Feeds;
using LiveBlog.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>
/// <c>/sitemap.xml</c>, which names the parts (sitemaps.org), and <c>/sitemap-news.xml</c> with what is new (Google News). Each
/// part is one bounded query, and what stands in it stays in it: events of the month in which they were made, articles of the month of
/// their publication, and dossiers and authors, of which there are few, counted by their ids, which grow.
/// </summary>
public static class SitemapEndpoints
{
    /// <summary>The most addresses in a part of what is counted; the format allows ten times as many.</summary>
    public const int Most = 5_000;

    private const int MostOfMonth = 50_000;

    // What Google News reads: that of two days, at most a thousand.
    private const int MostNews = 1_000;
    private const string Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string News = "http://www.google.com/schemas/sitemap-news/0.9";
    private const string Month = "yyyyMM";
    private static readonly TimeSpan NewsAge = TimeSpan.FromDays(2);

    private sealed record Page(string Address, DateTime? ChangedAt);

    /// <summary>Maps them.</summary>
    public static void MapSitemaps(this WebApplication app)
    {
        app.MapMethods("/sitemap.xml", Machines.Methods, IndexAsync).ExcludeFromDescription();
        app.MapMethods("/sitemaps/{kind:regex(^(pages|topics|authors)$)}-{part:int:min(1)}.xml", Machines.Methods, PartAsync).ExcludeFromDescription();
        app.MapMethods("/sitemaps/{kind:regex(^(events|articles)$)}-{month:length(6)}.xml", Machines.Methods, MonthAsync).ExcludeFromDescription();
        app.MapMethods("/sitemap-news.xml", Machines.Methods, NewsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> IndexAsync(IDbContextFactory<LiveBlogContext> contexts, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var events = db.Events.Where(e => e.Id != LiveEvent.WireId).Select(e => (DateTime?)e.CreatedAt);
        var articles = db.Articles.Where(a => a.Status == EntryStatus.Published).Select(a => (DateTime?)a.PublishedAt);
        // One of each that is counted, even if it is empty, so that its address is known from the first day.
        List<string> parts =
        [
            "pages-1", .. await MonthsAsync("events", events, http.RequestAborted), .. await MonthsAsync("articles", articles, http.RequestAborted),
            .. Counted("topics", await db.Topics.CountAsync(http.RequestAborted)),
            .. Counted("authors", await db.Authors.CountAsync(a => a.Slug != null, http.RequestAborted)),
        ];
        return Answer(http, xml =>
        {
            xml.WriteStartElement("sitemapindex", Sitemap);
            foreach (var part in parts)
                Write(xml, "sitemap", new Page($"/sitemaps/{part}.xml", null), http);
            xml.WriteEndElement();
        });
    }

    private static async Task<IResult> PartAsync(string kind, int part, IDbContextFactory<LiveBlogContext> contexts, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (part > 10_000)
            return Results.NotFound();
        var pages = kind switch
        {
            "authors" => (await db.Authors.Where(a => a.Slug != null).OrderBy(a => a.Id).Skip((part - 1) * Most).Take(Most)
                .Select(a => a.Slug!).ToListAsync(http.RequestAborted)).Select(slug => new Page($"/authors/{Uri.EscapeDataString(slug)}", null)),
            "topics" => await TopicsAsync(db, part, http.RequestAborted),
            // They lead to everything, as dossiers do.
            _ => part == 1 ? [new Page("/", null), new Page(Addresses.Wire, null)] : [],
        };
        var listed = pages.ToList();
        return listed.Count == 0 && part > 1 ? Results.NotFound() : Answer(http, listed);
    }

    private static async Task<IResult> MonthAsync(string kind, string month, IDbContextFactory<LiveBlogContext> contexts, HttpContext http)
    {
        if (!DateTime.TryParseExact(month, Month, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var first)
            || first.Year == DateTime.MaxValue.Year)
            return Results.NotFound();
        var next = first.AddMonths(1);
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Answer(http, kind == "events"
            ? (await db.Events.Where(e => e.Id != LiveEvent.WireId && e.CreatedAt >= first && e.CreatedAt < next).OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).Take(MostOfMonth)
                .Select(e => new { e.Slug, e.ChangedAt }).ToListAsync(http.RequestAborted)).Select(e => new Page($"/live/{Uri.EscapeDataString(e.Slug)}", e.ChangedAt))
            : (await db.Articles.Where(a => a.Status == EntryStatus.Published && a.PublishedAt >= first && a.PublishedAt < next)
                .OrderBy(a => a.PublishedAt).ThenBy(a => a.Id).Take(MostOfMonth)
                .Select(a => new { a.Slug, Changed = a.EditedAt ?? a.PublishedAt }).ToListAsync(http.RequestAborted))
                .Select(a => new Page($"/articles/{Uri.EscapeDataString(a.Slug)}", a.Changed)));
    }

    // From the first to the last, whether or not there is something in each.
    private static async Task<IEnumerable<string>> MonthsAsync(string kind, IQueryable<DateTime?> times, CancellationToken cancellation)
    {
        if (await times.OrderBy(at => at).FirstOrDefaultAsync(cancellation) is not { } first || await times.OrderByDescending(at => at).FirstOrDefaultAsync(cancellation) is not { } last)
            return [];
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        return Enumerable.Range(0, months).Select(i => $"{kind}-{first.AddDays(1 - first.Day).AddMonths(i).ToString(Month, CultureInfo.InvariantCulture)}");
    }

    private static IEnumerable<string> Counted(string kind, int count) =>
        Enumerable.Range(1, Math.Max(1, (count + Most - 1) / Most)).Select(part => string.Create(CultureInfo.InvariantCulture, $"{kind}-{part}"));

    private static async Task<IResult> NewsAsync(IDbContextFactory<LiveBlogContext> contexts, IOptions<SiteOptions> site, TimeProvider clock, HttpContext http)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var since = clock.GetUtcNow().UtcDateTime - NewsAge;
        // Each status down its index.
        var ended = db.Events.Where(e => e.Status == EventStatus.Ended && e.StartedAt >= since);
        var events = await Latest(EventStatus.Live).Concat(Latest(EventStatus.Paused)).Concat(ended.OrderByDescending(e => e.StartedAt).Take(MostNews / 2))
            .AsNoTracking().OrderByDescending(e => e.StartedAt).Take(MostNews / 2).ToListAsync(http.RequestAborted);
        var articles = await db.Articles.AsNoTracking().Where(a => a.Status == EntryStatus.Published && a.PublishedAt >= since)
            .OrderByDescending(a => a.PublishedAt).Take(MostNews - events.Count).ToListAsync(http.RequestAborted);
        return Answer(http, xml =>
        {
            xml.WriteStartElement("urlset", Sitemap);
            xml.WriteAttributeString("xmlns", "news", null, News);
            foreach (var e in events)
                Write(new Page(e.Address(), e.ChangedAt), e.Language, e.StartedAt, Typography.Apply(e.Title, e.Language));
            foreach (var a in articles)
                Write(new Page(a.Address(), a.ReadSince()), a.Language, a.PublishedAt, Typography.Apply(a.Title, a.Language));
            xml.WriteEndElement();

            void Write(Page page, string language, DateTime publishedAt, string title) => SitemapEndpoints.Write(xml, "url", page, http, () =>
            {
                xml.WriteStartElement("news", "news", News);
                xml.WriteStartElement("news", "publication", News);
                xml.Text("news", "name", News, site.Value.Name);
                xml.Text("news", "language", News, Cultures.Of(language).TwoLetterISOLanguageName);
                xml.WriteEndElement();
                xml.Text("news", "publication_date", News, Time(publishedAt));
                xml.Text("news", "title", News, title);
                xml.WriteEndElement();
            });
        });

        IQueryable<LiveEvent> Latest(EventStatus status) => db.Events.Where(e => e.Id != LiveEvent.WireId && e.Status == status)
            .OrderByDescending(e => e.StartedAt).Take(MostNews / 2);
    }

    private static async Task<IEnumerable<Page>> TopicsAsync(LiveBlogContext db, int part, CancellationToken cancellation) =>
        (await db.Topics.OrderBy(t => t.Id).Skip((part - 1) * Most).Take(Most)
            .Select(t => new { t.Slug, Changed = db.Events.Where(e => e.TopicId == t.Id).Max(e => (DateTime?)e.ChangedAt) })
            .ToListAsync(cancellation))
        .Select(t => new Page($"/topics/{Uri.EscapeDataString(t.Slug)}", t.Changed));

    private static void Write(XmlWriter xml, string element, Page page, HttpContext http, Action? more = null)
    {
        xml.WriteStartElement(element);
        xml.Text("loc", http.Request.Absolute(page.Address));
        if (page.ChangedAt is { } changed)
            xml.Text("lastmod", Time(changed));
        more?.Invoke();
        xml.WriteEndElement();
    }

    private static IResult Answer(HttpContext http, IEnumerable<Page> pages) => Answer(http, xml =>
    {
        xml.WriteStartElement("urlset", Sitemap);
        foreach (var page in pages)
            Write(xml, "url", page, http);
        xml.WriteEndElement();
    });

    private static IResult Answer(HttpContext http, Action<XmlWriter> write)
    {
        var bytes = XmlWriting.Document(write);
        return http.Response.Revalidate(http.Request, SurrogateKeys.Sitemap, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16])
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, "application/xml; charset=utf-8");
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
