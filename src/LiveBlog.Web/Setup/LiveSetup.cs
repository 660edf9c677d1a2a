using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveBlog.Core.Live;
using LiveBlog.Web.Live;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>The live path: hub, broadcaster and who may connect.</summary>
public static class LiveSetup
{
    /// <summary>The hub of the desk.</summary>
    public const string DeskHubPath = "/hubs/desk";

    private const string HubPath = "/hubs/live";

    // What a reader at the hub may leave untaken, in bytes, before nothing more is written to it.
    private const int LargestBuffer = 32 * 1024;

    /// <summary>
    /// JSON as all of LiveBlog writes it. It travels as JSON or over the hub, never inside HTML, so only what JSON itself
    /// needs is escaped.
    /// </summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>Adds it.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ViewRenderer>();
        builder.Services.AddSingleton<EventRenderer>();
        builder.Services.AddSingleton<IEventRenderer>(provider => provider.GetRequiredService<EventRenderer>());
        builder.Services.AddSingleton<WirePanel>();
        builder.Services.AddOptions<LiveOptions>().BindConfiguration("Live").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Followers>();
        builder.Services.AddSingleton<Permits>();
        builder.Services.AddSingleton<LiveStream>();
        builder.Services.AddHostedService<Broadcaster>();
        builder.Services.AddHostedService<EventStarter>();
        builder.Services.AddHostedService<EntryPublisher>();
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.AddSignalR(options =>
        {
            // A reader says where it is, and no more.
            options.MaximumReceiveMessageSize = 512;
            // Readers hear their head every five seconds; only who follows nothing needs this.
            options.KeepAliveInterval = TimeSpan.FromSeconds(8);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(20);
        }).AddJsonProtocol(options => Configure(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<HubLifetimeManager<LiveHub>, HubFollowers>();
    }

    /// <summary>Maps the hub. WebSockets know no same-origin policy: pages of other sites are refused here.</summary>
    public static void MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(HubPath, options =>
        {
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            options.TransportSendTimeout = TimeSpan.FromMilliseconds(Follower.Patience);
            options.TransportMaxBufferSize = LargestBuffer;
        });
    }

    /// <summary>Answers <c>/live/{slug}/stream</c> before anything that thousands of open streams would have to keep in memory.</summary>
    public static void UseStreams(this WebApplication app)
    {
        var stream = app.Services.GetRequiredService<LiveStream>();
        app.Use((context, next) => HttpMethods.IsGet(context.Request.Method) && StreamOf(context.Request.Path) is { } slug
            ? stream.AnswerAsync(context, slug)
            : next(context));
    }

    /// <summary>The event whose stream that address is, or null.</summary>
    public static string? StreamOf(PathString path) =>
        path.Value?.Split('/') is ["", "live", { Length: > 0 } slug, "stream"] ? slug : null;

    /// <summary>Holds connections to the hub within what this node may hold.</summary>
    public static void UseHubPermits(this WebApplication app)
    {
        var permits = app.Services.GetRequiredService<Permits>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(HubPath), hub => hub.Use(async (context, next) =>
        {
            using var permit = permits.Take(Way.Hub, context.Connection.RemoteIpAddress);
            await (permit is null ? Permits.RefuseAsync(context) : next(context));
        }));
    }

    /// <summary>
    /// Refuses a foreign or <c>null</c> Origin (RFC 6454) on the hubs; tools that send none are let in. Other sites' pages may be
    /// allowed to follow events, but never to use somebody's sign-in at the desk.
    /// </summary>
    public static void UseHubOrigins(this WebApplication app)
    {
        var allowed = app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.AllowedOrigins;
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hubs"), hub => hub.Use(async (context, next) =>
        {
            var origin = context.Request.Headers.Origin.ToString();
            var own = $"{context.Request.Scheme}://{context.Request.Host}";
            if (origin.Length > 0 && origin != own && (context.Request.Path.StartsWithSegments(DeskHubPath) || !allowed.Contains(origin)))
            {
                await Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin",
                    detail: $"Pages of {origin} may not follow events here: add it to Site:AllowedOrigins.").ExecuteAsync(context);
                return;
            }
            await next(context);
        }));
    }
}
