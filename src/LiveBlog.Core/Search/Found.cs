namespace LiveBlog.Core.Search;

/// <summary>What kind of thing a search finds.</summary>
public enum FoundKind
{
    /// <summary>An event.</summary>
    Event,

    /// <summary>An entry of an event.</summary>
    Entry,

    /// <summary>An article.</summary>
    Article,
}

/// <summary>Something of ours that readers can open.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Headline">Its headline, or the first words of its text.</param>
/// <param name="Url">Its site-relative address.</param>
/// <param name="PublishedOn">The day it was published, in its own zone.</param>
/// <param name="Image">The site-relative address of a small picture, or null.</param>
/// <param name="Event">The title of the event it belongs to; null for an article.</param>
public sealed record Found(FoundKind Kind, string Headline, string Url, DateOnly PublishedOn, string? Image, string? Event);
