using System.Security.Cryptography;
using LiveBlog.Core.Events;
using LiveBlog.Core.Purges;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Rendering;

/// <summary>
/// What is the same for all readers of one revision may be kept by browsers, which ask again each time, and by a CDN for
/// a second (RFC 9111, RFC 5861).
/// </summary>
public static class PublicCaching
{
    private const string SurrogateKey = "Surrogate-Key";

    // Another build may render the same revision otherwise: its code, the core's, and the scripts and styles it names.
    private static readonly string Build = Fingerprint();

    /// <summary>Sets the caching headers; answers whether the reader's copy still holds.</summary>
    /// <param name="response">Gets the headers.</param>
    /// <param name="request">May name the state the reader has.</param>
    /// <param name="keys">The surrogate keys of what it is, with spaces between them (<see cref="SurrogateKeys"/>), for purging.</param>
    /// <param name="state">What the answer depends on, beside what <see cref="AlsoShows"/> was told.</param>
    /// <param name="changedAt">
    /// When that last changed, UTC, for readers that ask by time: left out within the second, because more may change in it (RFC 9110, 8.8.2).
    /// </param>
    /// <param name="source">
    /// The event that it is of, or <see cref="Core.Live.Change.ListsId"/> for articles, dossiers and authors: it stays ready in memory until that
    /// changes, or what <see cref="AlsoShows"/> was told. Until anything at all changes, if null.
    /// </param>
    public static bool Revalidate(
        this HttpResponse response, HttpRequest request, string keys, string state, DateTime? changedAt = null, Guid? source = null)
    {
        var shown = response.Shown();
        shown.Source = source;
        var beside = shown.States;
        var tag = new EntityTagHeaderValue($"\"{string.Join('-', [state, .. beside, Build])}\"", isWeak: true);
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        response.Headers.CacheControl = "public, max-age=0, s-maxage=1, stale-while-revalidate=30";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.Headers[SurrogateKey] = string.Join(' ', [keys, .. response.Headers[SurrogateKey]]);
        if (changedAt is { } at && at < DateTime.UtcNow.AddSeconds(-1))
            headers.LastModified = at;
        var asked = request.GetTypedHeaders();
        return asked.IfNoneMatch.Count > 0
            ? asked.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            : asked.IfModifiedSince is { } since && headers.LastModified <= since;
    }

    /// <summary>
    /// Says, before <see cref="Revalidate"/>, that the answer also shows something which changes by itself, such as the wire's panel.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="state">The state of it.</param>
    /// <param name="source">What changes it, as for <see cref="Revalidate"/>; null where only the address does.</param>
    public static void AlsoShows(this HttpResponse response, string state, Guid? source = null)
    {
        var shown = response.Shown();
        shown.States.Add(state);
        if (source is { } its)
            shown.Add(its);
    }

    /// <summary>Does something for each reader that gets this answer: also for those who get it later, from memory.</summary>
    public static void ForEachReader(this HttpResponse response, Action action)
    {
        var shown = response.Shown();
        if (shown.IsForAll)
            shown.Sent = action;
        else
            action();
    }

    /// <summary>Says, before <see cref="Revalidate"/>, that the answer has to go as well when that key is purged, because it shows some of it.</summary>
    public static void GoesWith(this HttpResponse response, string key) => response.Headers.Append(SurrogateKey, key);

    /// <summary>A short name for the state of many things, fit for <see cref="Revalidate"/>.</summary>
    public static string StateOf(IEnumerable<string> states) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', states))))[..16];

    private static Shown Shown(this HttpResponse response)
    {
        var features = response.HttpContext.Features;
        if (features.Get<Shown>() is not { } shown)
            features.Set(shown = new Shown());
        return shown;
    }

    private static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(PublicCaching).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(typeof(LiveEvent).Module.ModuleVersionId.ToByteArray());
        var assets = Path.Combine(AppContext.BaseDirectory, "LiveBlog.Web.staticwebassets.endpoints.json");
        if (File.Exists(assets))
            hash.AppendData(File.ReadAllBytes(assets));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
