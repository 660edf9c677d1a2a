using System.Globalization;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Events;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>How pages write times: in the event's or article's zone, on a 24-hour clock, days as the page's language does.</summary>
public static class Times
{
    /// <summary>For the <c>datetime</c> attribute: <c>2022-01-12T18:38:00+01:00</c>, the plus sign not encoded.</summary>
    public static HtmlString Machine(this LiveEvent liveEvent, DateTime utc) => Machine(liveEvent.Local(utc));

    /// <inheritdoc cref="Machine(LiveEvent, DateTime)" />
    public static HtmlString Machine(this Article article, DateTime utc) => Machine(Local(article, utc));

    /// <summary>For the <c>datetime</c> attribute of a day: <c>2022-01-12</c>.</summary>
    public static string MachineDay(this LiveEvent liveEvent, DateTime utc) =>
        liveEvent.Local(utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>18:38</c>.</summary>
    public static string Clock(this LiveEvent liveEvent, DateTime utc) => Clock(liveEvent.Local(utc));

    /// <inheritdoc cref="Clock(LiveEvent, DateTime)" />
    public static string Clock(this Article article, DateTime utc) => Clock(Local(article, utc));

    /// <summary><c>12.01.2022</c>, or in English <c>12 Jan 2022</c>.</summary>
    public static string Day(this LiveEvent liveEvent, DateTime utc) => Day(liveEvent.Local(utc));

    /// <inheritdoc cref="Day(LiveEvent, DateTime)" />
    public static string Day(this Article article, DateTime utc) => Day(Local(article, utc));

    /// <summary><c>mercredi 12 janvier 2022</c>.</summary>
    public static string LongDay(this LiveEvent liveEvent, DateTime utc) => LongDay(liveEvent.Local(utc));

    /// <inheritdoc cref="LongDay(LiveEvent, DateTime)" />
    public static string LongDay(this Article article, DateTime utc) => LongDay(Local(article, utc));

    /// <summary>A day without a time, as <see cref="Day(LiveEvent, DateTime)"/> writes it.</summary>
    public static string Day(DateOnly day) => Day(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>« heure de Bruxelles »; for a zone without words of its own, with the city of its IANA name.</summary>
    public static string ZoneLabel(this IStringLocalizer<Ui> words, LiveEvent liveEvent) => words.ZoneLabel(liveEvent.TimeZone);

    /// <inheritdoc cref="ZoneLabel(IStringLocalizer{Ui}, LiveEvent)" />
    public static string ZoneLabel(this IStringLocalizer<Ui> words, string zone)
    {
        var known = words["zone-" + zone.ToLowerInvariant().Replace('/', '-').Replace('_', '-')];
        return known.ResourceNotFound ? words["zone-other", zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')] : known;
    }

    /// <summary>A UTC time as the article's zone shows it.</summary>
    public static DateTimeOffset Local(this Article article, DateTime utc) =>
        TimeZoneInfo.ConvertTime(new DateTimeOffset(utc, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(article.TimeZone));

    private static HtmlString Machine(DateTimeOffset local) => new(local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    private static string Clock(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset local) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch
    {
        "en" => local.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        "es" => local.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        _ => local.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture),
    };

    private static string LongDay(DateTimeOffset local)
    {
        var culture = CultureInfo.CurrentUICulture;
        var day = culture.TwoLetterISOLanguageName switch
        {
            "en" => "dddd d MMMM yyyy",
            "es" => "dddd, d 'de' MMMM 'de' yyyy",
            "ru" => "dddd, d MMMM yyyy 'г.'",
            _ => "dddd d MMMM yyyy",
        };
        return local.ToString(day, culture.Calendar is GregorianCalendar ? culture : CultureInfo.InvariantCulture);
    }
}
