using System.Text;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>Ogg (RFC 3533) with Opus, Vorbis or FLAC: pages one after the other, up to the file's end.</summary>
internal static class OggFile
{
    public static Recording Check(FileStream file)
    {
        for (var at = 0L; at < file.Length;)
        {
            var head = file.ReadAt(at, 27);
            if (!head.AsSpan().StartsWith("OggS\0"u8))
                throw MediaRefusals.Broken();
            var length = file.ReadAt(at + 27, head[26]).Sum(part => part);
            var start = at + 27 + head[26];
            if (start + length > file.Length)
                throw MediaRefusals.Broken();
            // The first page of a stream names its codec.
            if ((head[5] & 2) != 0)
                CheckCodec(file.ReadAt(start, Math.Min(length, 8)));
            else if (at == 0)
                throw MediaRefusals.Broken();
            at = start + length;
        }
        return new Recording(MediumKind.Audio, "ogg");
    }

    private static void CheckCodec(ReadOnlySpan<byte> begin)
    {
        if (begin.StartsWith("OpusHead"u8) || begin.StartsWith("\x01vorbis"u8) || begin.StartsWith("\x7f"u8) && begin[1..].StartsWith("FLAC"u8))
            return;
        throw MediaRefusals.Codec(begin.Length > 7 && begin[1..].StartsWith("theora"u8) ? "Theora" : Encoding.ASCII.GetString(begin).Trim('\0', '\x80', '?', ' '));
    }
}
