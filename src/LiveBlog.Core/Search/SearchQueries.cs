using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Search;

internal static class SearchQueries
{
    /// <summary>What was found, as it stands now; without what readers can't open any more.</summary>
    public static async Task<IReadOnlyList<Found>> FoundAsync(
        this LiveBlogContext db, IReadOnlyList<Indexed> found, CancellationToken cancellation)
    {
        if (found.Count == 0)
            return [];
        var ids = found.Select(one => one.Id).ToList();
        var entries = await db.Entries.AsNoTracking().Where(e => ids.Contains(e.Id) && e.Status == EntryStatus.Published)
            .ToDictionaryAsync(e => e.Id, cancellation);
        var eventIds = ids.Concat(entries.Values.Select(e => e.EventId)).Distinct().ToList();
        var events = await db.Events.AsNoTracking().Where(e => eventIds.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellation);
        var articles = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id) && a.Status == EntryStatus.Published)
            .ToDictionaryAsync(a => a.Id, cancellation);
        return [.. found.Select(one => Describe(one)).OfType<Found>()];

        Found? Describe(Indexed one) => one.Kind switch
        {
            FoundKind.Event => events.GetValueOrDefault(one.Id) is { } its
                ? new Found(one.Kind, its.Title, Address(its), Day(its.StartedAt, its.Zone), Picture(its.Photo), its.Title)
                : null,
            FoundKind.Article => articles.GetValueOrDefault(one.Id) is { } article
                ? new Found(one.Kind, article.Title, $"/articles/{Uri.EscapeDataString(article.Slug)}",
                    Day(article.PublishedAt, TimeZoneInfo.FindSystemTimeZoneById(article.TimeZone)), Picture(article.Photo), null)
                : null,
            _ => entries.GetValueOrDefault(one.Id) is { } entry && events.GetValueOrDefault(entry.EventId) is { } its
                ? new Found(one.Kind, entry.Heading.Length > 0 ? entry.Heading : its.Title, $"{Address(its)}/{entry.Id}", Day(entry.PublishedAt, its.Zone),
                    Picture(entry.Media.FirstOrDefault(medium => medium.Kind == MediumKind.Photo)?.AsPhoto() ?? its.Photo), its.Title)
                : null,
        };
    }

    private static string Address(LiveEvent liveEvent) => $"/live/{Uri.EscapeDataString(liveEvent.Slug)}";

    private static DateOnly Day(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    // The smallest: a card is small.
    private static string? Picture(Photo? photo) => photo is null ? null : $"{photo.Path}-{photo.Widths.Split(' ')[0]}.jpg";
}
