namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>The files behind the addresses of photos and recordings: the site's own, and the newsroom's under <c>/media</c>.</summary>
public sealed class MediaFiles(IWebHostEnvironment site, IConfiguration configuration)
{
    private readonly string folder =
        Path.Combine(Path.GetFullPath(configuration["Data:Directory"] ?? "data", site.ContentRootPath), "media");

    /// <summary>The size of a file in bytes; 0 if there is none at that address.</summary>
    public long Length(string path)
    {
        if (!path.StartsWith("/media/", StringComparison.Ordinal))
            return site.WebRootFileProvider.GetFileInfo(path) is { Exists: true } own ? own.Length : 0;
        // An address of ours holds no ".." (Medium).
        var file = new FileInfo(Path.Combine(folder, path["/media/".Length..]));
        return file.Exists ? file.Length : 0;
    }
}
