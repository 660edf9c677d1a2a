using System.Buffers.Binary;

namespace LiveBlog.Web.Media;

/// <summary>The samples of one track of an MP4 file: they lie apart from it, in chunks that its tables tell.</summary>
internal static class Mp4Samples
{
    private const int MostEntries = 1_000_000;

    /// <summary>Overwrites them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tables">The boxes of the track's <c>stbl</c>.</param>
    public static void Zero(FileStream file, List<Mp4File.Box> tables)
    {
        var offsets = Offsets(file, tables);
        var sizes = Sizes(file, tables);
        var perChunk = Table(file, tables, "stsc", 12);
        // No two samples share a place, so together they are no longer than the file.
        var (sample, row, room) = (0, -1, file.Length);
        for (var chunk = 0; chunk < offsets.Length; chunk++)
        {
            // Rows of: first chunk, in ascending order; samples in each chunk from there on; description.
            while (row + 1 < perChunk.Count && BinaryPrimitives.ReadUInt32BigEndian(perChunk[row + 1]) <= chunk + 1)
                row++;
            long length = 0;
            for (var left = row < 0 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(perChunk[row].AsSpan(4)); left > 0 && sample < sizes.Count; left--)
                length += sizes.Of(sample++);
            room -= length;
            if (room < 0 || offsets[chunk] < 0 || offsets[chunk] > file.Length - length)
                throw MediaRefusals.Broken();
            file.ZeroAt(offsets[chunk], length);
        }
    }

    private static long[] Offsets(FileStream file, List<Mp4File.Box> tables)
    {
        var isLong = tables.Exists(box => box.Name == "co64");
        var table = Table(file, tables, isLong ? "co64" : "stco", isLong ? 8 : 4);
        return [.. table.Select(row => isLong ? BinaryPrimitives.ReadInt64BigEndian(row) : BinaryPrimitives.ReadUInt32BigEndian(row))];
    }

    private static SampleSizes Sizes(FileStream file, List<Mp4File.Box> tables)
    {
        if (tables.Find(box => box.Name == "stsz") is not { } box)
            throw MediaRefusals.Broken();
        var head = file.ReadAt(box.Start, 12);
        var (size, count) = (BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8)));
        if (count > MostEntries)
            throw MediaRefusals.Broken();
        return new SampleSizes((int)count, size, size > 0 ? [] : Rows(file, box, 12, 4, count));
    }

    private static List<byte[]> Table(FileStream file, List<Mp4File.Box> tables, string name, int row) =>
        tables.Find(box => box.Name == name) is { } box
            ? Rows(file, box, 8, row, BinaryPrimitives.ReadUInt32BigEndian(file.ReadAt(box.Start + 4, 4)))
            : throw MediaRefusals.Broken();

    private static List<byte[]> Rows(FileStream file, Mp4File.Box box, int head, int row, uint count)
    {
        if (count > MostEntries || count * (long)row > box.End - box.Start - head)
            throw MediaRefusals.Broken();
        var all = file.ReadAt(box.Start + head, (int)count * row);
        return [.. all.Chunk(row)];
    }

    // All samples are of one size, or each has its own.
    private sealed record SampleSizes(int Count, uint All, List<byte[]> Each)
    {
        public uint Of(int sample) => All > 0 ? All : BinaryPrimitives.ReadUInt32BigEndian(Each[sample]);
    }
}
