using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests.Accounts;

public sealed class AttemptCounterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DatabaseProvider> Engines => TestDatabase.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Attempts_on_any_node_at_any_moment_are_counted_together(DatabaseProvider engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // A window that does not end while this runs, wherever its time begins.
        var clock = new StoppedClock();
        await using var other = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddLiveBlogCore(database.Options).BuildServiceProvider();
        AttemptCounter[] nodes = [new(database.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>(), clock), other.GetRequiredService<AttemptCounter>()];
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => nodes[n % 2].CountAsync("sign-in from 192.0.2.1", TimeSpan.FromMinutes(1), None))));
        Assert.Equal(Enumerable.Range(1, 20), counts.Select(one => one.Count).Order());
        Assert.Equal(1, (await nodes[0].CountAsync("sign-in from 192.0.2.2", TimeSpan.FromMinutes(1), None)).Count);

        await using (var db = database.Open())
            Assert.All(await db.AttemptCounts.Select(a => a.Key).ToListAsync(None), key => Assert.DoesNotContain("192.0.2", key));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await nodes[1].CountAsync("sign-in from 192.0.2.1", TimeSpan.FromMinutes(1), None)).Count);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
