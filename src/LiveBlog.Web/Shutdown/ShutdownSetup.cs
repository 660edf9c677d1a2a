using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Shutdown;

/// <summary>Stopping without harm to readers and editors.</summary>
public static class ShutdownSetup
{
    /// <summary>Adds it; before anything that hosts have by themselves is replaced.</summary>
    public static void AddShutdown(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ShutdownOptions>().BindConfiguration("Shutdown").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, shutdown) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(shutdown.Value.RequestSeconds));
        services.AddSingleton<HandOver>();
        services.AddSingleton<Draining>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<HubHandOver>();
        services.Configure<HubOptions>(options => options.AddFilter<HubHandOver>());
        services.AddHealthChecks().AddCheck<NotStopping>("stopping");
    }

    /// <summary>
    /// While this node takes its leave, a balancer's connections to it end with their next answer, so that none breaks when it is
    /// gone; and connections that are meant to last are refused, so that the balancer opens them elsewhere.
    /// </summary>
    public static void UseDraining(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        var handOver = app.Services.GetRequiredService<HandOver>();
        app.Use((context, next) =>
        {
            if (draining.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol) && !context.WebSockets.IsWebSocketRequest)
                context.Response.Headers.Connection = "close";
            if (!handOver.HasBegun || !IsLasting(context.Request.Path))
                return next(context);
            context.Response.Headers.RetryAfter = "1";
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Stopping",
                detail: "This server is stopping: ask again, and another one will answer.").ExecuteAsync(context);
        });
    }

    private static bool IsLasting(PathString path) => path.StartsWithSegments("/hubs") || path.Value?.EndsWith("/stream", StringComparison.Ordinal) == true;

    private sealed class NotStopping(Draining draining) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(draining.HasBegun ? HealthCheckResult.Unhealthy("The node is stopping.") : HealthCheckResult.Healthy());
    }
}
