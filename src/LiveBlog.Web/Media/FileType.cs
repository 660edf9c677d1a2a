using System.Text;
using LiveBlog.Core;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>What a file is by its first bytes. Its name and what its sender says of it count for nothing.</summary>
/// <param name="Format">The container.</param>
/// <param name="Kind">What it is to an entry; of <see cref="FileFormat.Mp4"/>, <see cref="FileFormat.WebM"/> and <see cref="FileFormat.Ogg"/> only its tracks tell.</param>
public sealed record FileType(FileFormat Format, MediumKind Kind)
{
    /// <summary>How many bytes are enough to tell.</summary>
    public const int Enough = 1_024;

    /// <summary>The largest file of that type, in bytes.</summary>
    public long LimitIn(MediaOptions options) => Format switch
    {
        FileFormat.Mp4 or FileFormat.WebM => Math.Max(options.AudioBytes, options.VideoBytes),
        _ => Kind == MediumKind.Photo ? options.PhotoBytes : options.AudioBytes,
    };

    /// <summary>Tells from the first bytes.</summary>
    /// <exception cref="Refused">It is nothing that an entry can show; the sentence says what to send.</exception>
    public static FileType Of(ReadOnlySpan<byte> head) => Known(head) ?? throw (head.Length == 0
        ? new Refused(RefusalKind.Invalid, "media-empty", "files", $"The file is empty: choose it again.")
        : Named(head) is { } name
            ? new Refused(RefusalKind.Invalid, "media-type", "files",
                $"The file is {name}, which LiveBlog does not show: send a photo as JPEG, PNG, WebP or AVIF, a sound as MP3, M4A, Ogg or WAV, a video as MP4 or WebM.")
            : new Refused(RefusalKind.Invalid, "media-unknown", "files",
                $"The file is no photo, sound or video that LiveBlog knows, whatever its name says: send a photo as JPEG, PNG, WebP or AVIF, a sound as MP3, M4A, Ogg or WAV, a video as MP4 or WebM."));

    private static FileType? Known(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
            return new(FileFormat.Jpeg, MediumKind.Photo);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
            return new(FileFormat.Png, MediumKind.Photo);
        if (head.StartsWith("RIFF"u8) && At(head, 8, "WEBP"u8))
            return new(FileFormat.WebP, MediumKind.Photo);
        if (head.StartsWith("RIFF"u8) && At(head, 8, "WAVE"u8))
            return new(FileFormat.Wav, MediumKind.Audio);
        if (IsAvif(head))
            return new(FileFormat.Avif, MediumKind.Photo);
        if (At(head, 4, "ftyp"u8) && !IsHeic(head))
            return new(FileFormat.Mp4, MediumKind.Video);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3]) && head.IndexOf("webm"u8) is > 0 and < 64)
            return new(FileFormat.WebM, MediumKind.Video);
        if (head.StartsWith("OggS"u8))
            return new(FileFormat.Ogg, MediumKind.Audio);
        return head.StartsWith("ID3"u8) || Mp3Frame.Read(head) is not null ? new(FileFormat.Mp3, MediumKind.Audio) : null;
    }

    // What is often sent by mistake is called by its name.
    private static string? Named(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("GIF8"u8))
            return "GIF";
        if (head.IndexOf("%PDF-"u8) is >= 0 and < 1_024)
            return "PDF";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8))
            return "TIFF";
        if (IsHeic(head))
            return "HEIC";
        if (head.StartsWith("PK"u8))
            return "ZIP";
        if (head.StartsWith("BM"u8))
            return "BMP";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3]))
            return "Matroska";
        var text = Encoding.UTF8.GetString(head).TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        if (!text.StartsWith('<'))
            return null;
        return text.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "SVG" : "HTML";
    }

    // ISO/IEC 23008-12: the brands that follow "ftyp" say what is in it.
    private static bool IsAvif(ReadOnlySpan<byte> head) => At(head, 4, "ftyp"u8) && HasBrand(head, "avif"u8);

    private static bool IsHeic(ReadOnlySpan<byte> head) => At(head, 4, "ftyp"u8)
        && (At(head, 8, "hei"u8) || At(head, 8, "hev"u8) || At(head, 8, "mif1"u8) || At(head, 8, "msf1"u8) || At(head, 8, "avi"u8)) && !IsAvif(head);

    private static bool HasBrand(ReadOnlySpan<byte> head, ReadOnlySpan<byte> brand)
    {
        var end = Math.Min(head.Length, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head));
        for (var at = 8; at + 4 <= end; at += 4)
        {
            // The minor version stands between the first brand and the others.
            if (at != 12 && head.Slice(at, 4).SequenceEqual(brand))
                return true;
        }
        return false;
    }

    private static bool At(ReadOnlySpan<byte> head, int at, ReadOnlySpan<byte> what) => head.Length >= at + what.Length && head[at..].StartsWith(what);
}

/// <summary>The containers that are taken.</summary>
public enum FileFormat
{
    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP; of a moving one its first picture.</summary>
    WebP,

    /// <summary>AVIF.</summary>
    Avif,

    /// <summary>MPEG audio, layer III.</summary>
    Mp3,

    /// <summary>RIFF WAVE.</summary>
    Wav,

    /// <summary>Ogg with Opus, Vorbis or FLAC.</summary>
    Ogg,

    /// <summary>MP4, M4A and QuickTime.</summary>
    Mp4,

    /// <summary>WebM.</summary>
    WebM,
}
