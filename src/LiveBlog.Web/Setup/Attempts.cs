using System.Threading.RateLimiting;

namespace LiveBlog.Web.Setup;

/// <summary>
/// How often something may be tried, by address and by account: in the memory of this node. The pages ask it themselves, so that
/// whoever is asked to wait keeps what they typed.
/// </summary>
public sealed class Attempts : IDisposable
{
    private readonly PartitionedRateLimiter<string> byAddress = Limiter(60, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> byAccount = Limiter(10, TimeSpan.FromMinutes(5));

    /// <summary>Whether one more try from the request's address is fine.</summary>
    public bool Allow(HttpContext http, string what) => Take(byAddress, http, $"{what} {http.Connection.RemoteIpAddress}");

    /// <summary>Whether one more try at that account, link or device is fine.</summary>
    public bool AllowFor(HttpContext http, string what, string whose) => Take(byAccount, http, $"{what} {whose}");

    /// <inheritdoc />
    public void Dispose()
    {
        byAddress.Dispose();
        byAccount.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, HttpContext http, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (!lease.IsAcquired)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? ((int)Math.Ceiling(after.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : "60";
        }
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int most, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = window,
            QueueLimit = 0,
        }), StringComparer.Ordinal);
}
