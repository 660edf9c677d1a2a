using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Accounts;

/// <summary>Counts attempts for all nodes: one statement each.</summary>
public sealed class AttemptCounter(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    // Every so many attempts, what is over is forgotten.
    private const int Sweep = 50;

    /// <summary>Counts one more.</summary>
    /// <param name="key">What is tried, and by whom or at what; only its hash is stored.</param>
    /// <param name="window">For how long they are counted together: windows begin and end for all nodes at once.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>How many there were, this one included, and how long until they are forgotten.</returns>
    public async Task<(int Count, TimeSpan Left)> CountAsync(string key, TimeSpan window, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var length = (long)window.TotalSeconds;
        var until = (now / length + 1) * length;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{until} {key}")));
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (Random.Shared.Next(Sweep) == 0)
            await db.AttemptCounts.Where(a => a.Until < now).ExecuteDeleteAsync(cancellation);
        var counts = await db.Database.SqlQuery<int>(
            $"""
            INSERT INTO "AttemptCounts" ("Key", "Until", "Count") VALUES ({hash}, {until}, 1)
            ON CONFLICT ("Key") DO UPDATE SET "Count" = "AttemptCounts"."Count" + 1 RETURNING "Count" AS "Value"
            """).ToListAsync(cancellation);
        return (counts[0], TimeSpan.FromSeconds(until - now));
    }
}
