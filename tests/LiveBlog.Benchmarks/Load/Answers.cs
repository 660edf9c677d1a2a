using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveBlog.Benchmarks.Load;

/// <summary>A change message (docs/protocol.md), as far as it is needed here.</summary>
internal sealed record ChangeAnswer(string Epoch, long From, long To, IReadOnlyList<EntryAnswer> Entries, bool Reload, int PollAfterMs);

/// <summary>One entry of it.</summary>
internal sealed record EntryAnswer(Guid Id, long Revision, bool? Gone, string? Html);

/// <summary>A page: where it is, and the revisions of the entries on it.</summary>
internal sealed record PageAnswer(string Epoch, long Revision, IReadOnlyDictionary<Guid, long> Entries);

/// <summary>What was sent, as it was sent.</summary>
internal sealed record Body(byte[] Bytes, bool IsBrotli)
{
    public static async Task<Body> OfAsync(HttpContent content) =>
        new(await content.ReadAsByteArrayAsync(), content.Headers.ContentEncoding.Contains("br"));
}

/// <summary>
/// What bodies say. Thousands of readers are sent the same bytes, which are read once; bytes that differ anywhere are read for
/// themselves, so that no cache's mistake is hidden.
/// </summary>
internal sealed partial class Answers
{
    private readonly ConcurrentDictionary<string, Lazy<object>> known = new();

    /// <summary>An answer of <c>changes?since=</c>.</summary>
    public ChangeAnswer Changes(Body body) => Once(body, text => JsonSerializer.Deserialize<ChangeAnswer>(text, JsonSerializerOptions.Web)!);

    /// <summary>An event's page.</summary>
    public PageAnswer Page(Body body) => Once(body, text => new PageAnswer(
        Epoch().Match(text).Groups[1].Value, long.Parse(Revision().Match(text).Groups[1].Value),
        Entry().Matches(text).ToDictionary(entry => Guid.Parse(entry.Groups[1].Value), entry => long.Parse(entry.Groups[2].Value))));

    /// <summary>All ids that stand anywhere in a page or a feed.</summary>
    public IReadOnlySet<Guid> Ids(Body body) => Once(body, text => Id().Matches(text).Select(id => Guid.Parse(id.Value)).ToHashSet());

    private T Once<T>(Body body, Func<string, T> read) where T : class =>
        (T)known.GetOrAdd($"{typeof(T)} {Convert.ToHexString(SHA256.HashData(body.Bytes))}", _ => new Lazy<object>(() => read(Text(body)))).Value;

    private static string Text(Body body)
    {
        Stream bytes = new MemoryStream(body.Bytes);
        using var text = new StreamReader(body.IsBrotli ? new BrotliStream(bytes, CompressionMode.Decompress) : bytes);
        return text.ReadToEnd();
    }

    [GeneratedRegex("data-epoch=\"([^\"]+)\"")]
    private static partial Regex Epoch();

    [GeneratedRegex("id=\"entries\".*?data-revision=\"(\\d+)\"", RegexOptions.Singleline)]
    private static partial Regex Revision();

    [GeneratedRegex("<article id=\"e-([0-9a-f-]{36})\"[^>]*?data-revision=\"(\\d+)\"")]
    private static partial Regex Entry();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
