using System.IO.Pipelines;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Http.Features;

namespace LiveBlog.Web.Delivery;

/// <summary>
/// A request that nobody sent: it holds what a page's address says and nothing else, so that the answer can't be anybody's own.
/// The answer is kept instead of sent, and no reader who goes away can cut it short.
/// </summary>
internal sealed class Capture : HttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IDisposable
{
    private readonly MemoryStream body = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> starting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> completed = new();
    private readonly CancellationTokenSource limit;
    private readonly StreamResponseBodyFeature writing;
    private bool hasStarted;

    public Capture(PageAddress address, string? known, TimeSpan longest, CancellationToken stopping)
    {
        limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(longest);
        RequestAborted = limit.Token;
        var request = new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = HttpProtocol.Http11,
            Scheme = address.Scheme,
            Path = address.Path,
            QueryString = address.Query,
            RawTarget = new PathString(address.Path).ToUriComponent() + address.Query,
        };
        request.Headers.Host = address.Host;
        if (address.SavesData)
            request.Headers["Save-Data"] = "on";
        if (known is not null)
            request.Headers.IfNoneMatch = known;
        Body = new StartingStream(this);
        writing = new StreamResponseBodyFeature(Body);
        Features.Set<IHttpRequestFeature>(request);
        Features.Set<IHttpResponseFeature>(this);
        Features.Set<IHttpResponseBodyFeature>(this);
        Features.Set<IHttpRequestLifetimeFeature>(this);
        Features.Set(Shown = new Shown { IsForAll = true });
    }

    /// <summary>What makes the request.</summary>
    public FeatureCollection Features { get; } = new();

    /// <summary>What the pages say they show.</summary>
    public Shown Shown { get; }

    /// <summary>Whether the answer was given up: it may lack its end.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>The body so far.</summary>
    public byte[] Bytes => body.ToArray();

    public override bool HasStarted => hasStarted;

    public CancellationToken RequestAborted { get; set; }

    public Stream Stream => Body;

    public PipeWriter Writer => writing.Writer;

    public override void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));

    public override void OnCompleted(Func<object, Task> callback, object state) => completed.Push((callback, state));

    public void Abort() => IsAborted = true;

    public void DisableBuffering() { }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        writing.SendFileAsync(path, offset, count, cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (hasStarted)
            return;
        while (starting.TryPop(out var before))
            await before.Callback(before.State);
        hasStarted = true;
    }

    public async Task CompleteAsync()
    {
        await StartAsync();
        await writing.CompleteAsync();
    }

    /// <summary>Frees what the pages asked to have freed after their answer.</summary>
    public async Task EndAsync()
    {
        while (completed.TryPop(out var after))
            await after.Callback(after.State);
    }

    public void Dispose()
    {
        limit.Dispose();
        body.Dispose();
    }

    // The first byte starts the answer, as it does where bytes are sent.
    private sealed class StartingStream(Capture capture) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => capture.StartAsync().GetAwaiter().GetResult();

        public override Task FlushAsync(CancellationToken cancellationToken) => capture.StartAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
            Flush();
            capture.body.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await capture.StartAsync(cancellationToken);
            capture.body.Write(buffer.Span);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
