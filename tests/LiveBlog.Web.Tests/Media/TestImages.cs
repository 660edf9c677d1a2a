using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LiveBlog.Web.Tests.Media;

/// <summary>Files as cameras, careless programs and attackers make them.</summary>
internal static class TestImages
{
    /// <summary>What must be in no file that is served.</summary>
    public const string Secret = "LIEU-SECRET";

    /// <summary>A PNG of one colour (PNG, third edition). Its head may claim another size than its data have.</summary>
    public static byte[] Png(int width, int height, int? dataHeight = null)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + 3 * width];
            for (var x = 0; x < width; x++)
                (row[1 + 3 * x], row[2 + 3 * x]) = ((byte)x, (byte)(x / 3));
            for (var y = 0; y < (dataHeight ?? height); y++)
                packed.Write(row);
        }
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", head), .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>The same JPEG with EXIF: a description and the Atomium as GPS position (EXIF 2.32).</summary>
    public static byte[] WithGps(byte[] jpeg)
    {
        // TIFF, big-endian: IFD0 with ImageDescription and a pointer to the GPS IFD, which holds latitude and its reference.
        using var tiff = new MemoryStream();
        void Add(params int[] words)
        {
            foreach (var word in words)
                tiff.Write([(byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word]);
        }
        void Entry(int tag, int type, int count, int value) => Add(tag << 16 | type, count, value);
        tiff.Write("MM\0*"u8);
        Add(8);
        tiff.Write([0, 2]);
        Entry(0x010E, 2, Secret.Length + 1, 38);
        Entry(0x8825, 4, 1, 50);
        Add(0);
        tiff.Write(Encoding.ASCII.GetBytes(Secret + "\0"));
        tiff.Write([0, 2]);
        Entry(1, 2, 2, 'N' << 24);
        Entry(2, 5, 3, 80);
        Add(0);
        Add(50, 1, 53, 1, 42, 1);
        byte[] exif = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.ASCII.GetBytes($"<x:xmpmeta><exif:GPSLatitude>{Secret}</exif:GPSLatitude></x:xmpmeta>")];
        return [.. jpeg[..2], .. Segment(0xE1, exif), .. Segment(0xE1, xmp), .. Segment(0xFE, Encoding.ASCII.GetBytes(Secret)), .. jpeg[2..]];
    }

    /// <summary>The same PNG with a text of so many bytes, packed.</summary>
    public static byte[] WithPackedText(byte[] png, int length)
    {
        using var text = new MemoryStream();
        text.Write("Comment\0\0"u8);
        using (var packed = new ZLibStream(text, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var left = length; left > 0; left -= 1_000_000)
                packed.Write(new byte[1_000_000]);
        }
        // Behind the head, which has 33 bytes with the signature.
        return [.. png[..33], .. Chunk("zTXt", text.ToArray()), .. png[33..]];
    }

    private static byte[] Segment(byte marker, byte[] data) =>
        [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    private static byte[] Chunk(string name, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        var sum = uint.MaxValue;
        foreach (var value in chunk.AsSpan(4, 4 + data.Length))
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ sum >> 1 : sum >> 1;
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), ~sum);
        return chunk;
    }
}
