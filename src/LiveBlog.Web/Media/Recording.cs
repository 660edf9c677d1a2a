using LiveBlog.Core;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>A sound or video that was checked and freed of what does not belong to it.</summary>
/// <param name="Kind">Sound or video.</param>
/// <param name="Ending">The ending of its file's name, which says how it is served.</param>
/// <param name="AspectRatio">Width divided by height as it is shown; of no meaning for a sound.</param>
public sealed record Recording(MediumKind Kind, string Ending, double AspectRatio = 1.5)
{
    /// <summary>Checks a file from its beginning to its end, and removes from it what the docs name (docs/desk.md), in place.</summary>
    /// <param name="path">The file, which nobody else uses.</param>
    /// <param name="format">Its container.</param>
    /// <exception cref="Refused">It is broken, or browsers don't play what is in it.</exception>
    public static Recording Clean(string path, FileFormat format)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024);
            return format switch
            {
                FileFormat.Mp4 => Mp4File.Clean(file),
                FileFormat.WebM => WebMFile.Clean(file),
                FileFormat.Ogg => OggFile.Check(file),
                FileFormat.Mp3 => Mp3File.Clean(file),
                FileFormat.Wav => WavFile.Clean(file),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
            };
        }
        catch (EndOfStreamException)
        {
            throw MediaRefusals.Broken();
        }
    }

    /// <summary>The shape of a picture that was recorded.</summary>
    internal static double Shape(double width, double height) =>
        width > 0 && height > 0 ? Math.Clamp(Math.Round(width / height, 4), 0.1, 10) : 16 / 9d;
}
