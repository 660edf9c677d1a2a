using System.Security.Cryptography;
using System.Text;

namespace LiveBlog.Core.Imports;

/// <summary>Identifiers that importing the same update again gives again, so that it stays one entry.</summary>
public static class StableId
{
    /// <summary>A UUID of version 8 (RFC 9562, 5.8) with the first bits of the SHA-256 of both keys.</summary>
    public static Guid From(string eventKey, string entryKey)
    {
        // The reader lets no U+0000 into a key, so no two pairs give the same text.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{eventKey}\0{entryKey}"), hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
