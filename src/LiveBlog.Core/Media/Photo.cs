using System.Globalization;

namespace LiveBlog.Core.Media;

/// <summary>A photo that LiveBlog holds itself, in several widths and formats.</summary>
public sealed record Photo
{
    /// <summary>Site-relative address without width and ending: <c>/demo/otan-russie</c>, for <c>…-960.webp</c> and <c>…-960.jpg</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The widths held, in pixels, ascending, separated by spaces: <c>480 960 1600</c>.</summary>
    public required string Widths { get; init; }

    /// <summary>The endings held, the one with the smallest files first, separated by spaces: <c>avif webp jpg</c>. There is always a <c>jpg</c>.</summary>
    public string Formats { get; init; } = "webp jpg";

    /// <summary>Width divided by height.</summary>
    public required double AspectRatio { get; init; }

    /// <summary>What a reader who can't see it should know.</summary>
    public required string Alt { get; init; }

    /// <summary>The line under it; may be empty.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Who made it; may be empty.</summary>
    public string Credit { get; init; } = "";

    /// <summary>The photo with clean texts, or null when it has no path: that takes a photo away.</summary>
    /// <param name="photo">What somebody sent.</param>
    /// <param name="field">What to call it in a refusal.</param>
    /// <exception cref="Refused">The address leads elsewhere, or widths, formats or shape make no sense.</exception>
    public static Photo? Checked(Photo photo, string field)
    {
        var path = Medium.OwnAddress(photo.Path, $"{field}.path");
        if (path.Length == 0)
            return null;
        return photo with
        {
            Path = path,
            Widths = CheckWidths(photo.Widths, field),
            Formats = CheckFormats(photo.Formats, field),
            AspectRatio = CheckShape(photo.AspectRatio, field),
            Alt = Input.Line(photo.Alt, $"{field}.alt", Medium.LongestText),
            Caption = Input.Line(photo.Caption, $"{field}.caption", Medium.LongestText),
            Credit = Input.Line(photo.Credit, $"{field}.credit", Medium.LongestText),
        };
    }

    internal static double CheckShape(double ratio, string field) => ratio is >= 0.1 and <= 10
        ? ratio
        : throw new Refused(RefusalKind.Invalid, "photo-shape", $"{field}.aspectRatio",
            $"The shape {ratio} is none of a photo: send width divided by height, from 0.1 to 10.");

    private static string CheckWidths(string widths, string field)
    {
        var all = (widths ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(width => int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is > 0 and <= 10_000 ? pixels : 0)
            .Order().ToList();
        return all.Count is > 0 and <= 10 && all[0] > 0
            ? string.Join(' ', all)
            : throw new Refused(RefusalKind.Invalid, "photo-widths", $"{field}.widths",
                $"\"{widths}\" are no widths: send the pixel widths that there are files for, such as \"480 960 1600\".");
    }

    private static string CheckFormats(string formats, string field)
    {
        var all = (formats ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return all.Contains("jpg") && all.All(format => format is "avif" or "webp" or "jpg")
            ? string.Join(' ', new[] { "avif", "webp", "jpg" }.Intersect(all))
            : throw new Refused(RefusalKind.Invalid, "photo-formats", $"{field}.formats",
                $"\"{formats}\" are no formats: send those that there are files for, of avif, webp and jpg; jpg must be among them.");
    }
}
