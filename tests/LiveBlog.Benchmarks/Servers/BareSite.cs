using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveBlog.Benchmarks.Servers;

/// <summary>
/// The yardsticks in .NET, in a process of their own: a hub and an event stream that do nothing but send on what they are given,
/// and a page that is written from memory. Nothing is counted, checked or recovered here: no live blog can be cheaper on this server.
/// </summary>
internal static class BareSite
{
    private static readonly ConcurrentDictionary<string, HttpResponse> Streams = new();
    private static byte[] page = [];
    private static KeyValuePair<string, string>[] pageHeaders = [];

    public static async Task RunAsync(IPEndPoint address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(address));
        builder.Services.AddRoutingCore();
        builder.Services.AddSignalR(options => options.KeepAliveInterval = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        // Before routing, as LiveBlog's ready pages are.
        app.Use(async (context, next) =>
        {
            if (context.Request.Path == "/page" && HttpMethods.IsGet(context.Request.Method))
                await PageAsync(context.Response);
            else
                await next(context);
        });
        app.UseWebSockets();
        app.UseRouting();
        app.MapHub<BareHub>("/hub");
        app.MapGet("/stream", StreamAsync);
        app.MapPut("/page", KeepAsync);
        app.MapPost("/hub/send", SendToHubAsync);
        app.MapPost("/stream/send", SendToStreamsAsync);
        await app.RunAsync();
    }

    private static async Task PageAsync(HttpResponse response)
    {
        foreach (var (name, value) in pageHeaders)
            response.Headers[name] = value;
        response.ContentLength = page.Length;
        await response.BodyWriter.WriteAsync(page);
    }

    private static async Task KeepAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        page = body.ToArray();
        pageHeaders = [.. request.Headers.Where(header => header.Key.StartsWith("x-page-", StringComparison.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key["x-page-".Length..], header.Value.ToString()))];
    }

    private static async Task SendToHubAsync(HttpRequest request, IHubContext<BareHub> hub)
    {
        var message = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        _ = hub.Clients.Group("all").SendAsync("Changes", message);
    }

    private static async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync();
        await context.Response.BodyWriter.FlushAsync();
        Streams[context.Connection.Id] = context.Response;
        var ended = new TaskCompletionSource();
        await using (context.RequestAborted.Register(() => ended.SetResult()))
            await ended.Task;
        Streams.TryRemove(context.Connection.Id, out _);
    }

    private static async Task SendToStreamsAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        body.Write("event: changes\ndata: "u8);
        await request.Body.CopyToAsync(body);
        body.Write("\n\n"u8);
        var frame = body.ToArray();
        foreach (var (_, response) in Streams)
        {
            var written = response.BodyWriter.WriteAsync(frame);
            if (!written.IsCompletedSuccessfully)
                _ = written.AsTask();
        }
    }

    private sealed class BareHub : Hub
    {
        public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, "all");
    }
}
