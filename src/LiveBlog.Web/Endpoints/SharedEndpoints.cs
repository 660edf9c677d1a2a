using System.Threading.RateLimiting;
using LiveBlog.Web.Numbers;

namespace LiveBlog.Web.Endpoints;

/// <summary><c>POST /live/{slug}/{id}/shared</c>: a reader's page says that its entry was shared.</summary>
public static class SharedEndpoints
{
    private const int PerMinute = 20;

    // An address is held for a minute, in memory, and only to tell that it asks too often.
    private static readonly PartitionedRateLimiter<HttpContext> Limit = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = PerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Maps it.</summary>
    public static void MapShared(this WebApplication app) =>
        app.MapPost("/live/{slug}/{id:guid}/shared", Count).AddEndpointFilter<SameSiteFilter>().ExcludeFromDescription();

    // Whether there is such an entry is seen when it is written down: the answer never waits for the database.
    private static IResult Count(string slug, Guid id, Shares shares, HttpContext http)
    {
        using var lease = Limit.AttemptAcquire(http);
        if (!lease.IsAcquired)
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        shares.Add(slug, id);
        return Results.NoContent();
    }
}
