using System.Collections.Concurrent;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Setup;

/// <summary>
/// What sessions stand for, for as long as it takes to open a page with all its requests. A session that is ended, or a role that
/// is changed, on another node is so here as soon as that node has said so, and within <see cref="Good"/> if its word is lost.
/// </summary>
public sealed class SignedInCache(SessionWriter sessions, IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>How long an answer of the database is good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromSeconds(10);

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<Guid, (SignedIn? Found, DateTimeOffset Until)> known = new();
    private volatile int forgotten;

    /// <summary>What the session stands for, or null.</summary>
    public async Task<SignedIn?> FindAsync(Guid session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(session, out var cached) && cached.Until > now)
            return cached.Found;
        var asked = forgotten;
        var found = await sessions.FindAsync(session, cancellation);
        if (found is not null && found.SeenAt + SessionWriter.SeenEvery < now.UtcDateTime)
            await sessions.TouchAsync(session, cancellation);
        if (known.Count >= Most)
            known.Clear();
        // What was asked before somebody changed something is not kept.
        if (asked == forgotten)
            known[session] = (found, now + Good);
        return found;
    }

    /// <summary>Something of accounts or sessions was changed: asks the database anew from now on, and has all other nodes do so.</summary>
    public async Task ForgetEverywhereAsync()
    {
        Forget();
        // The change is made, whoever waits for the answer to it.
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await signal.AnnounceAsync(db, DeskChange.Accounts, CancellationToken.None);
    }

    /// <summary>Asks the database anew from now on.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        known.Clear();
    }
}
