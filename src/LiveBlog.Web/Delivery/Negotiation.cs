using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Delivery;

/// <summary>What a request says of the answer it wants: in which coding (RFC 9110, 12.5.3), and whether it has it already (13.1).</summary>
public static class Negotiation
{
    // Browsers send a handful of values; whoever makes up others gets them read each time.
    private const int MostKnown = 200;
    private static readonly ConcurrentDictionary<string, BodyCoding> Known = new(StringComparer.Ordinal);

    /// <summary>The coding that a request prefers of those there are; of equals the one that makes the answer smallest.</summary>
    public static BodyCoding Coding(StringValues accepted)
    {
        if (accepted.Count == 0)
            return BodyCoding.Plain;
        var header = accepted.ToString();
        if (Known.TryGetValue(header, out var coding))
            return coding;
        coding = Read(accepted);
        if (Known.Count < MostKnown)
            Known[header] = coding;
        return coding;
    }

    /// <summary>Whether the reader has the answer of that tag, or of that time, already.</summary>
    public static bool Has(IHeaderDictionary request, EntityTagHeaderValue tag, string tagText, DateTimeOffset? modified)
    {
        var known = request.IfNoneMatch;
        if (known.Count > 0)
        {
            return known.Count == 1 && known[0] == tagText
                || EntityTagHeaderValue.TryParseList(known, out var tags) && tags.Any(its =>
                    its.Equals(EntityTagHeaderValue.Any) || its.Compare(tag, useStrongComparison: false));
        }
        return modified is { } at && request.IfModifiedSince.Count > 0
            && HeaderUtilities.TryParseDate(request.IfModifiedSince.ToString(), out var since) && at <= since;
    }

    // Where nothing is acceptable, the plain answer: it is more use than none.
    private static BodyCoding Read(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var list))
            return BodyCoding.Plain;
        var (best, quality) = (BodyCoding.Plain, QualityOf("identity") ?? (QualityOf("*") == 0 ? 0 : 0.001));
        foreach (var (coding, name) in new[] { (BodyCoding.Gzip, "gzip"), (BodyCoding.Brotli, "br") })
        {
            if ((QualityOf(name) ?? QualityOf("*") ?? 0) is > 0 and var its && its >= quality)
                (best, quality) = (coding, its);
        }
        return best;

        double? QualityOf(string name) => list.FirstOrDefault(one => one.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? found.Quality ?? 1
            : null;
    }
}
