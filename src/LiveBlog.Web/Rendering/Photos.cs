using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using LiveBlog.Core.Media;
using LiveBlog.Web.Resources;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>A photo with the place it is shown in: the model of <c>_Photo.cshtml</c>.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Sizes">How wide it is shown, in the form of the <c>sizes</c> attribute of HTML.</param>
/// <param name="IsFirst">Whether it is what a reader sees first, to be fetched before the rest.</param>
public sealed record PhotoView(Photo Photo, string Sizes, bool IsFirst = true);

/// <summary>The addresses of a photo.</summary>
public static partial class Photos
{
    /// <summary>One of its files: <c>/demo/otan-russie-960.jpg</c>.</summary>
    public static string Address(this Photo photo, int width, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{photo.Path}-{width}.{ending}");

    /// <summary>All its files, in the form of the <c>srcset</c> attribute of HTML.</summary>
    public static string SourceSet(this Photo photo, string ending) =>
        string.Join(", ", photo.AllWidths().Select(width => $"{photo.Address(width, ending)} {width}w"));

    /// <summary>The width that a browser without <c>srcset</c> gets, in pixels.</summary>
    public static int MiddleWidth(this Photo photo) => photo.AllWidths() is var all ? all[all.Length / 2] : 0;

    /// <summary>The width of its largest file, in pixels.</summary>
    public static int WidestWidth(this Photo photo) => photo.AllWidths().DefaultIfEmpty(0).Max();

    private static int[] AllWidths(this Photo photo) =>
        [.. photo.Widths.Split(' ').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];

    /// <summary>
    /// Whether the reader wants no picture that was not asked for: says so in the address (<c>?images=no</c>), or the browser
    /// does in the header <c>Save-Data</c> (<c>?images=yes</c> overrules it).
    /// </summary>
    public static bool SavesData(this HttpRequest request) => request.Query["images"].ToString() switch
    {
        "no" => true,
        "yes" => false,
        _ => request.Headers["Save-Data"] == "on",
    };

    /// <summary>
    /// HTML made here with a button in place of each picture, which waits in a template beside it; without script, a link.
    /// Small pictures of cards and videos are left out. For readers who save data (docs/protocol.md, "Pictures on demand").
    /// </summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="html">Entries or parts of an event.</param>
    public static string Withheld(this IStringLocalizer<Ui> words, string html)
    {
        // In what is made here "<" begins markup only, and an attribute's value holds no quotation mark.
        var bare = Extra().Replace(html, "");
        return Picture().Replace(bare, picture =>
            $"{words.LoadPhoto(Alt().Match(picture.Value).Groups[1].Value)}<template>{picture.Value}</template>"
            + $"<noscript><a href=\"{Source().Match(picture.Value).Groups[1].Value}\">{HtmlEncoder.Default.Encode(words["photo-open"])}</a></noscript>");
    }

    /// <summary>The button that a picture waits behind.</summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="alt">What the picture shows, as HTML.</param>
    public static string LoadPhoto(this IStringLocalizer<Ui> words, string alt = "") =>
        $"<button type=\"button\" class=\"load-photo\" data-needs-script>{HtmlEncoder.Default.Encode(words["photo-load"])}{(alt.Length > 0 ? "\u00a0: " : "")}{alt}</button>";

    [GeneratedRegex("<picture>.*?</picture>", RegexOptions.Singleline)]
    private static partial Regex Picture();

    [GeneratedRegex("<img class=\"thumb\"[^>]*>| poster=\"[^\"]*\"")]
    private static partial Regex Extra();

    [GeneratedRegex(" alt=\"([^\"]*)\"")]
    private static partial Regex Alt();

    [GeneratedRegex("<img src=\"([^\"]*)\"")]
    private static partial Regex Source();
}
