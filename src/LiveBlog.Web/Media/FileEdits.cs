namespace LiveBlog.Web.Media;

/// <summary>What cleaning a file in place takes.</summary>
internal static class FileEdits
{
    private static readonly byte[] Zeros = new byte[16 * 1024];

    public static byte[] ReadAt(this Stream file, long at, int length)
    {
        file.Position = at;
        var read = new byte[length];
        file.ReadExactly(read);
        return read;
    }

    public static void WriteAt(this Stream file, long at, ReadOnlySpan<byte> bytes)
    {
        file.Position = at;
        file.Write(bytes);
    }

    public static void ZeroAt(this Stream file, long at, long length)
    {
        file.Position = at;
        for (var left = length; left > 0; left -= Zeros.Length)
            file.Write(Zeros, 0, (int)Math.Min(left, Zeros.Length));
    }

    /// <summary>Moves bytes towards the file's beginning.</summary>
    public static void MoveBack(this Stream file, long from, long to, long length)
    {
        if (from == to)
            return;
        var block = new byte[64 * 1024];
        for (var done = 0L; done < length;)
        {
            file.Position = from + done;
            var read = file.Read(block, 0, (int)Math.Min(block.Length, length - done));
            if (read == 0)
                throw new EndOfStreamException();
            file.WriteAt(to + done, block.AsSpan(0, read));
            done += read;
        }
    }
}
