using System.Buffers.Binary;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>RIFF WAVE: only the description of the sound and the sound stay.</summary>
internal static class WavFile
{
    public static Recording Clean(FileStream file)
    {
        byte[]? format = null;
        var data = (At: 0L, Length: 0L);
        for (var at = 12L; at + 8 <= file.Length && data.At == 0;)
        {
            var head = file.ReadAt(at, 8);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (length > file.Length - at - 8)
                throw MediaRefusals.Broken();
            if (head.AsSpan().StartsWith("fmt "u8) && length is >= 16 and <= 64)
                format = file.ReadAt(at + 8, (int)length);
            else if (head.AsSpan().StartsWith("data"u8))
                data = (at + 8, length);
            at += 8 + length + (length & 1);
        }
        if (format is null || data.Length == 0)
            throw MediaRefusals.Broken();
        // PCM, floating point, or either with more channels.
        if (BinaryPrimitives.ReadUInt16LittleEndian(format) is not (1 or 3 or 0xfffe) and var codec)
            throw MediaRefusals.Codec($"WAV {codec}");
        var begin = new byte[12 + 8 + format.Length + 8];
        "RIFF"u8.CopyTo(begin);
        BinaryPrimitives.WriteUInt32LittleEndian(begin.AsSpan(4), (uint)(begin.Length - 8 + data.Length));
        "WAVEfmt "u8.CopyTo(begin.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(begin.AsSpan(16), format.Length);
        format.CopyTo(begin, 20);
        "data"u8.CopyTo(begin.AsSpan(20 + format.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(begin.AsSpan(24 + format.Length), (uint)data.Length);
        if (begin.Length > data.At)
            throw MediaRefusals.Broken();
        file.MoveBack(data.At, begin.Length, data.Length);
        file.WriteAt(0, begin);
        file.SetLength(begin.Length + data.Length);
        return new Recording(MediumKind.Audio, "wav");
    }
}
