using LiveBlog.Core.Media;
using LiveBlog.Web.Rendering;

namespace LiveBlog.Web.Images;

/// <summary>Where the photos that pages show lie on this machine.</summary>
public sealed class PhotoFiles(MediaFiles files)
{
    // Twice what a share image shows of it.
    private const int Enough = 900;

    /// <summary>A JPEG file of the photo, large enough for a share image; null without a photo, or where its file is missing.</summary>
    public string? Find(Photo? photo)
    {
        if (photo is null)
            return null;
        var widths = photo.Widths.Split(' ').Select(int.Parse).Order().ToList();
        return files.Find(photo.Address(widths.FirstOrDefault(width => width >= Enough, widths[^1]), "jpg"))?.PhysicalPath;
    }
}
