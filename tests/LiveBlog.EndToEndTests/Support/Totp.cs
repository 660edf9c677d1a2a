using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LiveBlog.EndToEndTests.Support;

/// <summary>An authenticator app: RFC 6238 as apps have it, with SHA-1, 30 s and six digits.</summary>
public static class Totp
{
    /// <summary>The code that the app would show now.</summary>
    /// <param name="key">The key as the page shows it, in base32, with or without spaces.</param>
    public static string Code(string key)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Where(letters.Contains).Select(c => Convert.ToString(letters.IndexOf(c), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        var hash = HMACSHA1.HashData(secret, step);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[19] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }
}
