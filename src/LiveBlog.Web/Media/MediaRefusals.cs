using LiveBlog.Core;

namespace LiveBlog.Web.Media;

/// <summary>What several readers of files refuse in the same words.</summary>
internal static class MediaRefusals
{
    public static Refused Broken() => new(RefusalKind.Invalid, "media-broken", "files",
        $"The file can't be read to its end: it is damaged, cut off or not what it claims to be; send the original again.");

    public static Refused TooLarge(long bytes, long limit) => new(RefusalKind.Invalid, "media-too-large", "files",
        $"The file has more than {Megabytes(Math.Min(bytes, limit))} MB: send a smaller or shorter one.");

    public static Refused Codec(string codec) => new(RefusalKind.Invalid, "media-codec", "files",
        $"The recording is encoded as {codec}, which not every browser plays: send MP4 with H.264 and AAC, WebM with VP9 or AV1 and Opus, or set the camera to its most compatible format.");

    public static Refused NoPhoto() => new(RefusalKind.Invalid, "photo-needed", "photo", $"That file is no photo: choose a JPEG, PNG, WebP or AVIF.");

    public static Refused NoTracks() => new(RefusalKind.Invalid, "media-no-tracks", "files",
        $"There is neither sound nor picture in the file: send the original again.");

    public static long Megabytes(long bytes) => Math.Max(1, bytes / MediaOptions.Megabyte);
}
