using LiveBlog.Core.Media;
using LiveBlog.Web.Rendering;
using Microsoft.Extensions.FileProviders;

namespace LiveBlog.Web.Images;

/// <summary>Where the photos that pages show lie on this machine.</summary>
public sealed class PhotoFiles(IWebHostEnvironment environment, IConfiguration configuration)
{
    // Twice what a share image shows of it.
    private const int Enough = 900;

    private const string Media = "/media/";

    private readonly string directory =
        Path.Combine(Path.GetFullPath(configuration["Data:Directory"] ?? "data", environment.ContentRootPath), "media");

    /// <summary>A JPEG file of the photo, large enough for a share image; null without a photo, or where its file is missing.</summary>
    public string? Find(Photo? photo)
    {
        if (photo is null)
            return null;
        var widths = photo.Widths.Split(' ').Select(int.Parse).Order().ToList();
        var address = photo.Address(widths.FirstOrDefault(width => width >= Enough, widths[^1]), "jpg");
        return File(address) is { Exists: true, PhysicalPath: { } path } ? path : null;
    }

    // File providers refuse addresses that lead out of their folder.
    private IFileInfo? File(string address)
    {
        if (!address.StartsWith(Media, StringComparison.Ordinal))
            return environment.WebRootFileProvider.GetFileInfo(address);
        if (!Directory.Exists(directory))
            return null;
        using var files = new PhysicalFileProvider(directory);
        return files.GetFileInfo(address[Media.Length..]);
    }
}
