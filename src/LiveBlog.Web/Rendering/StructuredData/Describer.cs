using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;
using LiveBlog.Core.Topics;

namespace LiveBlog.Web.Rendering.StructuredData;

/// <summary>Says in schema.org's words what a page shows. Texts are as readers see them, typography included.</summary>
/// <param name="site">The newsroom's name.</param>
/// <param name="request">Its scheme and host make the addresses whole.</param>
public sealed class Describer(string site, HttpRequest request)
{
    /// <summary>The newsroom.</summary>
    public Agent Newsroom => new("Organization")
    {
        Id = request.Absolute("/#newsroom"),
        Name = site,
        Url = request.Absolute("/"),
        Logo = new Picture { Url = request.Absolute("/apple-touch-icon.png"), Width = new(180), Height = new(180) },
    };

    /// <summary>An event with the entries that its page shows.</summary>
    public Posting Event(LiveEvent liveEvent, IEnumerable<Entry> entries) => new("LiveBlogPosting")
    {
        Id = Address(liveEvent),
        Url = Address(liveEvent),
        Headline = Typography.Apply(liveEvent.Title, liveEvent.Language),
        Description = Some(Typography.Apply(liveEvent.Standfirst, liveEvent.Language)),
        InLanguage = liveEvent.Language,
        DatePublished = liveEvent.Local(liveEvent.PublicSince()),
        DateModified = liveEvent.Local(liveEvent.ChangedAt),
        CoverageStartTime = liveEvent.Local(liveEvent.StartedAt),
        CoverageEndTime = End(liveEvent),
        Author = liveEvent.Authors.Count > 0 ? [.. liveEvent.Authors.Select(Agent)] : [Newsroom],
        Publisher = Newsroom,
        Image = Pictures([liveEvent.Photo], liveEvent.Language),
        MainEntityOfPage = new Whole("WebPage") { Id = Address(liveEvent) },
        ArticleSection = liveEvent.Topic?.Name,
        IsPartOf = Dossier(liveEvent.Topic),
        About = About(liveEvent.Topic),
        LiveBlogUpdate = [.. entries.Select(entry => Entry(liveEvent, entry))],
    };

    /// <summary>An entry as one of its event.</summary>
    public Posting Entry(LiveEvent liveEvent, Entry entry)
    {
        var address = request.Absolute(liveEvent.Address(entry));
        return new Posting("BlogPosting")
        {
            Id = address,
            Url = address,
            Headline = entry.Title(liveEvent),
            DatePublished = liveEvent.Local(entry.PublishedAt),
            DateModified = liveEvent.Local(entry.ReadSince()),
            Author = [entry.Author is { } author ? Agent(author) : Newsroom],
            ArticleBody = Some(Typography.Apply(PlainText.FromMarkdown(entry.Body), liveEvent.Language)),
            Image = Pictures([.. entry.Media.Where(m => m.Kind == MediumKind.Photo).Select(m => m.AsPhoto())], liveEvent.Language),
            Video = Recordings(liveEvent, entry, MediumKind.Video, "VideoObject"),
            Audio = Recordings(liveEvent, entry, MediumKind.Audio, "AudioObject"),
            Correction = entry.CorrectedAt is { } corrected
                ? new Correction { Text = Typography.Apply(entry.Correction, liveEvent.Language), DatePublished = liveEvent.Local(corrected) }
                : null,
        };
    }

    /// <summary>An entry as what its own page is about.</summary>
    public Posting EntryPage(LiveEvent liveEvent, Entry entry) => Entry(liveEvent, entry) with
    {
        InLanguage = liveEvent.Language,
        Publisher = Newsroom,
        MainEntityOfPage = new Whole("WebPage") { Id = request.Absolute(liveEvent.Address(entry)) },
        IsPartOf = new Whole("LiveBlogPosting")
        {
            Id = Address(liveEvent),
            Url = Address(liveEvent),
            Headline = Typography.Apply(liveEvent.Title, liveEvent.Language),
            CoverageStartTime = liveEvent.Local(liveEvent.StartedAt),
            CoverageEndTime = End(liveEvent),
        },
        About = About(liveEvent.Topic),
    };

    /// <summary>An article.</summary>
    public Posting Article(Article article)
    {
        var address = request.Absolute(article.Address());
        return new Posting("NewsArticle")
        {
            Id = address,
            Url = address,
            Headline = Typography.Apply(article.Title, article.Language),
            Description = Some(Typography.Apply(article.Standfirst, article.Language)),
            InLanguage = article.Language,
            DatePublished = article.Local(article.PublishedAt),
            DateModified = article.Local(article.ReadSince()),
            Author = [article.Author is { } author ? Agent(author) : Newsroom],
            Publisher = Newsroom,
            Image = Pictures([article.Photo], article.Language),
            ArticleBody = Some(Typography.Apply(PlainText.FromMarkdown(article.Body), article.Language)),
            ArticleSection = article.Topic?.Name,
            MainEntityOfPage = new Whole("WebPage") { Id = address },
            IsPartOf = Dossier(article.Topic),
            About = About(article.Topic),
        };
    }

    /// <summary>An author's page.</summary>
    /// <param name="author">One who has a page.</param>
    /// <param name="address">Its canonical address, whole.</param>
    /// <param name="language">The page's language.</param>
    public Profile Author(Author author, string address, string language) => new()
    {
        Id = address,
        Url = address,
        Name = author.Name,
        InLanguage = language,
        MainEntity = Agent(author) with
        {
            Description = Some(author.Description),
            Image = Pictures([author.Photo], language)?[0],
            SameAs = author.Links.Count > 0 ? author.Links : null,
            // The vocabulary knows both of people only.
            JobTitle = author.IsOrganization ? null : Some(author.JobTitle),
            WorksFor = author.IsOrganization ? null : Newsroom,
        },
    };

    /// <summary>A page that leads to others, in the order in which it shows them.</summary>
    /// <param name="address">Its canonical address, whole.</param>
    /// <param name="name">Its title.</param>
    /// <param name="description">What it collects; may be empty.</param>
    /// <param name="language">The page's language.</param>
    /// <param name="links">What it leads to: title and address.</param>
    public Collection Collection(
        string address, string name, string description, string language, IEnumerable<(string Title, string Address)> links) => new()
        {
            Id = address,
            Url = address,
            Name = name,
            Description = Some(description),
            InLanguage = language,
            Publisher = Newsroom,
            MainEntity = new ItemList("ItemList")
            {
                ItemListElement = [.. links.Select((link, index) => new Item { Position = index + 1, Name = link.Title, Url = request.Absolute(link.Address) })],
            },
        };

    /// <summary>The way to a page from the home page.</summary>
    /// <param name="steps">After the home page: title and address.</param>
    public ItemList Breadcrumbs(params IEnumerable<(string Title, string Address)> steps) => new("BreadcrumbList")
    {
        ItemListElement = [.. steps.Prepend((site, "/")).Select((step, index) =>
            new Item { Position = index + 1, Name = step.Item1, Target = request.Absolute(step.Item2) })],
    };

    private string Address(LiveEvent liveEvent) => request.Absolute(liveEvent.Address());

    private static DateTimeOffset? End(LiveEvent liveEvent) => liveEvent.EndedAt is { } ended ? liveEvent.Local(ended) : null;

    private Agent Agent(Author author) => new(author.IsOrganization ? "Organization" : "Person")
    {
        Name = author.Name,
        Url = author.Address() is { } address ? request.Absolute(address) : null,
    };

    private Whole? Dossier(Topic? topic) => topic is null ? null : new Whole("CollectionPage")
    {
        Id = request.Absolute(topic.Address()),
        Url = request.Absolute(topic.Address()),
        Name = topic.Name,
    };

    private static Thing? About(Topic? topic) => topic is null ? null : new Thing("Thing") { Name = topic.Name };

    private IReadOnlyList<Picture>? Pictures(IReadOnlyList<Photo?> photos, string language) =>
        photos.OfType<Photo>().Select(photo => new Picture
        {
            Url = request.Absolute(photo.Address(photo.WidestWidth(), "jpg")),
            Width = new(photo.WidestWidth()),
            Height = new((int)Math.Round(photo.WidestWidth() / photo.AspectRatio)),
            Caption = Some(Typography.Apply(photo.Caption, language)),
            CreditText = Some(photo.Credit),
        }).ToList() is { Count: > 0 } pictures ? pictures : null;

    private IReadOnlyList<Recording>? Recordings(LiveEvent liveEvent, Entry entry, MediumKind kind, string type) =>
        entry.Media.Where(medium => medium.Kind == kind).Select(medium => new Recording(type)
        {
            Name = Some(medium.Caption) ?? Some(medium.Alt) ?? entry.Title(liveEvent),
            Description = Some(medium.Alt),
            ContentUrl = request.Absolute(medium.Path),
            ThumbnailUrl = medium.Poster.Length > 0 ? request.Absolute(medium.Poster) : null,
            UploadDate = liveEvent.Local(entry.PublishedAt),
        }).ToList() is { Count: > 0 } recordings ? recordings : null;

    private static string? Some(string text) => text.Length > 0 ? text : null;
}
