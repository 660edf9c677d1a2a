using System.Globalization;
using System.Threading.RateLimiting;
using LiveBlog.Core.Accounts;

namespace LiveBlog.Web.Setup;

/// <summary>
/// How often something may be tried, by address and by account, on all nodes together. The pages ask it themselves, so that whoever
/// is asked to wait keeps what they typed.
/// </summary>
public sealed class Attempts(AttemptCounter counter) : IDisposable
{
    private readonly Limit byAddress = new(60, TimeSpan.FromMinutes(1));
    private readonly Limit byAccount = new(10, TimeSpan.FromMinutes(5));

    /// <summary>Whether one more try from the request's address is fine.</summary>
    public Task<bool> AllowAsync(HttpContext http, string what) => TakeAsync(byAddress, http, $"{what} from {http.Connection.RemoteIpAddress}");

    /// <summary>Whether one more try at that account, link or device is fine.</summary>
    public Task<bool> AllowForAsync(HttpContext http, string what, string whose) => TakeAsync(byAccount, http, $"{what} at {whose}");

    /// <inheritdoc />
    public void Dispose()
    {
        byAddress.Here.Dispose();
        byAccount.Here.Dispose();
    }

    private async Task<bool> TakeAsync(Limit limit, HttpContext http, string key)
    {
        // Who was refused here already costs the database nothing.
        using var lease = limit.Here.AttemptAcquire(key);
        var left = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : limit.Window;
        if (lease.IsAcquired)
        {
            (var count, left) = await counter.CountAsync(key, limit.Window, http.RequestAborted);
            if (count <= limit.Most)
                return true;
        }
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return false;
    }

    private sealed record Limit(int Most, TimeSpan Window)
    {
        public PartitionedRateLimiter<string> Here { get; } = PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = Most,
                Window = Window,
                QueueLimit = 0,
            }), StringComparer.Ordinal);
    }
}
