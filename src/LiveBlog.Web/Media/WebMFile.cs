using System.Text;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>
/// WebM (RFC 8794, RFC 9559): a tree of elements, each with an id and a length of one to eight bytes. Elements that playing
/// does not need (tags, title, date, attachments, chapters, unknown ones) are overwritten where they stand.
/// </summary>
internal static class WebMFile
{
    private const uint Header = 0x1A45DFA3;
    private const uint Segment = 0x18538067;
    private const uint Cluster = 0x1F43B675;
    private const uint Tracks = 0x1654AE6B;
    private const uint SeekHead = 0x114D9B74;
    private const uint Info = 0x1549A966;
    private const uint Cues = 0x1C53BB6B;
    private const uint TrackName = 0x536E;
    private const int MostElements = 2_000_000;
    // What is read whole, element by element.
    private const int LongestHead = 1_000_000;

    // Scale, duration, and the two programs that WebM asks for; not title and date.
    private static readonly HashSet<uint> Timing = [0x2AD7B1, 0x4489, 0x4D80, 0x5741];
    private static readonly HashSet<string> Played = ["V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS"];

    public static Recording Clean(FileStream file)
    {
        var header = Read(file, 0, file.Length);
        if (header.Id != Header || header.Length < 0)
            throw MediaRefusals.Broken();
        var segment = Read(file, header.End, file.Length);
        var end = segment.Length < 0 ? file.Length : segment.End;
        if (segment.Id != Segment || end != file.Length)
            throw MediaRefusals.Broken();
        Recording? recording = null;
        var count = 0;
        var clusters = 0;
        for (var at = segment.Start; at < end;)
        {
            var element = Read(file, at, end);
            if (++count > MostElements)
                throw MediaRefusals.Broken();
            if (element.Id == Cluster)
                clusters++;
            if (element.Length < 0)
            {
                // A recording that was made live: the cluster goes on until the next element of the segment.
                if (element.Id != Cluster)
                    throw MediaRefusals.Broken();
                at = EndOfCluster(file, element.Start, end, ref count);
                continue;
            }
            if (element.Id is Tracks or Info && element.Length > LongestHead)
                throw MediaRefusals.Broken();
            if (element.Id == Tracks)
                recording = ReadTracks(file, element);
            else if (element.Id == Info)
                Children(file, element).Where(child => !Timing.Contains(child.Id)).ToList().ForEach(child => Blank(file, child));
            else if (element.Id is not (Cluster or SeekHead or Cues))
                Blank(file, element);
            at = element.End;
        }
        return clusters == 0 ? throw MediaRefusals.Broken() : recording ?? throw MediaRefusals.NoTracks();
    }

    private static long EndOfCluster(FileStream file, long start, long end, ref int count)
    {
        var at = start;
        while (at < end)
        {
            var element = Read(file, at, end);
            // Ids of four bytes are the segment's own.
            if (element.Id > 0x0FFFFFFF)
                break;
            if (element.Length < 0 || ++count > MostElements)
                throw MediaRefusals.Broken();
            at = element.End;
        }
        return at;
    }

    private static Recording ReadTracks(FileStream file, Element tracks)
    {
        var (hasPicture, hasSound, shape) = (false, false, 16 / 9d);
        foreach (var track in Children(file, tracks).Where(child => child.Id == 0xAE))
        {
            var fields = Children(file, track);
            fields.FindAll(field => field.Id == TrackName).ForEach(field => Blank(file, field));
            var codec = Encoding.ASCII.GetString(Bytes(file, fields, 0x86)).TrimEnd('\0');
            if (!Played.Contains(codec))
                throw MediaRefusals.Codec(codec.Length is > 0 and < 40 ? codec : "?");
            if (codec[0] == 'A')
                hasSound = true;
            else if (fields.Find(field => field.Id == 0xE0) is { } video)
            {
                var size = Children(file, video);
                shape = Recording.Shape(Number(Bytes(file, size, 0xB0)), Number(Bytes(file, size, 0xBA)));
                hasPicture = true;
            }
        }
        return hasPicture ? new Recording(MediumKind.Video, "webm", shape)
            : hasSound ? new Recording(MediumKind.Audio, "weba")
            : throw MediaRefusals.NoTracks();
    }

    private static List<Element> Children(FileStream file, Element parent)
    {
        var found = new List<Element>();
        for (var at = parent.Start; at < parent.End; at = found[^1].End)
        {
            var element = Read(file, at, parent.End);
            found.Add(element.Length < 0 ? throw MediaRefusals.Broken() : element);
        }
        return found;
    }

    private static byte[] Bytes(FileStream file, List<Element> fields, uint id) =>
        fields.Find(field => field.Id == id) is { Length: <= 256 } field ? file.ReadAt(field.Start, (int)field.Length) : [];

    private static double Number(byte[] bytes) => bytes.Aggregate(0d, (number, next) => number * 256 + next);

    private static Element Read(FileStream file, long at, long end)
    {
        file.Position = at;
        var first = file.ReadByte();
        var idLength = first <= 0 ? 9 : 1 + System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24;
        if (idLength > 4)
            throw MediaRefusals.Broken();
        uint id = (uint)first;
        for (var i = 1; i < idLength; i++)
            id = id << 8 | Next(file);
        var size = file.ReadByte();
        var sizeLength = size <= 0 ? 9 : 1 + System.Numerics.BitOperations.LeadingZeroCount((uint)size) - 24;
        if (sizeLength > 8)
            throw MediaRefusals.Broken();
        long length = size & (0xFF >> sizeLength);
        var isUnknown = length == 0xFF >> sizeLength;
        for (var i = 1; i < sizeLength; i++)
        {
            var next = Next(file);
            isUnknown &= next == 0xFF;
            length = length << 8 | next;
        }
        var start = at + idLength + sizeLength;
        if (!isUnknown && (length < 0 || length > end - start))
            throw MediaRefusals.Broken();
        return new Element(id, at, start, isUnknown ? -1 : length);
    }

    private static byte Next(FileStream file) => file.ReadByte() is var read and >= 0 ? (byte)read : throw MediaRefusals.Broken();

    // A "Void" of the same length: its id is one byte, the rest of the old head is its length, in as many bytes.
    private static void Blank(FileStream file, Element element)
    {
        var width = (int)Math.Min(8, element.Start - element.At - 1);
        if (width == 0)
            throw MediaRefusals.Broken();
        var length = element.End - element.At - 1 - width;
        var head = new byte[1 + width];
        head[0] = 0xEC;
        for (var i = 0; i < width; i++)
            head[width - i] = (byte)(length >> (8 * i));
        head[1] |= (byte)(0x80 >> (width - 1));
        file.WriteAt(element.At, head);
        file.ZeroAt(element.At + head.Length, length);
    }

    /// <param name="Id">Its id, marker bits included.</param>
    /// <param name="At">Where it begins, in bytes from the file's beginning.</param>
    /// <param name="Start">Where what it holds begins.</param>
    /// <param name="Length">How many bytes it holds; -1 where it does not say.</param>
    private sealed record Element(uint Id, long At, long Start, long Length)
    {
        public long End => Start + Length;
    }
}
