using System.Globalization;

namespace LiveBlog.Core.Imports;

/// <summary>Collects how the times of one event are written and compares them with the zone asked for.</summary>
internal sealed class OffsetCheck(TimeZoneInfo zone)
{
    private readonly SortedSet<TimeSpan> _seen = [];
    private readonly SortedSet<TimeSpan> _ofZone = [];
    private bool _saidWithoutOffset;
    private bool _differ;

    /// <summary>The offsets written, ascending.</summary>
    public IReadOnlyList<TimeSpan> Seen => [.. _seen];

    /// <summary>What to say when a time has no offset.</summary>
    public string WithoutOffset =>
        $"Times of the file have no offset; they were read as times of the zone {zone.Id}. If that is wrong pass --time-zone.";

    /// <summary>What to say when the zone had another offset at a time of the file, else null.</summary>
    public string? Disagreement => _differ
        ? $"The file's times have offset {List(_seen)} but zone {zone.Id} had {List(_ofZone)} then: "
            + "readers would see other times than in the file. If the event has another zone pass --time-zone."
        : null;

    /// <summary>Takes note of a time; true for the first one that has a clock time without an offset.</summary>
    public bool Add(WrittenTime time)
    {
        if (time.Offset is { } offset)
        {
            var ofZone = zone.GetUtcOffset(time.Utc);
            _seen.Add(offset);
            _ofZone.Add(ofZone);
            _differ |= offset != ofZone;
        }
        var first = !_saidWithoutOffset && time is { HasTime: true, HasZone: false };
        _saidWithoutOffset |= first;
        return first;
    }

    private static string List(IEnumerable<TimeSpan> offsets) => string.Join(" and ", offsets.Select(offset =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture)));
}
