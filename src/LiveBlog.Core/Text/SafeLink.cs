using System.Globalization;
using System.Text;

namespace LiveBlog.Core.Text;

/// <summary>Which addresses may become a link.</summary>
internal static class SafeLink
{
    /// <summary>
    /// The address as a valid URL string (WHATWG URL, "URL writing"), or null if it may not be linked. Allowed are
    /// absolute http and https addresses, mailto and tel, and addresses of this site that begin with / or #.
    /// </summary>
    /// <remarks>
    /// Browsers skip tabs and line ends inside an address and read \ as /, so an address with a control character or
    /// one that begins with // or /\ is refused instead of repaired: nobody types such a thing by mistake.
    /// </remarks>
    public static string? From(string? address)
    {
        var url = address?.Trim(' ') ?? "";
        if (url.Length == 0 || url.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
            return null;
        return url[0] is '/' or '#'
            ? url.StartsWith("//", StringComparison.Ordinal) || url.StartsWith("/\\", StringComparison.Ordinal) ? null : Encode(url)
            : FromAbsolute(url);
    }

    /// <summary>True for an address that leads away from this site.</summary>
    public static bool IsExternal(string url) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private static string? FromAbsolute(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return null;
        var wellFormed = uri.Scheme switch
        {
            "http" or "https" => url.AsSpan(uri.Scheme.Length).StartsWith("://", StringComparison.Ordinal) && uri.Host.Length > 0,
            "mailto" or "tel" => url.Length > uri.Scheme.Length + 1,
            _ => false,
        };
        if (!wellFormed || !IsExternal(url))
            return wellFormed ? Encode(url) : null;

        var start = uri.Scheme.Length + 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        var rest = end < 0 ? "" : url[(start + end)..];
        var port = uri.IsDefaultPort ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture);
        return AsciiHost(uri) is { } host ? $"{uri.Scheme}://{host}{port}{Encode(rest)}" : null;
    }

    // The host is the one part of an address that cannot be percent-encoded (RFC 5890).
    private static string? AsciiHost(Uri uri)
    {
        try
        {
            var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
            return Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown ? null : host;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static string Encode(string url)
    {
        var encoded = new StringBuilder(url.Length);
        var inFragment = false;
        var at = 0;
        foreach (var rune in url.EnumerateRunes())
        {
            var kept = rune.IsAscii
                && (char.IsAsciiLetterOrDigit((char)rune.Value) || "!$&'()*+,-./:;=?@_~".Contains((char)rune.Value)
                    || rune.Value == '#' && !inFragment
                    || rune.Value == '%' && at + 2 < url.Length && char.IsAsciiHexDigit(url[at + 1]) && char.IsAsciiHexDigit(url[at + 2]));
            if (kept)
                encoded.Append((char)rune.Value);
            else
                Percent(encoded, rune);
            inFragment |= rune.Value == '#';
            at += rune.Utf16SequenceLength;
        }
        return encoded.ToString();
    }

    private static void Percent(StringBuilder encoded, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
    }
}
