using LiveBlog.Core.Data;
using LiveBlog.Core.Numbers;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Desk;

/// <summary>Forgets what nobody comes back for. Any node may do it at any time: it only deletes what is old.</summary>
public sealed class DeskCleaning(IDbContextFactory<LiveBlogContext> contexts, NumbersWriter numbers, TimeProvider clock)
{
    /// <summary>For how long a working copy is kept that nobody touches.</summary>
    public static readonly TimeSpan WorkingCopyKept = TimeSpan.FromDays(30);

    /// <summary>Working copies untouched for <see cref="WorkingCopyKept"/>, tabs long closed, minutes of readers beyond a week.</summary>
    public async Task CleanAsync(CancellationToken cancellation)
    {
        var now = Input.Instant(clock.GetUtcNow());
        var (oldCopies, oldTabs, oldPurges) = (now - WorkingCopyKept, now - TimeSpan.FromHours(1), now - TimeSpan.FromDays(1));
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            await db.WorkingCopies.Where(c => c.SavedAt < oldCopies).ExecuteDeleteAsync(cancellation);
            await db.Presences.Where(p => p.SeenAt < oldTabs).ExecuteDeleteAsync(cancellation);
            await db.Nodes.Where(n => n.SeenAt < oldTabs).ExecuteDeleteAsync(cancellation);
            // Where no cache is to be told anything.
            await db.Purges.Where(p => p.DueAt < oldPurges).ExecuteDeleteAsync(cancellation);
        }
        await numbers.ThinAsync(cancellation);
    }
}
