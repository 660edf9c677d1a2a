using LiveBlog.Core;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Images;

/// <summary>
/// Makes the files that readers get from a photo that somebody sent: decoded and encoded anew, so that nothing but its pixels
/// is left, upright, in sRGB, on white where it was transparent, as AVIF, WebP and JPEG, never larger than it was.
/// </summary>
/// <remarks>Half of the cores ever do that, one photo each, so that readers have the rest and memory is bounded.</remarks>
public sealed class PhotoEncoder(IOptions<MediaOptions> options) : IDisposable
{
    /// <summary>The widths made of a photo, in pixels.</summary>
    public static readonly int[] Widths = [480, 960, 1600];

    /// <summary>The endings made, smallest files first.</summary>
    public const string Formats = "avif webp jpg";

    // A picture made half as wide is rounded to whole pixels in both directions.
    private const double ShapeTolerance = 0.02;

    private readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Whether this machine can.</summary>
    public static bool IsAvailable => LibVips.IsAvailable;

    /// <summary>Makes the files of a photo, to be found under a path with width and ending.</summary>
    /// <param name="sent">The photo as sent: one file, or the same picture in several widths.</param>
    /// <param name="folder">Where they are put, as <c>{width}.{ending}</c>.</param>
    /// <param name="cancellation">Ends the waiting for a core.</param>
    /// <returns>The photo without path and texts.</returns>
    /// <exception cref="Refused">A file can't be read, has too many pixels, or another shape than the others; or there is no libvips here.</exception>
    public async Task<Medium> EncodeAsync(IReadOnlyList<(string File, FileFormat Format)> sent, string folder, CancellationToken cancellation)
    {
        if (!IsAvailable)
        {
            throw new Refused(RefusalKind.Invalid, "media-no-photos", "files",
                $"This server can't read photos, because libvips is not there for its platform: ask who runs it to install it (docs/operating.md).");
        }
        await cores.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Encode(sent, folder), CancellationToken.None);
        }
        catch (VipsException)
        {
            throw MediaRefusals.Broken();
        }
        finally
        {
            cores.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => cores.Dispose();

    private Medium Encode(IReadOnlyList<(string File, FileFormat Format)> sent, string folder)
    {
        // All heads first: a picture that is too large is never decoded.
        var sources = sent.Select(one => (one.File, Size: Measure(one.File, one.Format))).OrderByDescending(one => one.Size.Width).ToList();
        var (widest, shape) = (sources[0], 1d * sources[0].Size.Width / sources[0].Size.Height);
        if (sources.Any(one => Math.Abs(1d * one.Size.Width / one.Size.Height / shape - 1) > ShapeTolerance + 1d / Math.Min(one.Size.Width, one.Size.Height)))
        {
            throw new Refused(RefusalKind.Invalid, "media-shapes", "files",
                $"The files are not the same picture in several widths, for their shapes differ: send each photo on its own.");
        }
        if (shape is < 0.1 or > 10)
        {
            throw new Refused(RefusalKind.Invalid, "photo-shape", "files",
                $"The shape {Math.Round(shape, 3)} is none of a photo: cut it so that no side is more than ten times as long as the other.");
        }
        var widths = Widths.Where(width => width < widest.Size.Width).Append(Math.Min(widest.Size.Width, Widths[^1])).Distinct().ToList();
        foreach (var width in widths)
        {
            // Of the files sent, the smallest that is wide enough.
            var source = sources.Last(one => one.Size.Width >= width);
            Write(source.File, width, folder);
        }
        return new Medium
        {
            Kind = MediumKind.Photo, Path = "", Widths = string.Join(' ', widths), Formats = Formats, AspectRatio = Math.Round(shape, 4),
        };
    }

    // Reads the head only. As it will be shown: a camera held upright turns its picture by a note in the file.
    private (int Width, int Height) Measure(string file, FileFormat format)
    {
        using var image = VipsImage.Make(Loader(format), ("filename", file), ("access", "sequential"));
        if ((long)image.Width * image.Height > options.Value.PhotoPixels)
        {
            throw new Refused(RefusalKind.Invalid, "media-too-many-pixels", "files",
                $"The photo has {(long)image.Width * image.Height / 1_000_000} megapixels; at most {options.Value.PhotoPixels / 1_000_000} are allowed: send a smaller one.");
        }
        return image.IsTurned ? (image.Height, image.Width) : (image.Width, image.Height);
    }

    private static void Write(string file, int width, string folder)
    {
        using var small = VipsImage.Make("thumbnail", ("filename", file), ("width", width), ("height", 1_000_000), ("size", "down"),
            ("output-profile", "srgb"), ("fail-on", "error"));
        using var colours = small.Then("colourspace", ("space", "srgb"));
        using var flat = colours.Bands == 4 ? colours.Then("flatten", ("background", "255 255 255")) : colours.Then("copy");
        // Three encoders read it; without this it would be decoded for each.
        using var pixels = flat.InMemory();
        void Save(string ending, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, $"{width}.{ending}"), bytes);
        Save("jpg", pixels.Save("jpegsave_buffer", ("Q", 80), ("optimize-coding", true), ("interlace", true), ("keep", "none")));
        Save("webp", pixels.Save("webpsave_buffer", ("Q", 78), ("effort", 4), ("keep", "none")));
        Save("avif", pixels.Save("heifsave_buffer", ("compression", "av1"), ("Q", 55), ("effort", 2), ("keep", "none")));
    }

    private static string Loader(FileFormat format) => format switch
    {
        FileFormat.Jpeg => "jpegload",
        FileFormat.Png => "pngload",
        FileFormat.WebP => "webpload",
        FileFormat.Avif => "heifload",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
