using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LiveBlog.Core.Accounts;

/// <summary>
/// What opens something without a password: a token, an invitation, a filing link. 256 random bits, so that its SHA-256, which
/// is all that is stored, can't be turned back and nothing slower is needed.
/// </summary>
public static class Secret
{
    /// <summary>A new one, fit for an address.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored of it: SHA-256, lower-case hexadecimal.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
