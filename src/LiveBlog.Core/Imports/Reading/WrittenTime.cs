using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Imports;

/// <summary>A moment as a file writes it: ISO 8601 as schema.org asks for, or the date of RFC 5322 that feeds use.</summary>
/// <param name="Utc">UTC, whole milliseconds.</param>
/// <param name="Offset">The offset written, null for <c>Z</c> and when there is none.</param>
/// <param name="Day">The day written.</param>
/// <param name="HasTime">False if only a day is written; <c>Utc</c> is its midnight in the zone.</param>
/// <param name="HasZone">True if an offset or <c>Z</c> is written.</param>
internal sealed partial record WrittenTime(DateTime Utc, TimeSpan? Offset, DateOnly Day, bool HasTime, bool HasZone)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly string[] Clocks = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>The moment, or null if the text is none; a time without offset is the local time of <paramref name="zone"/>.</summary>
    public static WrittenTime? Parse(string text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (DateTimeOffset.TryParseExact(text, "r", Invariant, DateTimeStyles.None, out var feedDate))
            return new WrittenTime(feedDate.UtcDateTime, null, DateOnly.FromDateTime(feedDate.UtcDateTime), HasTime: true, HasZone: true);
        if (Iso().Match(text) is not { Success: true } match
            || !DateOnly.TryParseExact(match.Groups["day"].Value, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var day))
            return null;
        var clock = TimeOnly.MinValue;
        var time = match.Groups["time"].Value.Replace(',', '.');
        if (time.Length > 0 && !TimeOnly.TryParseExact(time, Clocks, Invariant, DateTimeStyles.None, out clock))
            return null;
        if (OffsetOf(match.Groups["offset"].Value, out var offset) is false)
            return null;

        var local = day.ToDateTime(clock);
        // In the hour that a change to summer time leaves out, and in the one that comes twice, this is winter time.
        var ticks = local.Ticks - (offset ?? zone.GetUtcOffset(local)).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            return null;
        return new WrittenTime(
            new DateTime(ticks - ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc),
            match.Groups["offset"].Value is "Z" or "z" ? null : offset,
            day, time.Length > 0, offset is not null);
    }

    private static bool OffsetOf(string text, out TimeSpan? offset)
    {
        offset = null;
        if (text.Length == 0)
            return true;
        if (text is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var minutes = int.Parse(digits[..2], Invariant) * 60 + int.Parse(digits[2..], Invariant);
        offset = TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes);
        // No place on earth is further from UTC.
        return minutes <= 14 * 60;
    }

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ](?<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,7})?)?)(?:(?<=[.,][0-9]{7})[0-9]+)? ?(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-5][0-9])?)?)?$")]
    private static partial Regex Iso();
}
