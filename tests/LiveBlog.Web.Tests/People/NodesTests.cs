using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.People;

public sealed class NodesTests
{
    [Fact]
    public async Task A_session_that_one_node_ends_is_ended_on_another_at_once()
    {
        var none = TestContext.Current.CancellationToken;
        var database = await TestDatabase.PrepareAsync(DatabaseProvider.PostgreSql);
        // For this node no time passes, so that nothing it remembers runs out.
        await using var remembers = new LiveBlogApp(database, services => services.AddSingleton<TimeProvider>(new StoppedClock())) { KeepsDatabase = true };
        await using var ends = new LiveBlogApp(database);
        var user = new User { Id = Guid.CreateVersion7(), UserName = "c@example.org", Email = "c@example.org", DisplayName = "Claire", Role = Role.Editor, CreatedAt = DateTime.UtcNow };
        await using (var scope = ends.Services.CreateAsyncScope())
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(user)).Succeeded);
        var sessions = ends.Services.GetRequiredService<SessionWriter>();
        var session = await sessions.BeginAsync(user.Id, "test", none);
        var cache = remembers.Services.GetRequiredService<SignedInCache>();
        // Its listener may still be connecting, which makes it forget as well: what is remembered now is kept.
        for (var n = 0; n < 20; n++)
        {
            Assert.NotNull(await cache.FindAsync(session, none));
            await Task.Delay(100, none);
        }
        await sessions.EndAsync(user.Id, session, none);
        Assert.NotNull(await cache.FindAsync(session, none));

        await ends.Services.GetRequiredService<SignedInCache>().ForgetEverywhereAsync();
        for (var tries = 0; await cache.FindAsync(session, none) is not null; tries++)
        {
            Assert.True(tries < 600, "The node was not told.");
            await Task.Delay(50, none);
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
