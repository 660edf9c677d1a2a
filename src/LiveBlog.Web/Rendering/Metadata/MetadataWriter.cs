using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Images;
using LiveBlog.Web.Rendering.StructuredData;
using LiveBlog.Web.Resources;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Rendering.Metadata;

/// <summary>Says what each kind of page says to machines.</summary>
public sealed class MetadataWriter(IOptions<SiteOptions> site, IStringLocalizer<Ui> words)
{
    private const int LongestDescription = 200;

    private string Site => site.Value.Name;

    /// <summary>An event's page; or an entry's, which is the event's page with that entry in it.</summary>
    /// <param name="request">Its scheme and host make the addresses whole.</param>
    /// <param name="shown">What the page shows.</param>
    /// <param name="canonical">The page's address among the event's pages.</param>
    public PageMetadata Of(HttpRequest request, EventPage shown, string canonical)
    {
        var live = shown.Event;
        var describer = new Describer(Site, request);
        var target = shown.Target is { Status: EntryStatus.Published } entry ? entry : null;
        var way = Way(live.Topic).Append((Typography.Apply(live.Title, live.Language), live.Address()));
        if (target is not null)
            way = way.Append((target.Title(live), live.Address(target)));
        var address = request.Absolute(target is null ? canonical : live.Address(target));
        var title = target?.Title(live) ?? Typography.Apply(live.Title, live.Language);
        return new PageMetadata
        {
            Canonical = address,
            Title = title,
            Description = Description(live, target),
            Language = live.Language,
            IsArticle = true,
            Image = Image(request, target is null ? live.Address() : live.Address(target), title, live.Photo),
            PublishedAt = live.Local(target?.PublishedAt ?? live.PublicSince()),
            ModifiedAt = live.Local(target?.ReadSince() ?? live.ChangedAt),
            Section = live.Topic?.Name,
            Languages = [(live.Language, address)],
            FeedTitle = Typography.Apply(live.Title, live.Language),
            FeedBase = request.Absolute(live.Address()),
            Embeddable = request.Absolute(target is null ? live.Address() : live.Address(target)),
            Data =
            [
                target is null
                    ? JsonLd.Write(describer.Event(live, shown.Pinned.Concat(shown.Entries)))
                    : JsonLd.Write(describer.EntryPage(live, target)),
                JsonLd.Write(describer.Breadcrumbs(way)),
            ],
        };
    }

    /// <summary>An article's page.</summary>
    public PageMetadata Of(HttpRequest request, Article article)
    {
        var describer = new Describer(Site, request);
        var title = Typography.Apply(article.Title, article.Language);
        var address = request.Absolute(article.Address());
        return new PageMetadata
        {
            Canonical = address,
            Title = title,
            Description = Typography.Apply(article.Standfirst, article.Language),
            Language = article.Language,
            IsArticle = true,
            Image = Image(request, article.Address(), title, article.Photo),
            PublishedAt = article.Local(article.PublishedAt),
            ModifiedAt = article.Local(article.ReadSince()),
            Section = article.Topic?.Name,
            Languages = [(article.Language, address)],
            FeedTitle = article.Topic?.Name,
            FeedBase = article.Topic is { } topic ? request.Absolute(topic.Address()) : "",
            Data =
            [
                JsonLd.Write(describer.Article(article)),
                JsonLd.Write(describer.Breadcrumbs(Way(article.Topic).Append((title, article.Address())))),
            ],
        };
    }

    /// <summary>A dossier's page.</summary>
    /// <param name="request">Its scheme and host make the addresses whole.</param>
    /// <param name="topic">The dossier.</param>
    /// <param name="asked">The language that the address asks for, or null.</param>
    /// <param name="from">Where the page goes on.</param>
    /// <param name="events">The events shown.</param>
    /// <param name="articles">The articles shown.</param>
    public PageMetadata Of(
        HttpRequest request, Topic topic, string? asked, Continuation from, IEnumerable<LiveEvent> events, IEnumerable<Article> articles) =>
        Collection(request, from.Address(topic.Address()), topic.Name, topic.Description, asked, Links(events, articles), [(topic.Name, topic.Address())],
            feed: topic.Name, image: topic.Address(), photo: topic.Photo);

    /// <summary>An author's page.</summary>
    /// <param name="request">Its scheme and host make the addresses whole.</param>
    /// <param name="author">One who has a page.</param>
    /// <param name="asked">The language that the address asks for, or null.</param>
    /// <param name="from">Where the page goes on.</param>
    public PageMetadata Of(HttpRequest request, Author author, string? asked, Continuation from)
    {
        var path = from.Address(author.Address()!);
        var language = asked ?? site.Value.Language;
        var describer = new Describer(Site, request);
        return new PageMetadata
        {
            Canonical = request.Absolute(In(language, path)),
            Title = author.Name,
            Description = Facts.Shortened(author.Description, LongestDescription),
            Language = language,
            Image = Image(request, "", author.Name, author.Photo),
            Languages = InAll(request, path),
            Data =
            [
                JsonLd.Write(describer.Author(author, request.Absolute(In(language, path)), language)),
                JsonLd.Write(describer.Breadcrumbs((author.Name, author.Address()!))),
            ],
        };
    }

    /// <summary>The wire's page.</summary>
    /// <param name="request">Its scheme and host make the addresses whole.</param>
    /// <param name="shown">What the page shows.</param>
    /// <param name="asked">The language that the address asks for, or null.</param>
    public PageMetadata OfWire(HttpRequest request, EventPage shown, string? asked)
    {
        var (_, before, after, _) = shown.Request;
        var page = Addresses.Wire + (before is not null ? $"?before={before}" : after is not null ? $"?after={after}" : "");
        return Collection(request, page, words["wire"], words["wire-description", Site], asked,
            shown.Pinned.Concat(shown.Entries).Select(item => (item.Headline, item.Related?.Url ?? Addresses.Wire)),
            [(words["wire"], Addresses.Wire)], feed: words["wire"], image: "");
    }

    /// <summary>The home page.</summary>
    /// <param name="request">Its scheme and host make the addresses whole.</param>
    /// <param name="asked">The language that the address asks for, or null.</param>
    /// <param name="events">The events shown.</param>
    /// <param name="articles">The articles shown.</param>
    public PageMetadata OfHome(HttpRequest request, string? asked, IEnumerable<LiveEvent> events, IEnumerable<Article> articles) =>
        Collection(request, "/", Site, words["site-description", Site], asked, Links(events, articles), [], feed: words["wire"], image: "")
            with
        { FeedBase = request.Absolute(Addresses.Wire) };

    private PageMetadata Collection(
        HttpRequest request, string path, string name, string description, string? asked,
        IEnumerable<(string, string)> links, IReadOnlyList<(string, string)> way, string feed, string image, Photo? photo = null)
    {
        var describer = new Describer(Site, request);
        var language = asked ?? site.Value.Language;
        var address = request.Absolute(In(language, path));
        var data = new List<HtmlString> { JsonLd.Write(describer.Collection(address, name, description, language, links)) };
        if (way.Count > 0)
            data.Add(JsonLd.Write(describer.Breadcrumbs(way)));
        return new PageMetadata
        {
            Canonical = address,
            Title = name,
            Description = description,
            Language = language,
            Image = Image(request, image, name, photo),
            Languages = InAll(request, path),
            FeedTitle = feed,
            FeedBase = request.Absolute(path.Split('?')[0]),
            Data = data,
        };
    }

    private IReadOnlyList<(string, string)> InAll(HttpRequest request, string path) =>
    [
        .. Cultures.Offered.Select(offered => (offered, request.Absolute(In(offered, path)))),
        ("x-default", request.Absolute(path)),
    ];

    // The site's own language is at the address without any.
    private string In(string language, string path) =>
        language == site.Value.Language ? path : $"{path}{(path.Contains('?') ? '&' : '?')}lang={language}";

    private static IEnumerable<(string, string)> Links(IEnumerable<LiveEvent> events, IEnumerable<Article> articles) =>
        events.Select(e => (Typography.Apply(e.Title, e.Language), e.Address()))
            .Concat(articles.Select(a => (Typography.Apply(a.Title, a.Language), a.Address())));

    private static IEnumerable<(string, string)> Way(Topic? topic) => topic is null ? [] : [(topic.Name, topic.Address())];

    // Where none can be made, the photo itself.
    private static ShareImage? Image(HttpRequest request, string below, string alt, Photo? photo) =>
        ShareImages.IsAvailable ? new(request.Absolute($"{below}/share.png"), ShareDrawing.Width, ShareDrawing.Height, alt)
        : photo is null ? null
        : new(request.Absolute(photo.Address(photo.WidestWidth(), "jpg")), photo.WidestWidth(), (int)Math.Round(photo.WidestWidth() / photo.AspectRatio), photo.Alt);

    private static string Description(LiveEvent live, Entry? entry) => entry is null
        ? Typography.Apply(live.Standfirst, live.Language)
        : Facts.Shortened(Typography.Apply(PlainText.FromMarkdown(entry.Body), live.Language), LongestDescription);
}
