using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Resources;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>Reads what feeds say from the database: at most <see cref="Most"/> items and as many tombstones.</summary>
public sealed class FeedReader(ViewRenderer views, IStringLocalizer<Ui> words, IOptions<SiteOptions> site, MediaFiles files)
{
    /// <summary>The most items of a feed.</summary>
    public const int Most = 50;

    private const int LongestText = 300;
    private static readonly FileExtensionContentTypeProvider MediaTypes = new();

    /// <summary>The newest entries of an event, or of the wire. To be called inside a snapshot.</summary>
    public async Task<Feed> OfEventAsync(LiveBlogContext db, LiveEvent liveEvent, string origin, CancellationToken cancellation)
    {
        Speak(liveEvent.Language);
        var entries = await db.Entries.AsNoTracking().Include(e => e.Author)
            .Where(e => e.EventId == liveEvent.Id && e.Status == EntryStatus.Published)
            .OrderByDescending(e => e.Position).Take(Most).ToListAsync(cancellation);
        // A draft that was dropped was never in a feed.
        var withdrawn = await db.Entries.AsNoTracking()
            .Where(e => e.EventId == liveEvent.Id && e.Status == EntryStatus.Withdrawn && e.Revision > 0)
            .Where(e => db.EntryVersions.Any(version => version.EntryId == e.Id && version.Status == EntryStatus.Published))
            .OrderByDescending(e => e.Revision).Take(Most).ToListAsync(cancellation);
        var items = new List<FeedItem>();
        foreach (var entry in entries)
            items.Add(liveEvent.IsWire ? Headline(entry, origin) : await ItemAsync(liveEvent, entry, origin));
        return Frame(origin + liveEvent.Address(), liveEvent.Id, liveEvent.Title, liveEvent.Standfirst, liveEvent.Language, origin) with
        {
            UpdatedAt = liveEvent.ChangedAt,
            Items = items,
            Deleted = [.. withdrawn.Select(entry => new Deleted(entry.Id, entry.ModifiedAt))],
        };
    }

    /// <summary>The newest events and articles of a dossier. To be called inside a snapshot.</summary>
    public async Task<Feed> OfTopicAsync(LiveBlogContext db, Topic topic, string origin, CancellationToken cancellation)
    {
        Speak(site.Value.Language);
        var events = await db.Events.AsNoTracking().WithDetails().Where(e => e.TopicId == topic.Id)
            .OrderByDescending(e => e.StartedAt).Take(Most).ToListAsync(cancellation);
        var articles = await db.LatestArticlesAsync(Most, cancellation, topic.Id);
        var items = new List<FeedItem>();
        foreach (var liveEvent in events)
            items.Add(await ItemAsync(liveEvent, origin));
        foreach (var article in articles)
            items.Add(await ItemAsync(article, origin));
        items = [.. items.OrderByDescending(item => item.PublishedAt).ThenBy(item => item.Id).Take(Most)];
        var deleted = await WithdrawnAsync(db, topic, cancellation);
        return Frame(origin + topic.Address(), topic.Id, topic.Name, topic.Description, site.Value.Language, origin) with
        {
            UpdatedAt = Facts.Latest(
                DateTime.UnixEpoch, [.. items.Select(item => (DateTime?)item.UpdatedAt), .. deleted.Select(gone => (DateTime?)gone.At)]),
            Items = items,
            Deleted = deleted,
        };
    }

    // An article does not hold when it was withdrawn, but its headline in the wire does.
    private static async Task<IReadOnlyList<Deleted>> WithdrawnAsync(LiveBlogContext db, Topic topic, CancellationToken cancellation)
    {
        var withdrawn = await db.Articles.AsNoTracking().Where(a => a.TopicId == topic.Id && a.Status == EntryStatus.Withdrawn)
            .OrderByDescending(a => a.PublishedAt).Take(Most).ToListAsync(cancellation);
        if (withdrawn.Count == 0)
            return [];
        var addresses = withdrawn.Select(article => article.Address()).ToList();
        var headlines = await db.Entries.AsNoTracking()
            .Where(e => e.EventId == LiveEvent.WireId && e.Status == EntryStatus.Withdrawn && addresses.Contains(e.Related!.Url!))
            .Select(e => new { e.Related!.Url, e.ModifiedAt }).ToListAsync(cancellation);
        return [.. from article in withdrawn
                   join headline in headlines on article.Address() equals headline.Url
                   orderby headline.ModifiedAt descending
                   select new Deleted(article.Id, headline.ModifiedAt)];
    }

    private Feed Frame(string page, Guid id, string title, string description, string language, string origin) => new()
    {
        Id = id,
        Title = Typography.Apply(title, language),
        Description = Typography.Apply(description, language),
        Language = language,
        Page = page,
        Publisher = site.Value.Name,
        Icon = $"{origin}/apple-touch-icon.png",
        UpdatedAt = DateTime.UnixEpoch,
        Items = [],
    };

    private async Task<FeedItem> ItemAsync(LiveEvent liveEvent, Entry entry, string origin) => new()
    {
        Id = entry.Id,
        // A feed shows no badge, and what was denied must not go on as news.
        Title = entry.Certainty == Certainty.Denied ? words["certainty-denied-title", entry.Title(liveEvent)] : entry.Title(liveEvent),
        Address = origin + liveEvent.Address(entry),
        PublishedAt = entry.PublishedAt,
        UpdatedAt = entry.ReadSince(),
        Authors = entry.Author is { } author ? [author] : [],
        Categories =
        [
            .. Categories(liveEvent.Topic),
            .. entry.IsBreaking ? [new Category("breaking", words["breaking"])] : Array.Empty<Category>(),
            .. entry.IsKey ? [new Category("key", words["key"])] : Array.Empty<Category>(),
        ],
        Text = Facts.Shortened(Typography.Apply(PlainText.FromMarkdown(entry.Body), liveEvent.Language), LongestText),
        Html = await HtmlAsync(FeedText.Of(origin, liveEvent, entry)),
        Enclosures = [.. entry.Media.OrderBy(medium => medium.Kind == MediumKind.Photo).Select(medium => Enclosure(medium, origin))],
    };

    private async Task<FeedItem> ItemAsync(LiveEvent liveEvent, string origin) => new()
    {
        Id = liveEvent.Id,
        Title = Typography.Apply(liveEvent.Title, liveEvent.Language),
        Address = origin + liveEvent.Address(),
        PublishedAt = liveEvent.PublicSince(),
        // Not its every entry: those are in the event's own feed.
        UpdatedAt = Facts.Latest(liveEvent.PublicSince(), liveEvent.SummaryChangedAt, liveEvent.EndedAt),
        Authors = liveEvent.Authors,
        Categories = Categories(liveEvent.Topic),
        Text = Typography.Apply(liveEvent.Standfirst, liveEvent.Language),
        Html = await HtmlAsync(FeedText.Of(origin, liveEvent)),
        Enclosures = Enclosures(liveEvent.Photo, origin),
    };

    private async Task<FeedItem> ItemAsync(Article article, string origin) => new()
    {
        Id = article.Id,
        Title = Typography.Apply(article.Title, article.Language),
        Address = origin + article.Address(),
        PublishedAt = article.PublishedAt,
        UpdatedAt = article.ReadSince(),
        Authors = article.Author is { } author ? [author] : [],
        Categories = Categories(article.Topic),
        Text = Typography.Apply(article.Standfirst, article.Language),
        Html = await HtmlAsync(FeedText.Of(origin, article)),
        Enclosures = Enclosures(article.Photo, origin),
    };

    private static FeedItem Headline(Entry entry, string origin)
    {
        var address = entry.Related?.Url ?? Addresses.Wire;
        return new FeedItem
        {
            Id = entry.Id,
            Title = entry.Headline,
            Address = address.StartsWith('/') ? origin + address : address,
            PublishedAt = entry.PublishedAt,
            UpdatedAt = entry.ReadSince(),
        };
    }

    private static IReadOnlyList<Category> Categories(Topic? topic) => topic is null ? [] : [new Category(topic.Slug, topic.Name)];

    private IReadOnlyList<Enclosure> Enclosures(Photo? photo, string origin) => photo is null ? [] : [Enclosure(photo, origin)];

    private Enclosure Enclosure(Photo photo, string origin) => Enclosure(photo.Address(photo.MiddleWidth(), "jpg"), photo.Alt, origin);

    private Enclosure Enclosure(Medium medium, string origin) =>
        medium.Kind == MediumKind.Photo ? Enclosure(medium.AsPhoto(), origin) : Enclosure(medium.Path, medium.Alt, origin);

    private Enclosure Enclosure(string path, string title, string origin) => new(
        origin + path,
        MediaTypes.TryGetContentType(path, out var type) ? type : "application/octet-stream",
        files.Find(path)?.Length ?? 0,
        title);

    private Task<string> HtmlAsync(FeedText text) => views.RenderAsync("/Pages/Shared/_FeedText.cshtml", text, Cultures.Of(text.Language));

    // What is set here ends with the caller's request.
    private static void Speak(string language) =>
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = Cultures.Of(language);
}
