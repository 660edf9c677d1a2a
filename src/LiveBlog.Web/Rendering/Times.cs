using System.Globalization;
using LiveBlog.Core.Events;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>How pages write times: in the event's zone, on a 24-hour clock, days as <c>12.01.2022</c>.</summary>
public static class Times
{
    /// <summary>For the <c>datetime</c> attribute: <c>2022-01-12T18:38:00+01:00</c>, the plus sign not encoded.</summary>
    public static HtmlString Machine(this LiveEvent liveEvent, DateTime utc) => new(liveEvent.Write(utc, "yyyy-MM-dd'T'HH:mm:sszzz"));

    /// <summary><c>18:38</c>.</summary>
    public static string Clock(this LiveEvent liveEvent, DateTime utc) => liveEvent.Write(utc, "HH:mm");

    /// <summary><c>12.01.2022</c>.</summary>
    public static string Day(this LiveEvent liveEvent, DateTime utc) => liveEvent.Write(utc, "dd.MM.yyyy");

    /// <summary>« heure de Bruxelles »; for a zone without words of its own, with the city of its IANA name.</summary>
    public static string ZoneLabel(this IStringLocalizer<Ui> words, LiveEvent liveEvent)
    {
        var zone = liveEvent.TimeZone;
        var known = words["zone-" + zone.ToLowerInvariant().Replace('/', '-').Replace('_', '-')];
        return known.ResourceNotFound ? words["zone-other", zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')] : known;
    }

    private static string Write(this LiveEvent liveEvent, DateTime utc, string format) =>
        liveEvent.Local(utc).ToString(format, CultureInfo.InvariantCulture);
}
