using System.Buffers.Binary;
using System.IO.Compression;

namespace LiveBlog.Web.Tests.Images;

/// <summary>Reads a PNG file of one byte per pixel and a palette, with nothing of the code that wrote it (PNG, third edition).</summary>
internal sealed class Png
{
    private readonly byte[] pixels;
    private readonly byte[] palette = [];

    public Png(byte[] file)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], file[..8]);
        using var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var data = file.AsSpan(at + 8, length);
            switch (System.Text.Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                    Assert.Equal((8, 3, 0), (data[8], data[9], data[12]));
                    break;
                case "PLTE":
                    palette = data.ToArray();
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
            }
            at += length + 12;
        }
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        pixels = new byte[Width * Height];
        var row = new byte[Width + 1];
        for (var y = 0; y < Height; y++)
        {
            unpacked.ReadExactly(row);
            for (var x = 0; x < Width; x++)
            {
                int left = x > 0 ? pixels[y * Width + x - 1] : 0, up = y > 0 ? pixels[(y - 1) * Width + x] : 0;
                var corner = x > 0 && y > 0 ? pixels[(y - 1) * Width + x - 1] : 0;
                pixels[y * Width + x] = (byte)(row[x + 1] + row[0] switch
                {
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => 0,
                });
            }
        }
    }

    public int Width { get; }

    public int Height { get; }

    public (byte Red, byte Green, byte Blue) this[int x, int y] => pixels[y * Width + x] * 3 is var at
        ? (palette[at], palette[at + 1], palette[at + 2])
        : default;

    /// <summary>How many pixels of a rectangle are not about that colour.</summary>
    public int Others((byte Red, byte Green, byte Blue) colour, int left, int top, int right, int bottom)
    {
        var others = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var (red, green, blue) = this[x, y];
                if (Math.Abs(red - colour.Red) + Math.Abs(green - colour.Green) + Math.Abs(blue - colour.Blue) > 24)
                    others++;
            }
        }
        return others;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner, a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
