using LiveBlog.Web.Setup;
using Microsoft.Extensions.FileProviders;

namespace LiveBlog.Web.Rendering;

/// <summary>The files behind the addresses of photos and recordings: the site's own, and the newsroom's under <c>/media</c>.</summary>
public sealed class MediaFiles(IWebHostEnvironment environment, IConfiguration configuration) : IDisposable
{
    private const string Media = "/media/";

    private readonly PhysicalFileProvider newsroom = new(Storage.MediaFolder(configuration, environment));

    /// <summary>The file at that address; null if there is none.</summary>
    public IFileInfo? Find(string address)
    {
        // File providers refuse addresses that lead out of their folder.
        var file = address.StartsWith(Media, StringComparison.Ordinal)
            ? newsroom.GetFileInfo(address[Media.Length..])
            : environment.WebRootFileProvider.GetFileInfo(address);
        return file.Exists ? file : null;
    }

    /// <inheritdoc />
    public void Dispose() => newsroom.Dispose();
}
