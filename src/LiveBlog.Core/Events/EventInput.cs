using LiveBlog.Core.Media;

namespace LiveBlog.Core.Events;

/// <summary>What somebody wants an event to be. A field left null keeps its value; an empty text empties it.</summary>
public record EventInput
{
    /// <summary>The address wished for. Made from the title when a new event names none; an old one leads to the new.</summary>
    public string? Slug { get; init; }

    /// <summary>The headline; required at creation.</summary>
    public string? Title { get; init; }

    /// <summary>The summary under the title.</summary>
    public string? Standfirst { get; init; }

    /// <summary>The explaining text, Markdown.</summary>
    public string? Background { get; init; }

    /// <summary>What matters so far (« L'essentiel »), Markdown.</summary>
    public string? Summary { get; init; }

    /// <summary>When readers may expect the next entry; a time already past takes the announcement away.</summary>
    public DateTimeOffset? NextUpdateAt { get; init; }

    /// <summary>The names of who covers it, found or created; an empty list takes them away.</summary>
    public IReadOnlyList<string>? Authors { get; init; }

    /// <summary>The photo beside the title; one without path takes it away.</summary>
    public Photo? Photo { get; init; }

    /// <summary>An IETF language tag.</summary>
    public string? Language { get; init; }

    /// <summary>An IANA time zone name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Scheduled, live, paused, ended or archived.</summary>
    public EventStatus? Status { get; init; }

    /// <summary>The order its page opens in.</summary>
    public EntryOrder? DefaultOrder { get; init; }

    /// <summary>When coverage begins; now, when an event is created or goes live without it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When coverage ended; now, when an event is ended without it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The name of the dossier, found or created; empty takes the event out of its dossier.</summary>
    public string? Topic { get; init; }
}
