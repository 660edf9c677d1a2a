using System.Globalization;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Data;

/// <summary>Where a list goes on: after that one. The latest stand first, but for some before all others: events that are being covered, drafts.</summary>
/// <param name="StandsFirst">Whether it was one of those.</param>
/// <param name="At">When the event started or the article was published, UTC.</param>
/// <param name="Id">Its id.</param>
public sealed record ListCursor(bool StandsFirst, DateTime At, Guid Id)
{
    private const string First = "first-";
    private const string Time = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>After that event.</summary>
    public static ListCursor Of(LiveEvent liveEvent) => new(liveEvent.IsCovered, liveEvent.StartedAt, liveEvent.Id);

    /// <summary>After that article.</summary>
    public static ListCursor Of(Article article) => new(article.Status == EntryStatus.Draft, article.PublishedAt, article.Id);

    /// <summary>What an address says of it; null where it says nothing that makes sense.</summary>
    public static ListCursor? Parse(string? text)
    {
        if (text is null)
            return null;
        var standsFirst = text.StartsWith(First, StringComparison.Ordinal);
        return (standsFirst ? text[First.Length..] : text).Split('-') is [var time, var id]
            && DateTime.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
            && Guid.TryParseExact(id, "N", out var parsed)
            ? new ListCursor(standsFirst, at, parsed)
            : null;
    }

    /// <summary>As an address says it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(StandsFirst ? First : "")}{At.ToString(Time, CultureInfo.InvariantCulture)}-{Id:n}");
}
