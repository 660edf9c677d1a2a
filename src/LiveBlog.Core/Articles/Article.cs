using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Topics;

namespace LiveBlog.Core.Articles;

/// <summary>A plain story; schema.org <c>NewsArticle</c>. All times are UTC, to the millisecond.</summary>
public sealed class Article
{
    /// <summary>The longest text, in characters of Markdown.</summary>
    public const int LongestBody = 100_000;

    /// <summary>The most related links.</summary>
    public const int MostRelated = 20;

    private Article() { }

    /// <summary>Identifies the article; UUID version 7 (RFC 9562).</summary>
    public Guid Id { get; private init; }

    /// <summary>Its part of the address, unique among articles, in the form of <see cref="Events.Slug"/>; fixed at creation.</summary>
    public string Slug { get; private init; } = "";

    /// <summary>Counts the saved states from 1; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>Whether readers see it.</summary>
    public EntryStatus Status { get; private set; }

    /// <summary>The headline.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The bold summary under the title (« chapô »); plain text, may be empty.</summary>
    public string Standfirst { get; private set; } = "";

    /// <summary>The text, Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The photo on top, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>The byline.</summary>
    public Author? Author { get; private set; }

    /// <summary>The key of <see cref="Author"/>.</summary>
    public Guid? AuthorId { get; private set; }

    /// <summary>The dossier it belongs to, or null.</summary>
    public Topic? Topic { get; private set; }

    /// <summary>The key of <see cref="Topic"/>.</summary>
    public Guid? TopicId { get; private set; }

    /// <summary>Its language, an IETF tag (BCP 47).</summary>
    public string Language { get; private set; } = "fr";

    /// <summary>The IANA name of the zone its times are shown in.</summary>
    public string TimeZone { get; private set; } = "Europe/Paris";

    /// <summary>The time shown to readers.</summary>
    public DateTime PublishedAt { get; private set; }

    /// <summary>When what readers read last changed after it was published; null if it never did.</summary>
    public DateTime? EditedAt { get; private set; }

    /// <summary>Shown in the wire (« fil d'actu »).</summary>
    public bool IsOnWire { get; private set; }

    /// <summary>What else to read, in order.</summary>
    public IReadOnlyList<RelatedCard> Related { get; private set; } = [];

    /// <summary>A new article, not yet stored.</summary>
    /// <exception cref="Refused">A field breaks a rule.</exception>
    public static Article Create(Guid id, ArticleInput input, Author? author, Topic? topic, DateTimeOffset now)
    {
        var title = Input.Required(input.Title, "title", LiveEvent.LongestTitle);
        var created = new Article
        {
            Id = id,
            Slug = Events.Slug.From(input.Slug ?? title, input.Slug is null ? "title" : "slug"),
            Status = EntryStatus.Draft,
            IsOnWire = true,
            PublishedAt = Input.Instant(now),
        };
        created.Apply(input with { Status = input.Status ?? EntryStatus.Published }, author, topic, now);
        created.Version = 1;
        return created;
    }

    /// <summary>Takes over the fields that <paramref name="input"/> names; answers whether anything changed.</summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    public bool Apply(ArticleInput input, Author? author, Topic? topic, DateTimeOffset now)
    {
        var before = Fields();
        var read = Read();
        var wasPublished = Status == EntryStatus.Published;
        var title = input.Title is null ? Title : Input.Required(input.Title, "title", LiveEvent.LongestTitle);
        var standfirst = input.Standfirst is null ? Standfirst : Input.Text(input.Standfirst, "standfirst", LiveEvent.LongestStandfirst);
        var body = input.Body is null ? Body : Input.Text(input.Body, "body", LongestBody);
        var photo = input.Photo is null ? Photo : Photo.Checked(input.Photo, "photo");
        var language = input.Language is null ? Language : LiveEvent.CheckLanguage(input.Language);
        var timeZone = input.TimeZone is null ? TimeZone : LiveEvent.CheckTimeZone(input.TimeZone);
        var related = input.Related is null ? Related : CheckRelated(input.Related);
        var status = input.Status ?? Status;
        var publishedAt = PublishedAt;
        if (input.PublishedAt is { } wanted)
            publishedAt = Entry.CheckTime(wanted, "publishedAt", now);
        else if (Status == EntryStatus.Draft && status == EntryStatus.Published)
            publishedAt = Input.Instant(now);
        if (status is not (EntryStatus.Draft or EntryStatus.Published or EntryStatus.Withdrawn))
        {
            throw new Refused(RefusalKind.Invalid, "article-status", "status",
                $"An article is a draft, published or withdrawn: choose one of the three.");
        }
        if (Version > 0 && Status != EntryStatus.Draft && status == EntryStatus.Draft)
        {
            throw new Refused(RefusalKind.Invalid, "article-back-to-draft", "status",
                $"Readers have already seen this article, so it can't become a draft again: withdraw it instead.");
        }

        (Title, Standfirst, Body, Photo, Related) = (title, standfirst, body, photo, related);
        (Language, TimeZone, Status, PublishedAt) = (language, timeZone, status, publishedAt);
        IsOnWire = input.Wire ?? IsOnWire;
        if (author is not null)
            (Author, AuthorId) = (author, author.Id);
        if (input.Topic is not null)
            (Topic, TopicId) = (topic, topic?.Id);
        if (wasPublished && read != Read())
            EditedAt = Input.Instant(now);
        return !before.Equals(Fields());
    }

    /// <summary>Marks a saved change with its version.</summary>
    public void Stamp() => Version++;

    private static IReadOnlyList<RelatedCard> CheckRelated(IReadOnlyList<RelatedCard> cards) => cards.Count <= MostRelated
        ? [.. cards.OfType<RelatedCard>().Select(Named).Select(RelatedCard.Checked).OfType<RelatedCard>()]
        : throw new Refused(RefusalKind.Invalid, "related-too-many", "related",
            $"The article has {cards.Count} related links; at most {MostRelated} are allowed: keep the best.");

    // An address without a headline would go unsaid.
    private static RelatedCard Named(RelatedCard card) => string.IsNullOrWhiteSpace(card.Url) || !string.IsNullOrWhiteSpace(card.Headline)
        ? card
        : throw new Refused(RefusalKind.Invalid, "related-unknown", "related",
            $"Nothing that is published is at {card.Url}: correct the address, or write a headline after it.");

    private (string, string, string, Photo?) Read() => (Title, Standfirst, Body, Photo);

    private object Fields() =>
        (Read(), (Language, TimeZone, Status, PublishedAt, IsOnWire), (AuthorId, TopicId, string.Join('\n', Related)));
}
