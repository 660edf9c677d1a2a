using LiveBlog.Core;
using LiveBlog.Core.Events;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event as the desk's forms hold it.</summary>
public sealed class EventForm
{
    /// <summary>What the form holds, in the API's spelling.</summary>
    public static readonly string[] Fields =
        ["title", "slug", "standfirst", "background", "language", "timeZone", "topic", "startedAt", "endedAt", "summary", "nextUpdateAt", "authors"];

    /// <summary>The headline.</summary>
    public string? Title { get; set; }

    /// <summary>The address wished for; empty makes one from the title of a new event, and leaves that of another as it is.</summary>
    public string? Slug { get; set; }

    /// <summary>The summary.</summary>
    public string? Standfirst { get; set; }

    /// <summary>The explaining text, Markdown.</summary>
    public string? Background { get; set; }

    /// <summary>The photo beside the title.</summary>
    public PhotoForm Photo { get; set; } = new();

    /// <summary>A language tag.</summary>
    public string? Language { get; set; }

    /// <summary>An IANA name.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The name of the dossier.</summary>
    public string? Topic { get; set; }

    /// <summary>What matters so far, Markdown.</summary>
    public string? Summary { get; set; }

    /// <summary>When readers may expect the next entry, in the zone of <see cref="TimeZone"/>.</summary>
    public string? NextUpdateAt { get; set; }

    /// <summary>That time, as the form began with it.</summary>
    public string? NextUpdateAtShown { get; set; }

    /// <summary>The names of who covers the event, separated by commas.</summary>
    public string? Authors { get; set; }

    /// <summary>The order its page opens in.</summary>
    public EntryOrder DefaultOrder { get; set; }

    /// <summary>When coverage begins, in the zone of <see cref="TimeZone"/>.</summary>
    public string? StartedAt { get; set; }

    /// <summary>The start that the form began with.</summary>
    public string? StartedAtShown { get; set; }

    /// <summary>Whether a new event waits for its start instead of being live at once.</summary>
    public bool Scheduled { get; set; }

    /// <summary>The revision of the event's own fields that the edit started from.</summary>
    public long HeaderRevision { get; set; }

    /// <summary>A form filled with an event.</summary>
    public static EventForm Of(LiveEvent liveEvent)
    {
        var start = ZonedTime.Of(liveEvent.Local(liveEvent.StartedAt));
        var next = liveEvent.NextUpdateAt is { } at ? ZonedTime.Of(liveEvent.Local(at)) : null;
        return new EventForm
        {
            Title = liveEvent.Title,
            Slug = liveEvent.Slug,
            Standfirst = liveEvent.Standfirst,
            Background = liveEvent.Background,
            Photo = PhotoForm.Of(liveEvent.Photo),
            Language = liveEvent.Language,
            TimeZone = liveEvent.TimeZone,
            Topic = liveEvent.Topic?.Name,
            Summary = liveEvent.Summary,
            NextUpdateAt = next,
            NextUpdateAtShown = next,
            Authors = string.Join(", ", liveEvent.Authors.Select(author => author.Name)),
            DefaultOrder = liveEvent.DefaultOrder,
            StartedAt = start,
            StartedAtShown = start,
            HeaderRevision = liveEvent.HeaderRevision,
        };
    }

    /// <summary>What to ask of the core, beside photo and status.</summary>
    /// <exception cref="Refused">The zone is unknown or the time can't be read in it.</exception>
    public EventInput ToInput()
    {
        // An unknown zone is refused by the core, in its own words; until then the time is read as UTC.
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone?.Trim() ?? "", out var known) ? known : TimeZoneInfo.Utc;
        return new EventInput
        {
            Slug = string.IsNullOrWhiteSpace(Slug) ? null : Slug,
            Title = Title ?? "",
            Standfirst = Standfirst ?? "",
            Background = Background ?? "",
            Language = Language?.Trim() ?? "",
            TimeZone = TimeZone?.Trim() ?? "",
            Topic = Topic ?? "",
            Summary = Summary ?? "",
            // A time that is past takes the announcement away.
            NextUpdateAt = string.IsNullOrWhiteSpace(NextUpdateAt) && !string.IsNullOrWhiteSpace(NextUpdateAtShown)
                ? DateTimeOffset.UnixEpoch
                : ZonedTime.Read(NextUpdateAt, NextUpdateAtShown, zone, "nextUpdateAt"),
            Authors = (Authors ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            DefaultOrder = DefaultOrder,
            StartedAt = ZonedTime.Read(StartedAt, StartedAtShown, zone, "startedAt"),
        };
    }
}
