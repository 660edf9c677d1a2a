using System.Globalization;

namespace LiveBlog.Core.Events;

/// <summary>Where a list of events goes on: after that one, in the order of <see cref="EventQueries.LatestEventsAsync"/>.</summary>
/// <param name="IsCovered">Whether it was being covered: these stand first.</param>
/// <param name="StartedAt">Its start, UTC.</param>
/// <param name="Id">Its id.</param>
public sealed record EventCursor(bool IsCovered, DateTime StartedAt, Guid Id)
{
    private const string Covered = "live-";
    private const string Time = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>After that event.</summary>
    public static EventCursor Of(LiveEvent liveEvent) => new(liveEvent.IsCovered, liveEvent.StartedAt, liveEvent.Id);

    /// <summary>What an address says of it; null where it says nothing that makes sense.</summary>
    public static EventCursor? Parse(string? text)
    {
        if (text is null)
            return null;
        var isCovered = text.StartsWith(Covered, StringComparison.Ordinal);
        return (isCovered ? text[Covered.Length..] : text).Split('-') is [var time, var id]
            && DateTime.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at)
            && Guid.TryParseExact(id, "N", out var parsed)
            ? new EventCursor(isCovered, at, parsed)
            : null;
    }

    /// <summary>As an address says it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsCovered ? Covered : "")}{StartedAt.ToString(Time, CultureInfo.InvariantCulture)}-{Id:n}");
}
