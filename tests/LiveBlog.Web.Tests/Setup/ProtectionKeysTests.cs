using LiveBlog.Core.Data;
using LiveBlog.Core.Tests;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Setup;

public sealed class ProtectionKeysTests
{
    public static TheoryData<DatabaseProvider> Engines => LiveBlogApp.Engines;

    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_database_sign_with_one_key()
    {
        var (options, directory) = TestDatabase.Reserve(DatabaseProvider.PostgreSql);
        var other = Directory.CreateTempSubdirectory("liveblog-test-").FullName;
        var nodes = await Task.WhenAll(new[] { directory, other }.Select(folder => Task.Run(() => new LiveBlogApp((options, folder)))));
        var signed = nodes.Select(node => Protector(node).Protect("who")).ToList();
        Assert.All(nodes, node => Assert.All(signed, text => Assert.Equal("who", Protector(node).Unprotect(text))));
        await using (var db = await nodes[0].Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            Assert.Equal(1, await db.ProtectionKeys.CountAsync(TestContext.Current.CancellationToken));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_signed_with_a_key_in_the_data_folder_is_still_good(DatabaseProvider engine)
    {
        var (options, directory) = await TestDatabase.PrepareAsync(engine);
        await using var before = new ServiceCollection().AddDataProtection().SetApplicationName("LiveBlog")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(directory, "keys"))).Services.BuildServiceProvider();
        var signed = before.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("who");

        await using var node = new LiveBlogApp((options, directory));
        Assert.Equal("who", Protector(node).Unprotect(signed));
        // And the other way, for nodes of the earlier version that still run.
        Assert.Equal("who", before.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(Protector(node).Protect("who")));
    }

    private static IDataProtector Protector(LiveBlogApp node) => node.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
