using LiveBlog.Core;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>One photo as a form holds it; its field is <c>_PhotoPart.cshtml</c>, and the form has to be <c>multipart/form-data</c>.</summary>
public sealed class PhotoForm
{
    /// <summary>The photo, as <see cref="MediaField"/> writes it; empty for none.</summary>
    public string? Json { get; set; }

    /// <summary>A file to take instead, from a browser without script.</summary>
    public IFormFile? JsonFile { get; set; }

    /// <summary>What a reader who can't see it should know, from a browser without script; else null.</summary>
    public string? Alt { get; set; }

    /// <summary>Take it away; from a browser without script.</summary>
    public bool Remove { get; set; }

    /// <summary>A form filled with a photo.</summary>
    public static PhotoForm Of(Photo? photo) => new() { Json = MediaField.Write(photo), Alt = photo?.Alt };

    /// <summary>What to ask of the core: null leaves the photo as it is, one without a path takes it away.</summary>
    /// <exception cref="Refused">The file is no photo, or the field can't be read.</exception>
    public async Task<Photo?> TakeAsync(MediaStore store, CancellationToken cancellation)
    {
        if (JsonFile is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            var medium = await store.TakePhotoAsync(content, cancellation);
            // Should the form be shown again, it has it by now.
            (Json, JsonFile) = (MediaField.Write(medium.AsPhoto()), null);
        }
        var photo = MediaField.ReadPhoto(Json);
        if (photo is null)
            return null;
        return Remove ? photo with { Path = "" } : Alt is null ? photo : photo with { Alt = Alt };
    }

    /// <summary>The address of a small form of it, to show it in the form; null for none.</summary>
    public string? Thumbnail()
    {
        try
        {
            return MediaField.ReadPhoto(Json) is { Path.Length: > 0 } photo ? $"{photo.Path}-{photo.Widths.Split(' ')[0]}.jpg" : null;
        }
        catch (Refused)
        {
            return null;
        }
    }
}
