using System.Globalization;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Entries;

/// <summary>
/// Cards that lead to something of ours: what they leave out is taken from there, as it stands when the card is written.
/// An address that leads to nothing published stays as it is; the card then says only what it was given.
/// </summary>
internal static class OwnCards
{
    /// <summary>The card with headline, day and picture, where it leads to something of ours and leaves them out.</summary>
    public static async Task<RelatedCard?> FilledAsync(this LiveBlogContext db, RelatedCard? card, CancellationToken cancellation) =>
        card?.Url is { } url && (string.IsNullOrWhiteSpace(card.Headline) || card.PublishedOn is null || string.IsNullOrWhiteSpace(card.Image))
            && await FindAsync(db, url, cancellation) is { } found
            ? Filled(card, found)
            : card;

    /// <summary>The same for a list.</summary>
    public static async Task<IReadOnlyList<RelatedCard>?> FilledAsync(
        this LiveBlogContext db, IReadOnlyList<RelatedCard>? cards, CancellationToken cancellation)
    {
        // More than there may be are refused in a moment: no need to look for each.
        if (cards is null || cards.Count > Article.MostRelated)
            return cards;
        var filled = new List<RelatedCard>();
        // A list that a tool sends may hold null.
        foreach (var card in cards.OfType<RelatedCard>())
            filled.Add((await db.FilledAsync(card, cancellation))!);
        return filled;
    }

    /// <summary>The card with what it leaves out as <paramref name="other"/>, which leads to the same, has it.</summary>
    public static RelatedCard? FilledFrom(RelatedCard? card, RelatedCard? other) =>
        card is not null && other?.Url is ['/', ..] && other.Url == card.Url?.Trim() ? Filled(card, other) : card;

    private static RelatedCard Filled(RelatedCard card, RelatedCard found) => card with
    {
        Headline = string.IsNullOrWhiteSpace(card.Headline) ? found.Headline : card.Headline,
        PublishedOn = card.PublishedOn ?? found.PublishedOn,
        Image = string.IsNullOrWhiteSpace(card.Image) ? found.Image : card.Image,
    };

    private static async Task<RelatedCard?> FindAsync(LiveBlogContext db, string url, CancellationToken cancellation)
    {
        var path = Uri.UnescapeDataString(url.Trim().Split('?', '#')[0]).TrimEnd('/');
        return path.Split('/') switch
        {
            // No address of ours has any, and PostgreSQL refuses U+0000.
            _ when path.Any(char.IsControl) => null,
            ["", "live", var slug] => await EventAsync(db, slug, cancellation),
            ["", "live", var slug, var id] when Guid.TryParse(id, out var entry) => await EntryAsync(db, slug, entry, cancellation),
            ["", "articles", var slug] => await ArticleAsync(db, slug, cancellation),
            _ => null,
        };
    }

    private static async Task<RelatedCard?> EventAsync(LiveBlogContext db, string slug, CancellationToken cancellation) =>
        await db.FindEventIdAsync(slug, cancellation) is { } id && id != LiveEvent.WireId
        && await db.Events.AsNoTracking().SingleAsync(e => e.Id == id, cancellation) is { } found
            ? new RelatedCard(found.Title, null, Day(found.StartedAt, found.Zone), Picture(found.Photo))
            : null;

    private static async Task<RelatedCard?> EntryAsync(LiveBlogContext db, string slug, Guid id, CancellationToken cancellation)
    {
        var found = await db.Entries.AsNoTracking()
            .SingleOrDefaultAsync(e => e.Id == id && e.Status == EntryStatus.Published && e.EventId != LiveEvent.WireId, cancellation);
        if (found is null || await db.FindEventIdAsync(slug, cancellation) != found.EventId)
            return null;
        var its = await db.Events.AsNoTracking().SingleAsync(e => e.Id == found.EventId, cancellation);
        var photo = found.Media.FirstOrDefault(medium => medium.Kind == MediumKind.Photo)?.AsPhoto() ?? its.Photo;
        return new RelatedCard(found.Heading.Length > 0 ? found.Heading : its.Title, null, Day(found.PublishedAt, its.Zone), Picture(photo));
    }

    private static async Task<RelatedCard?> ArticleAsync(LiveBlogContext db, string slug, CancellationToken cancellation) =>
        await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Slug == slug && a.Status == EntryStatus.Published, cancellation) is { } found
            ? new RelatedCard(found.Title, null, Day(found.PublishedAt, TimeZoneInfo.FindSystemTimeZoneById(found.TimeZone)), Picture(found.Photo))
            : null;

    private static DateOnly Day(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));

    // The smallest: a card is small.
    private static string? Picture(Photo? photo) => photo is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{photo.Path}-{photo.Widths.Split(' ')[0]}.jpg");
}
