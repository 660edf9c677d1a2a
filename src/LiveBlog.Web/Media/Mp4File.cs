using System.Buffers.Binary;
using System.Text;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Media;

/// <summary>
/// MP4, M4A and QuickTime (ISO/IEC 14496-12): a tree of boxes, each with its length and a name of four letters. Boxes that
/// playing does not need are overwritten where they stand, so that no offset in the file changes: texts, pictures and the
/// place of the recording (<c>udta</c> with <c>©xyz</c>, <c>meta</c>), foreign boxes, and tracks of neither sound nor picture.
/// </summary>
internal static class Mp4File
{
    // A recording in fragments of a second has two boxes each; above that it is an attack on our time.
    private const int MostBoxes = 200_000;
    private const int MostTracks = 30;

    private static readonly HashSet<string> OnTop = ["ftyp", "moov", "mdat", "moof", "sidx", "styp", "mfra"];
    private static readonly HashSet<string> InMovie = ["mvhd", "trak", "mvex"];
    private static readonly HashSet<string> InTrack = ["tkhd", "edts", "mdia", "tref"];
    private static readonly HashSet<string> InMedia = ["mdhd", "hdlr", "minf", "elng"];
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["hvc1"] = "HEVC (H.265)", ["hev1"] = "HEVC (H.265)", ["dvh1"] = "Dolby Vision", ["dvhe"] = "Dolby Vision", ["mp4v"] = "MPEG-4 Part 2",
        ["jpeg"] = "Motion JPEG", ["apch"] = "ProRes", ["apcn"] = "ProRes", ["ac-3"] = "AC-3", ["ec-3"] = "E-AC-3", ["alac"] = "ALAC",
    };

    private static readonly HashSet<string> Played = ["avc1", "avc3", "av01", "vp08", "vp09", "mp4a", "Opus", "fLaC", ".mp3"];

    public static Recording Clean(FileStream file)
    {
        var boxes = Boxes(file, 0, file.Length);
        if (boxes.Count == 0 || boxes[0].Name != "ftyp" || boxes.Count(box => box.Name == "moov") != 1 || !boxes.Exists(box => box.Name is "mdat" or "moof"))
            throw MediaRefusals.Broken();
        Blank(file, boxes, OnTop);
        var tracks = new List<Track>();
        var movie = Boxes(file, Single(boxes, "moov"));
        if (movie.Count(box => box.Name == "trak") > MostTracks)
            throw MediaRefusals.Broken();
        Blank(file, movie, InMovie);
        foreach (var box in movie.Where(box => box.Name == "trak"))
        {
            if (Read(file, box) is { } track)
                tracks.Add(track);
            else
                Blank(file, box);
        }
        var picture = tracks.Find(track => track.IsPicture);
        if (tracks.Count == 0)
            throw MediaRefusals.NoTracks();
        return picture is null
            ? new Recording(MediumKind.Audio, "m4a")
            : new Recording(MediumKind.Video, "mp4", Recording.Shape(picture.Width, picture.Height));
    }

    // Null for a track of neither sound nor picture: captions of an editing program, or where a drone was, second by second.
    private static Track? Read(FileStream file, Box track)
    {
        var inside = Boxes(file, track);
        Blank(file, inside, InTrack);
        var media = Boxes(file, Single(inside, "mdia"));
        Blank(file, media, InMedia);
        var handler = Single(media, "hdlr");
        var kind = Name(file.ReadAt(handler.Start + 8, 4));
        if (kind is not ("vide" or "soun"))
        {
            Mp4Samples.Zero(file, Boxes(file, Single(Boxes(file, Single(media, "minf")), "stbl")));
            return null;
        }
        // The handler's name is free text.
        file.ZeroAt(handler.Start + 24, Math.Max(0, handler.End - handler.Start - 24));
        var description = Single(Boxes(file, Single(Boxes(file, Single(media, "minf")), "stbl")), "stsd");
        var codec = Name(file.ReadAt(description.Start + 12, 4));
        if (!Played.Contains(codec))
            throw MediaRefusals.Codec(Refused.GetValueOrDefault(codec, codec.Trim()));
        return kind == "vide" ? Shape(file, Single(inside, "tkhd")) : new Track(false, 0, 0);
    }

    private static Track Shape(FileStream file, Box header)
    {
        var start = header.Start + (file.ReadAt(header.Start, 1)[0] == 1 ? 52 : 40);
        var numbers = file.ReadAt(start, 44);
        double Number(int at) => BinaryPrimitives.ReadInt32BigEndian(numbers.AsSpan(at)) / 65_536d;
        var (width, height) = (Number(36), Number(40));
        // A phone held upright records lying, and says how to turn it.
        var turned = Number(0) == 0 && Number(4) != 0;
        return turned ? new Track(true, height, width) : new Track(true, width, height);
    }

    internal static List<Box> Boxes(FileStream file, Box parent) => Boxes(file, parent.Start, parent.End);

    private static List<Box> Boxes(FileStream file, long start, long end)
    {
        var found = new List<Box>();
        for (var at = start; at < end;)
        {
            if (end - at < 8)
                throw MediaRefusals.Broken();
            var head = file.ReadAt(at, 8);
            var (length, header) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), 8);
            if (length == 1)
                (length, header) = (BinaryPrimitives.ReadInt64BigEndian(file.ReadAt(at + 8, 8)), 16);
            else if (length == 0)
                length = end - at;
            if (length < header || length > end - at || found.Count >= MostBoxes)
                throw MediaRefusals.Broken();
            found.Add(new Box(Name(head.AsSpan(4)), at, at + header, at + length));
            at += length;
        }
        return found;
    }

    private static void Blank(FileStream file, List<Box> boxes, HashSet<string> except)
    {
        foreach (var box in boxes.Where(box => !except.Contains(box.Name)))
            Blank(file, box);
    }

    private static void Blank(FileStream file, Box box)
    {
        file.WriteAt(box.At + 4, "free"u8);
        file.ZeroAt(box.Start, box.End - box.Start);
    }

    private static Box Single(List<Box> boxes, string name) => boxes.Find(box => box.Name == name) ?? throw MediaRefusals.Broken();

    private static string Name(ReadOnlySpan<byte> letters) => Encoding.Latin1.GetString(letters);

    /// <param name="Name">Four letters.</param>
    /// <param name="At">Where it begins, in bytes from the file's beginning.</param>
    /// <param name="Start">Where what it holds begins.</param>
    /// <param name="End">Where it ends.</param>
    internal sealed record Box(string Name, long At, long Start, long End);

    private sealed record Track(bool IsPicture, double Width, double Height);
}
