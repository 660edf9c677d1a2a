using System.Globalization;
using LiveBlog.Core;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Times as a <c>datetime-local</c> input has them: wall-clock time of a zone that the form names.</summary>
public static class ZonedTime
{
    private const string Shape = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>What the input shows.</summary>
    public static string Of(DateTimeOffset local) => local.ToString(Shape, CultureInfo.InvariantCulture);

    /// <summary>
    /// The moment that was typed; null where nothing was, or where nothing was changed (the input has no milliseconds, and
    /// an hour that comes twice can't be told apart). Of an hour that comes twice, the first is meant.
    /// </summary>
    /// <param name="typed">The input's value.</param>
    /// <param name="shown">The value it began with.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="field">The field's name in the API.</param>
    /// <exception cref="Refused">It is no time, or one that the clocks skipped.</exception>
    public static DateTimeOffset? Read(string? typed, string? shown, TimeZoneInfo zone, string field)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed == shown)
            return null;
        if (!DateTime.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Kind != DateTimeKind.Unspecified)
            throw new Refused(RefusalKind.Invalid, "time-unreadable", field, $"\"{typed}\" is no date and time: use the form 2022-01-12T18:38.");
        if (zone.IsInvalidTime(local))
        {
            throw new Refused(RefusalKind.Invalid, "time-skipped", field,
                $"{local:HH:mm} did not exist on that day in {zone.Id}: the clocks were put forward.");
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
