using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveBlog.Web.Endpoints;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: and its database does.</summary>
public static class HealthEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");

    /// <summary>Maps the probes.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    private sealed class DatabaseCheck(IDbContextFactory<LiveBlogContext> contexts) : IHealthCheck
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            // Whoever probes does not wait long.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Longest);
            try
            {
                await using var db = await contexts.CreateDbContextAsync(limit.Token);
                if (await db.Database.CanConnectAsync(limit.Token))
                    return HealthCheckResult.Healthy();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // As good as no answer.
            }
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
