using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Entries;

/// <summary>One timestamped post in an event; schema.org <c>BlogPosting</c>. All times are UTC, to the millisecond.</summary>
public sealed class Entry
{
    /// <summary>The longest headline, in characters.</summary>
    public const int LongestHeadline = 500;

    /// <summary>The longest body, in characters of Markdown.</summary>
    public const int LongestBody = 20_000;

    /// <summary>The longest correction note, in characters.</summary>
    public const int LongestCorrection = 1_000;

    /// <summary>The earliest time an entry may carry: there were no live pages before the web.</summary>
    public static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How far ahead an entry may be scheduled.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(366);

    /// <summary>How far a time may lie ahead of the server's clock: clocks differ, but an entry says what has happened.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private Entry() { }

    /// <summary>Identifies the entry; UUID version 7 (RFC 9562), made by whoever posts it.</summary>
    public Guid Id { get; private init; }

    /// <summary>The event it belongs to.</summary>
    public Guid EventId { get; private init; }

    /// <summary>The event's revision that last changed this entry; 0 while readers never saw it.</summary>
    public long Revision { get; private set; }

    /// <summary>Counts the saved versions from 1; an edit names the one it started from.</summary>
    public int Version { get; private set; }

    /// <summary>The sort key: time, then id. Compared ordinally (docs/protocol.md).</summary>
    public string Position { get; private set; } = "";

    /// <summary>Whether readers see it.</summary>
    public EntryStatus Status { get; private set; }

    /// <summary>The time shown to readers; of a scheduled entry the time at which it is due.</summary>
    public DateTime PublishedAt { get; private set; }

    /// <summary>When it was stored.</summary>
    public DateTime CreatedAt { get; private init; }

    /// <summary>When it was last changed.</summary>
    public DateTime ModifiedAt { get; private set; }

    /// <summary>One line of plain text; may be empty.</summary>
    public string Headline { get; private set; } = "";

    /// <summary>Markdown as typed; may be empty.</summary>
    public string Body { get; private set; } = "";

    /// <summary>A key event (« temps fort »).</summary>
    public bool IsKey { get; private set; }

    /// <summary>Breaking (« urgent »).</summary>
    public bool IsBreaking { get; private set; }

    /// <summary>Stands on top of the first page (« épinglé »).</summary>
    public bool IsPinned { get; private set; }

    /// <summary>Shown in the wire (« fil d'actu »).</summary>
    public bool IsOnWire { get; private set; }

    /// <summary>When it happened, where that is not <see cref="PublishedAt"/>; else null.</summary>
    public DateTime? HappenedAt { get; private set; }

    /// <summary>When it is to be published; null unless it is <see cref="EntryStatus.Scheduled"/>.</summary>
    public DateTime? DueAt { get; private set; }

    /// <summary>Until when it must not be published, or null.</summary>
    public DateTime? EmbargoUntil { get; private set; }

    /// <summary>How sure the newsroom is of it.</summary>
    public Certainty Certainty { get; private set; }

    /// <summary>Among pinned entries the higher stands first; those of equal rank by <see cref="Position"/>, the latest first.</summary>
    public int PinRank { get; private set; }

    /// <summary>The id under which it went on in another event, or null.</summary>
    public Guid? MovedTo { get; private set; }

    /// <summary>When what readers read last changed after it was published; null if it never did.</summary>
    public DateTime? EditedAt { get; private set; }

    /// <summary>Its photos, sounds and videos.</summary>
    public IReadOnlyList<Medium> Media { get; private set; } = [];

    /// <summary>The byline.</summary>
    public Author? Author { get; private set; }

    /// <summary>The key of <see cref="Author"/>.</summary>
    public Guid? AuthorId { get; private set; }

    /// <summary>The <see cref="Accounts.Actor.Key"/> of who filed it: contributors may edit only their own drafts.</summary>
    public string FiledBy { get; private init; } = "";

    /// <summary>The note of the latest correction; empty if there is none.</summary>
    public string Correction { get; private set; } = "";

    /// <summary>When that correction was made, or null.</summary>
    public DateTime? CorrectedAt { get; private set; }

    /// <summary>A card to something related, or null.</summary>
    public RelatedCard? Related { get; private set; }

    /// <summary>Whether readers see it or its tombstone: what was withdrawn before it was ever published left none.</summary>
    public bool IsPublic => Status == EntryStatus.Published || Status == EntryStatus.Withdrawn && Revision > 0;

    /// <summary>What to call it where there is one line: its headline, or the first words of its text; empty for one with media only.</summary>
    public string Heading => Headline.Length > 0 ? Headline : Shortened(PlainText.FromMarkdown(Body));

    /// <summary>A new entry of that event, not yet stored.</summary>
    /// <exception cref="Refused">A field breaks a rule.</exception>
    public static Entry Create(Guid id, LiveEvent liveEvent, EntryInput input, Author? author, string filedBy, DateTimeOffset now)
    {
        var entry = new Entry
        {
            Id = id,
            EventId = liveEvent.Id,
            CreatedAt = Input.Instant(now),
            PublishedAt = Input.Instant(now),
            FiledBy = filedBy,
        };
        entry.Apply(input with { Status = input.Status ?? EntryStatus.Published }, author, now, liveEvent.Zone);
        return entry;
    }

    /// <summary>Takes over the fields that <paramref name="input"/> names; answers whether anything changed.</summary>
    /// <exception cref="Refused">A field breaks a rule; nothing has changed then.</exception>
    /// <param name="input">What is wished for.</param>
    /// <param name="author">The new byline, or null to keep the present one.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">The event's zone, in which a refusal names times; UTC, if null.</param>
    public bool Apply(EntryInput input, Author? author, DateTimeOffset now, TimeZoneInfo? zone = null)
    {
        var before = Fields();
        var headline = input.Headline is null ? Headline : Input.Line(input.Headline, "headline", LongestHeadline);
        var body = input.Body is null ? Body : Input.Text(input.Body, "body", LongestBody);
        var correction = input.Correction is null ? Correction : Input.Line(input.Correction, "correction", LongestCorrection);
        var media = input.Media is null ? Media : Medium.Checked(input.Media);
        var related = input.Related is null ? Related : RelatedCard.Checked(input.Related);
        var status = input.Status ?? Status;
        DateTime? dueAt = status == EntryStatus.Scheduled ? CheckDue(input.DueAt, now) : null;
        var embargo = input.EmbargoUntil is not { } until ? EmbargoUntil : until > now ? Input.Instant(until) : null;
        var publishedAt = PublishedAt;
        if (dueAt is { } due)
            publishedAt = due;
        else if (input.PublishedAt is { } wanted)
            publishedAt = CheckTime(wanted, "publishedAt", now);
        else if (!IsPublic && status == EntryStatus.Published || Status == EntryStatus.Scheduled)
            publishedAt = Input.Instant(now);
        // Whoever takes it away sends the time shown as they know it: to the second, and where they leave it alone, that of before.
        bool IsShown(DateTime at) => IsSameSecond(at, publishedAt) || input.PublishedAt is null && IsSameSecond(at, PublishedAt);
        DateTime? happenedAt = input.HappenedAt is not { } happened ? HappenedAt
            : IsShown(Input.Instant(happened)) ? publishedAt
            : CheckTime(happened, "happenedAt", now);
        if (headline.Length == 0 && string.IsNullOrWhiteSpace(body) && media.Count == 0)
        {
            throw new Refused(RefusalKind.Invalid, "entry-empty", "body",
                $"The entry has neither headline nor text: write at least one of them.");
        }
        if (IsPublic && Version > 0 && status is not (EntryStatus.Published or EntryStatus.Withdrawn))
        {
            throw new Refused(RefusalKind.Invalid, "entry-back-to-draft", "status",
                $"Readers have already seen this entry, so it can't become a draft again: withdraw it instead.");
        }
        if (MovedTo is not null && status != EntryStatus.Withdrawn)
            throw Moved();
        if (embargo is { } free && (status == EntryStatus.Published && free > now.UtcDateTime || dueAt < free))
        {
            var there = TimeZoneInfo.ConvertTime(new DateTimeOffset(free), zone ?? TimeZoneInfo.Utc);
            throw new Refused(RefusalKind.Conflict, "entry-embargoed", "embargoUntil",
                $"The entry is embargoed until {there:yyyy-MM-dd HH:mm zzz}: publish it after that, or lift the embargo first.", this);
        }

        var read = Read();
        if (correction != Correction)
            CorrectedAt = correction.Length == 0 ? null : Input.Instant(now);
        var wasPublished = Status == EntryStatus.Published && Version > 0;
        (Headline, Body, Correction, Related, Status, PublishedAt) = (headline, body, correction, related, status, publishedAt);
        (Media, DueAt, EmbargoUntil, Certainty) = (media, dueAt, embargo, input.Certainty ?? Certainty);
        HappenedAt = happenedAt is { } other && IsSameSecond(other, publishedAt) ? null : happenedAt;
        IsOnWire = input.Wire ?? IsOnWire;
        IsKey = input.Key ?? IsKey;
        IsBreaking = input.Breaking ?? IsBreaking;
        IsPinned = input.Pinned ?? IsPinned;
        // One that is pinned anew begins as any other.
        PinRank = IsPinned ? input.PinRank ?? PinRank : 0;
        if (author is not null)
            (Author, AuthorId) = (author, author.Id);
        Position = PositionOf(PublishedAt, Id);
        if (wasPublished && read != Read())
            EditedAt = Input.Instant(now);
        return !before.Equals(Fields());
    }

    /// <summary>
    /// The same content as a new entry of another event, not yet stored; this one becomes what is left of it here. Its status and
    /// who filed it go with it, its pin does not: that belonged to this event's page.
    /// </summary>
    /// <exception cref="Refused">It went to another event already, or was withdrawn.</exception>
    /// <param name="to">The other event.</param>
    /// <param name="id">The id it gets there: see <see cref="MovedId"/>.</param>
    /// <param name="now">The present.</param>
    public Entry MoveTo(LiveEvent to, Guid id, DateTimeOffset now)
    {
        if (MovedTo is not null)
            throw Moved();
        if (Status == EntryStatus.Withdrawn)
            throw new Refused(RefusalKind.Conflict, "entry-withdrawn", "id", $"The entry was withdrawn: restore it before it is moved.");
        var there = new Entry
        {
            Id = id,
            EventId = to.Id,
            CreatedAt = Input.Instant(now),
            FiledBy = FiledBy,
            Status = Status,
            PublishedAt = PublishedAt,
            Headline = Headline,
            Body = Body,
            IsKey = IsKey,
            IsBreaking = IsBreaking,
            IsOnWire = IsOnWire,
            HappenedAt = HappenedAt,
            DueAt = DueAt,
            EmbargoUntil = EmbargoUntil,
            Certainty = Certainty,
            EditedAt = EditedAt,
            Media = Media,
            Author = Author,
            AuthorId = AuthorId,
            Correction = Correction,
            CorrectedAt = CorrectedAt,
            // A copy: EF owns each instance for one row.
            Related = Related is null ? null : Related with { },
            Position = PositionOf(PublishedAt, id),
        };
        (Status, MovedTo, DueAt, IsPinned, PinRank) = (EntryStatus.Withdrawn, id, null, false, 0);
        return there;
    }

    /// <summary>The id that an entry gets in the event it is moved to: the same whenever that is tried.</summary>
    /// <param name="id">Its present id.</param>
    /// <param name="toEventId">The event.</param>
    /// <param name="attempt">0; or more where whoever filed something else took the ones before.</param>
    public static Guid MovedId(Guid id, Guid toEventId, int attempt = 0) => new(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"moved/{id}/{toEventId}/{attempt}"))).AsSpan(0, 16),
        bigEndian: true);

    /// <summary>Marks a change with its version and, where readers see it, with the revision that it was given.</summary>
    public void Stamp(long revision, DateTimeOffset now)
    {
        Version++;
        ModifiedAt = Input.Instant(now);
        if (IsPublic)
            Revision = revision;
    }

    /// <summary>The sort key of an entry: <c>20220112T173800000Z-</c> and the id in hexadecimal.</summary>
    public static string PositionOf(DateTime publishedAt, Guid id) =>
        $"{PositionFrom(publishedAt)}-{id:n}";

    /// <summary>The lowest sort key of that time, UTC, and above all of earlier ones.</summary>
    public static string PositionFrom(DateTime time) => time.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    internal static DateTime CheckTime(DateTimeOffset wanted, string field, DateTimeOffset now)
    {
        var instant = Input.Instant(wanted);
        if (instant < Earliest)
        {
            throw new Refused(RefusalKind.Invalid, "entry-too-old", field,
                $"The entry is dated {wanted:yyyy-MM-dd HH:mm}: use a time from {Earliest:yyyy-MM-dd} on.");
        }
        if (instant > now.UtcDateTime + ClockTolerance)
        {
            throw new Refused(RefusalKind.Invalid, "entry-in-future", field,
                $"The entry is dated {wanted:yyyy-MM-dd HH:mm}, which is still to come: leave the time out to use the present.");
        }
        return instant;
    }

    private DateTime CheckDue(DateTimeOffset? wanted, DateTimeOffset now)
    {
        // Only a time that is named anew has to lie ahead: the text may still be mended in the second in which it is due.
        var standing = Status == EntryStatus.Scheduled ? DueAt : null;
        if ((wanted is { } typed ? Input.Instant(typed) : standing) is not { } due)
        {
            throw new Refused(RefusalKind.Invalid, "entry-due-missing", "dueAt",
                $"A scheduled entry is published by itself: say when, in dueAt.");
        }
        if (due != standing && due <= now.UtcDateTime)
        {
            throw new Refused(RefusalKind.Invalid, "entry-due-past", "dueAt",
                $"The entry is to be published at {due:yyyy-MM-dd HH:mm} UTC, which is past: choose a time ahead, or publish it now.");
        }
        if (due != standing && due > now.UtcDateTime + LongestWait)
        {
            throw new Refused(RefusalKind.Invalid, "entry-due-far", "dueAt",
                $"The entry is to be published at {due:yyyy-MM-dd HH:mm} UTC: choose a time within a year.");
        }
        return due;
    }

    private static bool IsSameSecond(DateTime one, DateTime other) => one.Ticks / TimeSpan.TicksPerSecond == other.Ticks / TimeSpan.TicksPerSecond;

    private Refused Moved() => new(RefusalKind.Conflict, "entry-moved", "id",
        $"The entry was moved to another event: change it there.", this);

    private static string Shortened(string text)
    {
        const int longest = 120;
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= longest)
            return line;
        var space = line.LastIndexOf(' ', longest - 1);
        return line[..(space > longest / 2 ? space : longest - 1)].TrimEnd(' ', ',', ';', ':') + "…";
    }

    private object Fields() =>
        (Read(), PublishedAt, (IsKey, IsBreaking, IsPinned, PinRank, IsOnWire), (Status, DueAt, EmbargoUntil), AuthorId, Correction);

    // What a reader reads, marks and notes apart.
    private (string, string, DateTime?, string, RelatedCard?, Certainty) Read() =>
        (Headline, Body, HappenedAt, MediaJson.Write(Media), Related, Certainty);
}
