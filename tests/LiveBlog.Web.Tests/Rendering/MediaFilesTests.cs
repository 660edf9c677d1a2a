using LiveBlog.Core.Data;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Rendering;

public sealed class MediaFilesTests
{
    [Fact]
    public async Task Files_of_the_site_and_of_the_newsroom_are_found_and_no_others()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var files = app.Services.GetRequiredService<MediaFiles>();
        Assert.True(files.Find("/demo/carillon.mp3")!.Length > 0);
        Assert.Null(files.Find("/media/nothing.mp3"));
        foreach (var path in new[] { "/media//etc/hostname", "/media/../liveblog.db", "/../appsettings.json" })
            Assert.Null(files.Find(path));
    }
}
