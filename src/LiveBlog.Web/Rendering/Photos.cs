using System.Globalization;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Rendering;

/// <summary>A photo with the place it is shown in: the model of <c>_Photo.cshtml</c>.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Sizes">How wide it is shown, in the form of the <c>sizes</c> attribute of HTML.</param>
/// <param name="IsFirst">Whether it is what a reader sees first, to be fetched before the rest.</param>
public sealed record PhotoView(Photo Photo, string Sizes, bool IsFirst = true);

/// <summary>The addresses of a photo.</summary>
public static class Photos
{
    /// <summary>One of its files: <c>/demo/otan-russie-960.jpg</c>.</summary>
    public static string Address(this Photo photo, int width, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{photo.Path}-{width}.{ending}");

    /// <summary>All its files, in the form of the <c>srcset</c> attribute of HTML.</summary>
    public static string SourceSet(this Photo photo, string ending) =>
        string.Join(", ", photo.AllWidths().Select(width => $"{photo.Address(width, ending)} {width}w"));

    /// <summary>The width that a browser without <c>srcset</c> gets, in pixels.</summary>
    public static int MiddleWidth(this Photo photo) => photo.AllWidths() is var all ? all[all.Length / 2] : 0;

    private static int[] AllWidths(this Photo photo) =>
        [.. photo.Widths.Split(' ').Select(width => int.Parse(width, CultureInfo.InvariantCulture))];
}
