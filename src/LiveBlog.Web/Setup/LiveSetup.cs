using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveBlog.Core.Live;
using LiveBlog.Web.Live;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>The live path: hub, broadcaster and who may connect.</summary>
public static class LiveSetup
{
    /// <summary>The hub of the desk.</summary>
    public const string DeskHubPath = "/hubs/desk";

    private const string HubPath = "/hubs/live";

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
        builder.Services.AddSingleton<Followers>();
        builder.Services.AddHostedService<Broadcaster>();
        builder.Services.AddHostedService<EventStarter>();
        builder.Services.AddHostedService<EntryPublisher>();
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.AddSignalR(options =>
        {
            // A reader says where it is, and no more.
            options.MaximumReceiveMessageSize = 512;
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(20);
        }).AddJsonProtocol(options => Configure(options.PayloadSerializerOptions));
    }

    /// <summary>Maps the hub. WebSockets know no same-origin policy: pages of other sites are refused here.</summary>
    public static void MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>(HubPath, options =>
        {
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            // How long a reader that takes nothing keeps its buffers; it comes back and asks from its revision.
            options.TransportSendTimeout = TimeSpan.FromSeconds(5);
        });
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
