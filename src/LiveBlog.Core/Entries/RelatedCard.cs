using LiveBlog.Core.Media;

namespace LiveBlog.Core.Entries;

/// <summary>A card that leads to a related event, entry, article or outside page.</summary>
/// <param name="Headline">Its headline.</param>
/// <param name="Url">An http(s) or site-relative address, or null when the article is only named.</param>
/// <param name="PublishedOn">The day it was published, or null.</param>
/// <param name="Image">The site-relative address of a picture, or null.</param>
public sealed record RelatedCard(string Headline, string? Url, DateOnly? PublishedOn, string? Image = null)
{
    /// <summary>The card with clean texts, or null when <paramref name="card"/> has no headline.</summary>
    /// <exception cref="Refused">A text is too long or an address is of another kind.</exception>
    public static RelatedCard? Checked(RelatedCard card)
    {
        var headline = Input.Line(card.Headline, "related.headline", Entry.LongestHeadline);
        if (headline.Length == 0)
            return null;
        var url = Input.Line(card.Url, "related.url", 2_000);
        // Browsers take "\" for "/", and what begins with two for the name of another host.
        var leads = url.Length == 0 || url.StartsWith('/') && !(url.Length > 1 && url[1] is '/' or '\\')
            || Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        if (!leads)
        {
            throw new Refused(RefusalKind.Invalid, "related-url", "related.url",
                $"\"{url}\" is no address for a card: use one that begins with https:// or, on this site, with /.");
        }
        var image = Medium.OwnAddress(card.Image, "related.image");
        return new RelatedCard(headline, url.Length == 0 ? null : url, card.PublishedOn, image.Length == 0 ? null : image);
    }
}
