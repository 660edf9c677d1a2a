using System.IO.Compression;

namespace LiveBlog.Web.Delivery;

/// <summary>How a body is sent (RFC 9110, 8.4.1).</summary>
public enum BodyCoding
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>gzip (RFC 1952).</summary>
    Gzip,

    /// <summary>Brotli (RFC 7932).</summary>
    Brotli,
}

/// <summary>The bytes of an answer, each coding made at most once, when it is first asked for.</summary>
public sealed class ReadyBody(byte[] plain)
{
    // Chosen by measuring (docs/decisions/0016-ready-pages.md).
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;
    private const int SmallestWorthIt = 200;

    private readonly Lock gate = new();
    private readonly Task<byte[]>?[] coded = new Task<byte[]>?[3];

    /// <summary>What is held, in bytes.</summary>
    public long Bytes => plain.Length + Made(BodyCoding.Gzip) + Made(BodyCoding.Brotli);

    /// <summary>Whether a coding was asked for.</summary>
    public bool WasAskedIn(BodyCoding coding) => Volatile.Read(ref coded[(int)coding]) is not null;

    /// <summary>The bytes in a coding, or as they are, where it would not make them fewer.</summary>
    public ValueTask<byte[]> InAsync(BodyCoding coding)
    {
        if (coding == BodyCoding.Plain || plain.Length < SmallestWorthIt)
            return new(plain);
        var made = Volatile.Read(ref coded[(int)coding]);
        return made is { IsCompletedSuccessfully: true } ? new(made.Result) : new(made ?? MakeAsync(coding));
    }

    /// <summary>Whether bytes that <see cref="InAsync"/> answered are in the coding that was asked for.</summary>
    public bool IsCoded(byte[] bytes) => !ReferenceEquals(bytes, plain);

    private int Made(BodyCoding coding) =>
        Volatile.Read(ref coded[(int)coding]) is { IsCompletedSuccessfully: true } made && IsCoded(made.Result) ? made.Result.Length : 0;

    private Task<byte[]> MakeAsync(BodyCoding coding)
    {
        lock (gate)
        {
            if (coded[(int)coding] is { } begun)
                return begun;
            var making = Task.Run(() => Make(coding));
            Volatile.Write(ref coded[(int)coding], making);
            return making;
        }
    }

    private byte[] Make(BodyCoding coding)
    {
        var made = coding == BodyCoding.Brotli ? Brotli() : Gzip();
        return made.Length < plain.Length ? made : plain;
    }

    private byte[] Brotli()
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, buffer, out var written, BrotliQuality, BrotliWindow) ? buffer[..written] : plain;
    }

    private byte[] Gzip()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(plain);
        return buffer.ToArray();
    }
}
