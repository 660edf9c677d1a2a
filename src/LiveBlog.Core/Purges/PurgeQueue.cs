using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Purges;

/// <summary>What is to be told to caches, for whichever node gets to it: one at a time tells each, and another one if that one dies.</summary>
public sealed class PurgeQueue(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>
    /// After this it is told once more. A cache may have asked for a page just before it was changed, and put the answer away just
    /// after it was told to forget it.
    /// </summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    // For so long the node that took one is waited for.
    private static readonly TimeSpan Taken = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Takes one that is due; null if none is.</summary>
    public async Task<Purge?> TakeAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        while (true)
        {
            var now = Input.Instant(clock.GetUtcNow());
            if (await db.Purges.AsNoTracking().Where(p => p.DueAt <= now).OrderBy(p => p.DueAt).FirstOrDefaultAsync(cancellation) is not { } purge)
                return null;
            if (await PutOffAsync(db, purge, now + Taken, cancellation))
            {
                purge.DueAt = now + Taken;
                return purge;
            }
        }
    }

    /// <summary>It was told and taken.</summary>
    public async Task ToldAsync(Purge purge, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var again = Input.Instant(clock.GetUtcNow() + Again);
        if (purge.Told > 0)
            await db.Purges.Where(p => p.Id == purge.Id).ExecuteDeleteAsync(cancellation);
        else
            await db.Purges.Where(p => p.Id == purge.Id).ExecuteUpdateAsync(
                set => set.SetProperty(p => p.Told, 1).SetProperty(p => p.Failed, 0).SetProperty(p => p.DueAt, again), cancellation);
    }

    /// <summary>Telling it failed: it is tried again, after one second, two, four, up to a minute.</summary>
    public async Task FailedAsync(Purge purge, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 1 << Math.Min(purge.Failed, 10)));
        var next = Input.Instant(clock.GetUtcNow() + pause);
        await db.Purges.Where(p => p.Id == purge.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Failed, p => p.Failed + 1).SetProperty(p => p.DueAt, next), cancellation);
    }

    // False if another node took it meanwhile.
    private static async Task<bool> PutOffAsync(LiveBlogContext db, Purge purge, DateTime until, CancellationToken cancellation) =>
        await db.Purges.Where(p => p.Id == purge.Id && p.DueAt == purge.DueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, until), cancellation) == 1;
}
