using System.Buffers.Binary;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>MP3: only its frames stay; tags (ID3, APE) and whatever else lies between them go.</summary>
internal static class Mp3File
{
    // What does not sound right for this long is no recording.
    private const int LongestNoise = 256 * 1024;

    public static Recording Clean(FileStream file)
    {
        var (read, written, frames, noise) = (0L, 0L, 0, 0L);
        while (read + 4 <= file.Length)
        {
            if (Tag(file, read) is > 0 and var tag)
            {
                read += tag;
                continue;
            }
            if (Mp3Frame.Read(file.ReadAt(read, 4)) is { } length && FollowsWell(file, read + length))
            {
                length = (int)Math.Min(length, file.Length - read);
                file.MoveBack(read, written, length);
                (read, written, frames, noise) = (read + length, written + length, frames + 1, 0);
            }
            else if (++noise > LongestNoise)
            {
                throw MediaRefusals.Broken();
            }
            else
            {
                read++;
            }
        }
        if (frames < 3 || written < file.Length / 4 && written < 1_000_000)
            throw MediaRefusals.Broken();
        file.SetLength(written);
        return new Recording(MediumKind.Audio, "mp3");
    }

    // After a frame comes another, a tag, or nothing.
    private static bool FollowsWell(FileStream file, long at) =>
        at + 4 > file.Length || Mp3Frame.Read(file.ReadAt(at, 4)) is not null || file.ReadAt(at, 3).AsSpan() is var next
        && (next.SequenceEqual("TAG"u8) || next.SequenceEqual("APE"u8) || next.SequenceEqual("ID3"u8));

    private static long Tag(FileStream file, long at)
    {
        var head = file.ReadAt(at, (int)Math.Min(32, file.Length - at)).AsSpan();
        if (head.Length >= 10 && head.StartsWith("ID3"u8))
            return 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]) + ((head[5] & 0x10) != 0 ? 10 : 0);
        if (head.Length == 32 && head.StartsWith("APETAGEX"u8))
            return (BinaryPrimitives.ReadUInt32LittleEndian(head[20..]) & 0x80000000) != 0 ? 32 : 32 + BinaryPrimitives.ReadUInt32LittleEndian(head[12..]);
        return head.StartsWith("TAG"u8) && file.Length - at == 128 ? 128 : 0;
    }
}

/// <summary>The head of a frame of MPEG audio, layer III (ISO/IEC 11172-3, 13818-3).</summary>
internal static class Mp3Frame
{
    private static readonly int[] First = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Second = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Rates = [44_100, 48_000, 32_000];

    /// <summary>The length of the frame, in bytes; null if this is none.</summary>
    public static int? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] != 0xff || (head[1] & 0xe6) != 0xe2)
            return null;
        var version = head[1] >> 3 & 3;
        var (bitrate, rate) = (head[2] >> 4, head[2] >> 2 & 3);
        if (version == 1 || bitrate is 0 or 15 || rate == 3)
            return null;
        var isFirst = version == 3;
        var kilobits = (isFirst ? First : Second)[bitrate];
        var hertz = Rates[rate] / (isFirst ? 1 : version == 2 ? 2 : 4);
        return (isFirst ? 144_000 : 72_000) * kilobits / hertz + (head[2] >> 1 & 1);
    }
}
