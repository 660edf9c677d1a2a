using System.ComponentModel.DataAnnotations;

namespace LiveBlog.Web.Media;

/// <summary>Limits of what may be sent: the section <c>Media</c> of the settings.</summary>
public sealed class MediaOptions
{
    /// <summary>The largest photo as it is sent, in bytes; of several widths, each.</summary>
    [Range(1_024, 200_000_000)]
    public long PhotoBytes { get; set; } = 25 * Megabyte;

    /// <summary>
    /// The most pixels of a photo. It bounds the memory that decoding takes: in the worst case, an interlaced PNG of 16 bits
    /// with transparency, eight bytes a pixel.
    /// </summary>
    [Range(10_000, 400_000_000)]
    public long PhotoPixels { get; set; } = 50_000_000;

    /// <summary>The largest sound, in bytes.</summary>
    [Range(1_024, 2_000_000_000)]
    public long AudioBytes { get; set; } = 50 * Megabyte;

    /// <summary>The largest video, in bytes.</summary>
    [Range(1_024, 2_000_000_000)]
    public long VideoBytes { get; set; } = 200 * Megabyte;

    /// <summary>After how many days what was sent and is used nowhere is removed; 0 for never.</summary>
    [Range(0, 3_650)]
    public int UnusedDays { get; set; } = 30;

    /// <summary>What people call a megabyte, in bytes.</summary>
    public const long Megabyte = 1_000_000;

    /// <summary>The largest of all, in bytes.</summary>
    public long MostBytes => Math.Max(PhotoBytes, Math.Max(AudioBytes, VideoBytes));

    /// <summary>The largest request with one photo in it, in bytes: every width, and some room for texts.</summary>
    public long PhotoRequestBytes => PhotoBytes * MediaStore.MostWidths + 4 * Megabyte;

    /// <summary>
    /// The largest request, in bytes: every width of a photo or one recording, and some room for texts. What is above a kind's
    /// own limit is refused in words, where the server would only cut the connection.
    /// </summary>
    public long MostRequestBytes => Math.Max(MostBytes + 4 * Megabyte, PhotoRequestBytes);
}
