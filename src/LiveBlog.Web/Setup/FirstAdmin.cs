using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>
/// The one-time link that makes the first administrator. Each start of each node makes a secret of its own, in the place of that
/// node's earlier one; the database has their hashes, so a link works whichever node it reaches.
/// </summary>
public sealed class FirstAdmin(IDbContextFactory<LiveBlogContext> contexts, IOptions<DemoOptions> demo, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>The link's path with its secret; null if there is an account already.</summary>
    public async Task<string?> PrepareAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await HasAccountsAsync(db, cancellation))
            return null;
        var secret = Secret.Make();
        var key = $"{SettingKeys.FirstAdmin}{Environment.MachineName} {configuration["urls"]}".Trim();
        // One statement: nodes that start together may bear the same name, on two machines that were set up alike.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Settings" ("Key", "Value", "ChangedAt") VALUES ({key}, {Secret.HashOf(secret)}, {Input.Instant(clock.GetUtcNow())})
            ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value", "ChangedAt" = excluded."ChangedAt"
            """, cancellation);
        return $"/account/first?code={secret}";
    }

    /// <summary>Whether the code opens the way to the first account.</summary>
    public async Task<bool> IsGoodAsync(string? code, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var hash = Secret.HashOf(code ?? "");
        return !await HasAccountsAsync(db, cancellation) && await Codes(db).AnyAsync(s => s.Value == hash, cancellation);
    }

    /// <summary>Uses the code up, and with it those of all nodes, in the transaction of the caller; false if it is no good any more.</summary>
    public async Task<bool> UseAsync(LiveBlogContext db, string? code, CancellationToken cancellation)
    {
        var hash = Secret.HashOf(code ?? "");
        if (!await Codes(db).AnyAsync(s => s.Value == hash, cancellation))
            return false;
        // Whoever comes second, by whichever node's link, waits here for the first and then finds nothing to delete.
        return await Codes(db).ExecuteDeleteAsync(cancellation) > 0 && !await HasAccountsAsync(db, cancellation);
    }

    private static IQueryable<Setting> Codes(LiveBlogContext db) => db.Settings.Where(s => s.Key.StartsWith(SettingKeys.FirstAdmin));

    private Task<bool> HasAccountsAsync(LiveBlogContext db, CancellationToken cancellation) =>
        db.Users.AnyAsync(u => !u.IsDemo || demo.Value.Enabled, cancellation);
}
