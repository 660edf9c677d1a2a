using LiveBlog.Core.Live;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Delivery;

/// <summary>An answer as the pages made it, whole, ready to be sent to anybody who asks by the same address.</summary>
public sealed class ReadyAnswer
{
    // What belongs to one sending, and not to the answer.
    private static readonly string[] OfOneSending =
        [HeaderNames.ContentLength, HeaderNames.TransferEncoding, HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.Date, HeaderNames.Server];

    private readonly string? tagText;
    private readonly EntityTagHeaderValue? tag;
    private readonly DateTimeOffset? modified;
    private readonly KeyValuePair<string, StringValues>[] headers;
    private readonly StringValues contentType;
    private readonly Action? sent;
    private long checkedAt;

    /// <summary>An answer.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="all">Its headers.</param>
    /// <param name="body">Its body.</param>
    /// <param name="shown">What it shows.</param>
    /// <param name="mark">The mark before anything of it was read.</param>
    public ReadyAnswer(int status, IHeaderDictionary all, ReadyBody body, Shown shown, long mark)
    {
        (Status, Body, Mark, checkedAt) = (status, body, mark, mark);
        MadeAt = Environment.TickCount64;
        contentType = all.ContentType;
        headers = [.. all.Where(header => !OfOneSending.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && header.Key != HeaderNames.ContentType)];
        tagText = all.ETag.Count == 1 ? all.ETag[0] : null;
        EntityTagHeaderValue.TryParse(tagText, out tag);
        if (HeaderUtilities.TryParseDate(all.LastModified.ToString(), out var date))
            modified = date;
        Sources = shown.Sources;
        sent = shown.Sent;
        IsKept = status == StatusCodes.Status200OK && tag is not null && IsPublic(all.CacheControl) && VariesByAddressOnly(all.Vary)
            && all.SetCookie.Count == 0 && all.ContentEncoding.Count == 0;
        IsForAll = all.SetCookie.Count == 0 && all.ContentEncoding.Count == 0;
    }

    /// <summary>Its status.</summary>
    public int Status { get; }

    /// <summary>Its body.</summary>
    public ReadyBody Body { get; }

    /// <summary>What changes it: events, <see cref="Change.ListsId"/>, or <see cref="Guid.Empty"/> for anything.</summary>
    public Guid[] Sources { get; }

    /// <summary>The mark before anything of it was read (<see cref="ChangeMarks"/>).</summary>
    public long Mark { get; }

    /// <summary>When it was made or found good, as <see cref="Environment.TickCount64"/> counts.</summary>
    public long MadeAt { get; }

    /// <summary>Its entity tag, as the header says it; null if it has none.</summary>
    public string? Tag => tagText;

    /// <summary>Whether it may be held for those who ask later.</summary>
    public bool IsKept { get; }

    /// <summary>Whether it may be sent to others who asked at the same time.</summary>
    public bool IsForAll { get; }

    /// <summary>The memory it takes, in bytes, about.</summary>
    public long Bytes => 2_000 + Body.Bytes;

    /// <summary>The same, found good at a later mark (RFC 9111, 4.3.4).</summary>
    /// <param name="newer">The headers of the answer that said so.</param>
    /// <param name="shown">What it says that it shows.</param>
    /// <param name="mark">The mark before.</param>
    public ReadyAnswer Renewed(IHeaderDictionary newer, Shown shown, long mark)
    {
        var all = new HeaderDictionary { [HeaderNames.ContentType] = contentType };
        foreach (var (name, value) in headers.Concat(newer))
            all[name] = value;
        return new ReadyAnswer(Status, all, Body, shown, mark);
    }

    /// <summary>Whether nothing that it shows was changed since.</summary>
    public bool IsCurrent(ChangeMarks marks)
    {
        var now = marks.Now;
        if (Volatile.Read(ref checkedAt) == now)
            return true;
        if (IsChangedSince(marks, Mark))
            return false;
        Volatile.Write(ref checkedAt, now);
        return true;
    }

    /// <summary>Whether something that it shows was changed after a mark.</summary>
    public bool IsChangedSince(ChangeMarks marks, long mark) => Array.Exists(Sources, source => marks.ChangedSince(source, mark));

    /// <summary>Whether it is known to show something that readers must not see any more.</summary>
    public bool IsTakenBack(ChangeMarks marks) => Array.Exists(Sources, source => marks.TakenBackSince(source, Mark));

    /// <summary>Sends it, or says that the reader has it.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="staleness">For how long it could not be brought up to date; null if it is good.</param>
    public Task SendAsync(HttpContext context, TimeSpan? staleness = null)
    {
        var (request, response) = (context.Request, context.Response);
        foreach (var (name, value) in headers)
            response.Headers[name] = value;
        if (staleness is { } behind)
            response.Headers["Cache-Status"] = string.Create(null, $"LiveBlog; hit; ttl=-{(long)behind.TotalSeconds}; detail=stale-if-error");
        sent?.Invoke();
        if (Status == StatusCodes.Status200OK && tag is not null && Negotiation.Has(request.Headers, tag, tagText!, modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.StatusCode = Status;
        response.Headers.ContentType = contentType;
        var coding = Negotiation.Coding(request.Headers.AcceptEncoding);
        var bytes = Body.InAsync(coding);
        return bytes.IsCompletedSuccessfully ? WriteAsync(context, coding, bytes.Result) : MakeAndWriteAsync(context, coding, bytes);
    }

    private async Task MakeAndWriteAsync(HttpContext context, BodyCoding coding, ValueTask<byte[]> bytes) =>
        await WriteAsync(context, coding, await bytes);

    private Task WriteAsync(HttpContext context, BodyCoding coding, byte[] bytes)
    {
        var response = context.Response;
        if (coding != BodyCoding.Plain && Body.IsCoded(bytes))
            response.Headers.ContentEncoding = coding == BodyCoding.Brotli ? "br" : "gzip";
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, 0, bytes.Length);
    }

    private static bool IsPublic(StringValues cacheControl) =>
        CacheControlHeaderValue.TryParse(cacheControl.ToString(), out var said) && said is { Public: true, NoStore: false, Private: false };

    private static bool VariesByAddressOnly(StringValues vary) => vary.SelectMany(line => line?.Split(',') ?? []).All(name =>
        name.Trim() is var by && (by.Equals(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase) || by.Equals("Save-Data", StringComparison.OrdinalIgnoreCase)));
}
