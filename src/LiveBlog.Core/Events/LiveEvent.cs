using LiveBlog.Core.Authors;
using LiveBlog.Core.Media;
using LiveBlog.Core.Topics;

namespace LiveBlog.Core.Events;

/// <summary>
/// One covered happening: a replicated set of entries with one revision counter (docs/protocol.md).
/// schema.org calls it <c>LiveBlogPosting</c>. All times are UTC.
/// </summary>
public sealed class LiveEvent
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 500;

    /// <summary>The longest standfirst, in characters.</summary>
    public const int LongestStandfirst = 2_000;

    /// <summary>The longest background, in characters.</summary>
    public const int LongestBackground = 50_000;

    /// <summary>The longest summary, in characters.</summary>
    public const int LongestSummary = 5_000;

    /// <summary>The address of the wire (« fil d'actu »): an event too, whose entries are the headlines of all the others.</summary>
    public const string WireSlug = "wire";

    /// <summary>The wire's id, the same in every database.</summary>
    public static readonly Guid WireId = new("01970000-0000-7000-8000-000000000001");

    private readonly List<Author> authors = [];

    private LiveEvent() { }

    /// <summary>Identifies the event for ever; UUID version 7 (RFC 9562).</summary>
    public Guid Id { get; private init; }

    /// <summary>The event's part of the address, unique, in the form of <see cref="Events.Slug"/>.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Renewed when open pages cannot be brought up to date by changes and have to load anew.</summary>
    public string Epoch { get; private set; } = NewEpoch();

    /// <summary>The number of the latest change that a reader could see.</summary>
    public long Revision { get; private set; }

    /// <summary>The revision at which the event's own fields last changed; an edit names the one it started from.</summary>
    public long HeaderRevision { get; private set; }

    /// <summary>The headline of the coverage.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The bold summary under the title (« chapô »); plain text, may be empty.</summary>
    public string Standfirst { get; private set; } = "";

    /// <summary>The longer text that explains the event (« Découvrir plus »); Markdown, may be empty.</summary>
    public string Background { get; private set; } = "";

    /// <summary>What matters so far (« L'essentiel »); Markdown, usually a list; may be empty.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>When the summary last changed; null while there never was one.</summary>
    public DateTime? SummaryChangedAt { get; private set; }

    /// <summary>When the next entry is to be expected; null if nobody said so.</summary>
    public DateTime? NextUpdateAt { get; private set; }

    /// <summary>Who covers it, by name.</summary>
    public IReadOnlyList<Author> Authors => authors;

    /// <summary>The revision at which the list of key events last changed.</summary>
    public long KeyEventsRevision { get; private set; }

    /// <summary>The language of the coverage and of its page, an IETF tag (BCP 47).</summary>
    public string Language { get; private set; } = "fr";

    /// <summary>The IANA name of the zone its times are shown in.</summary>
    public string TimeZone { get; private set; } = "Europe/Paris";

    /// <summary>Where it stands in its life.</summary>
    public EventStatus Status { get; private set; }

    /// <summary>The order its page opens in.</summary>
    public EntryOrder DefaultOrder { get; private set; }

    /// <summary>When coverage began or is to begin.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When coverage ended; null until then.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>When the event was created here.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>When a reader's page last changed.</summary>
    public DateTime ChangedAt { get; private set; }

    /// <summary>The dossier it belongs to, or null.</summary>
    public Topic? Topic { get; private set; }

    /// <summary>The key of <see cref="Topic"/>.</summary>
    public Guid? TopicId { get; private set; }

    /// <summary>The photo beside the title, or null.</summary>
    public Photo? Photo { get; private set; }

    /// <summary>The identity of the imported posting that this event came from, or null.</summary>
    public string? ImportedFrom { get; private init; }

    /// <summary>The status as readers are told: archived is the newsroom's word for what has ended.</summary>
    public EventStatus ShownStatus => Status == EventStatus.Archived ? EventStatus.Ended : Status;

    /// <summary>Whether it is being covered, even if nothing comes in just now.</summary>
    public bool IsCovered => Status is EventStatus.Live or EventStatus.Paused;

    /// <summary>Whether this is the wire.</summary>
    public bool IsWire => Id == WireId;

    /// <summary>The zone of <see cref="TimeZone"/>.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>A UTC time as the event's zone shows it.</summary>
    public DateTimeOffset Local(DateTime utc) => TimeZoneInfo.ConvertTime(new DateTimeOffset(utc, TimeSpan.Zero), Zone);

    /// <summary>A new event, not yet stored.</summary>
    /// <exception cref="Refused">A field breaks a rule.</exception>
    public static LiveEvent Create(
        EventInput input, Topic? topic, DateTimeOffset now, IReadOnlyList<Author>? authors = null, string? importedFrom = null)
    {
        var instant = Input.Instant(now);
        var title = Input.Required(input.Title, "title", LongestTitle);
        var created = new LiveEvent
        {
            Id = Guid.CreateVersion7(now),
            CreatedAt = instant,
            StartedAt = instant,
            ImportedFrom = importedFrom,
            Slug = Events.Slug.From(input.Slug ?? title, input.Slug is null ? "title" : "slug"),
        };
        created.Apply(input with { Status = input.Status ?? EventStatus.Live }, topic, now, authors);
        created.Stamp(now);
        return created;
    }

    /// <summary>
    /// Takes over the fields that <paramref name="input"/> names; answers whether anything changed. Its slug is changed by
    /// <see cref="Rename"/>.
    /// </summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    public bool Apply(EventInput input, Topic? topic, DateTimeOffset now, IReadOnlyList<Author>? authors = null)
    {
        var before = Fields();
        var title = input.Title is null ? Title : Input.Required(input.Title, "title", LongestTitle);
        var standfirst = input.Standfirst is null ? Standfirst : Input.Text(input.Standfirst, "standfirst", LongestStandfirst);
        var background = input.Background is null ? Background : Input.Text(input.Background, "background", LongestBackground);
        var summary = input.Summary is null ? Summary : Input.Text(input.Summary, "summary", LongestSummary);
        var photo = input.Photo is null ? Photo : Photo.Checked(input.Photo, "photo");
        var language = input.Language is null ? Language : CheckLanguage(input.Language);
        var timeZone = input.TimeZone is null ? TimeZone : CheckTimeZone(input.TimeZone);
        var started = input.StartedAt is { } start ? Input.Instant(start) : StartedAt;
        var ended = input.EndedAt is { } end ? Input.Instant(end) : EndedAt;
        var status = input.Status ?? Status;
        if (status == EventStatus.Live && Status == EventStatus.Scheduled && input.StartedAt is null)
            started = Input.Instant(now);
        CheckStatus(status);
        // One that is archived before it began has no end either.
        ended = status is not (EventStatus.Ended or EventStatus.Archived) || status == EventStatus.Archived && started > now.UtcDateTime
            ? null : ended ?? Input.Instant(now);
        if (ended < started)
        {
            throw new Refused(RefusalKind.Invalid, "event-ends-before-start", "endedAt",
                $"The coverage would end ({ended:u}) before it starts ({started:u}): change one of the two times.");
        }

        if (status == EventStatus.Scheduled && started <= now.UtcDateTime && (Revision == 0 || Status != status || StartedAt != started))
        {
            throw new Refused(RefusalKind.Invalid, "event-start-past", "startedAt",
                $"A scheduled event starts by itself, so its start must lie ahead: {started:u} does not.");
        }

        // Every entry shows its time in the zone and its words in the language: open pages have to load anew.
        if (Revision > 0 && (language != Language || timeZone != TimeZone))
            RenewEpoch();
        (Title, Standfirst, Background, Language, TimeZone) = (title, standfirst, background, language, timeZone);
        (Status, StartedAt, EndedAt, Photo, DefaultOrder) = (status, started, ended, photo, input.DefaultOrder ?? DefaultOrder);
        if (summary != Summary)
            (Summary, SummaryChangedAt) = (summary, Input.Instant(now));
        if (input.NextUpdateAt is { } next)
            NextUpdateAt = next > now ? Input.Instant(next) : null;
        if (ShownStatus == EventStatus.Ended)
            NextUpdateAt = null;
        if (authors is not null && !authors.Select(author => author.Id).Order().SequenceEqual(this.authors.Select(author => author.Id).Order()))
        {
            this.authors.Clear();
            this.authors.AddRange(authors);
        }
        if (input.Topic is not null)
            (Topic, TopicId) = (topic, topic?.Id);
        return !before.Equals(Fields());
    }

    /// <summary>Gives it another address. Open pages have to load anew: every link of their entries has changed.</summary>
    public void Rename(string slug)
    {
        Slug = slug;
        RenewEpoch();
    }

    /// <summary>Gives the next change its revision. The caller holds the event's row lock.</summary>
    public long Advance(DateTimeOffset now)
    {
        ChangedAt = Input.Instant(now);
        return ++Revision;
    }

    /// <summary>Marks that the list of key events changed with the present revision.</summary>
    public void StampKeyEvents() => KeyEventsRevision = Revision;

    /// <summary>
    /// An entry came, dated so: what was expected is there. Answers whether that changed anything, which then has to be stamped.
    /// </summary>
    public bool Expected(DateTime publishedAt)
    {
        if (NextUpdateAt is not { } next || publishedAt < next)
            return false;
        NextUpdateAt = null;
        return true;
    }

    /// <summary>Stops a change of the event's entries where it was archived.</summary>
    /// <exception cref="Refused">It was.</exception>
    public void MustBeOpen()
    {
        if (Status == EventStatus.Archived)
        {
            throw new Refused(RefusalKind.Conflict, "event-archived", "",
                $"The event was archived, so its entries can't be changed: reopen it first.");
        }
    }

    /// <summary>Marks a change of the event's own fields with the next revision.</summary>
    public void Stamp(DateTimeOffset now) => HeaderRevision = Advance(now);

    /// <summary>Sends every open page back to the server, as after a restored backup.</summary>
    public void RenewEpoch() => Epoch = NewEpoch();

    private static string NewEpoch() => Guid.NewGuid().ToString("N")[..10];

    private void CheckStatus(EventStatus wanted)
    {
        if (Revision == 0 && wanted is (EventStatus.Paused or EventStatus.Archived))
        {
            throw new Refused(RefusalKind.Invalid, "event-new-status", "status",
                $"A new event can't be paused or archived already: send the status scheduled, live or ended.");
        }
        if (wanted == EventStatus.Paused && !IsCovered)
        {
            throw new Refused(RefusalKind.Conflict, "event-not-live", "status",
                $"Only an event that is live can be paused: start or reopen it first.");
        }
    }

    private object Fields() =>
        (Title, Standfirst, Background, (Language, TimeZone, Status, DefaultOrder), (StartedAt, EndedAt, NextUpdateAt), (TopicId, Photo), Summary,
            string.Join(' ', authors.Select(author => author.Id).Order()));

    internal static string CheckLanguage(string tag) =>
        tag.Length is >= 2 and <= 35 && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(tag[0])
            ? tag
            : throw new Refused(RefusalKind.Invalid, "language-unknown", "language",
                $"\"{tag}\" is not a language tag: use one such as fr, en, es or ru.");

    internal static string CheckTimeZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? zone.Id
            : throw new Refused(RefusalKind.Invalid, "time-zone-unknown", "timeZone",
                $"\"{name}\" is not a time zone that LiveBlog knows: use an IANA name such as Europe/Paris.");
}
