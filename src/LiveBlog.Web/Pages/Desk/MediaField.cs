using System.Text.Json;
using System.Text.Json.Serialization;
using LiveBlog.Core;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>
/// Media as a form of the desk sends them: a list in JSON, which the script writes; and where there is no script, the texts
/// and the order of those that were there, and files to add.
/// </summary>
public static class MediaField
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>As the form's hidden field has it.</summary>
    /// <param name="media">What an entry has.</param>
    public static string Write(IReadOnlyList<Medium> media) => JsonSerializer.Serialize(media, Options);

    /// <summary>As the hidden field of a form for one photo has it; empty for none.</summary>
    public static string Write(Photo? photo) => photo is null ? "" : JsonSerializer.Serialize(photo, Options);

    /// <summary>What the hidden field holds; null if it says nothing, which leaves media as they are. What is still on its way is left out.</summary>
    /// <exception cref="Refused">It is no list of media.</exception>
    public static IReadOnlyList<Medium>? Read(string? json) => string.IsNullOrWhiteSpace(json) ? null
        : [.. Parse<List<Written>>(json).Where(one => one is { Path.Length: > 0 }).Select(one => one.ToMedium())];

    /// <summary>What to show of the hidden field; nothing where it can't be read.</summary>
    public static IReadOnlyList<Medium> Shown(string? json)
    {
        try
        {
            return Read(json) ?? [];
        }
        catch (Refused)
        {
            return [];
        }
    }

    /// <summary>As <see cref="Read"/>, for one photo; one without a path takes the photo away.</summary>
    /// <exception cref="Refused">It is no photo.</exception>
    public static Photo? ReadPhoto(string? json) => string.IsNullOrWhiteSpace(json) ? null : Parse<Written>(json).ToPhoto();

    /// <summary>What the hidden field and the fields for browsers without script come to, files that were chosen included.</summary>
    /// <param name="json">The hidden field.</param>
    /// <param name="texts">The fields for each medium; none where a script ran.</param>
    /// <param name="files">The files chosen.</param>
    /// <param name="store">Takes them in.</param>
    /// <param name="cancellation">When the sender goes away.</param>
    /// <returns>What the hidden field would hold.</returns>
    /// <exception cref="Refused">A file can't be shown, or the field is no list of media.</exception>
    public static async Task<string?> TakeAsync(
        string? json, IReadOnlyList<MediumTexts> texts, IReadOnlyList<IFormFile> files, MediaStore store, CancellationToken cancellation)
    {
        if (texts.Count == 0 && files.Count == 0)
            return json;
        var media = (Read(json) ?? []).Select((medium, at) => (Medium: medium, Texts: texts.ElementAtOrDefault(at), At: at))
            .Where(one => one.Texts is not { Remove: true })
            .OrderBy(one => one.Texts?.Place ?? one.At + 1).ThenBy(one => one.At)
            .Select(one => one.Texts is null ? one.Medium : one.Texts.Onto(one.Medium))
            .ToList();
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            media.Add(await store.TakeAsync(content, cancellation));
        }
        return Write(media);
    }

    private static T Parse<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new Refused(RefusalKind.Invalid, "media-field", "media", $"The list of media can't be read: load the page again and add them once more.");
        }
    }

    // A medium that is not there yet has no path, which Medium itself insists on.
    private sealed record Written(
        MediumKind Kind = MediumKind.Photo, string? Path = null, string? Widths = null, string? Formats = null, double AspectRatio = 1.5,
        string? Alt = null, string? Caption = null, string? Credit = null, string? Poster = null)
    {
        public Medium ToMedium() => new()
        {
            Kind = Kind, Path = Path!, Widths = Widths ?? "", Formats = Formats ?? "", AspectRatio = AspectRatio,
            Alt = Alt ?? "", Caption = Caption ?? "", Credit = Credit ?? "", Poster = Poster ?? "",
        };

        public Photo ToPhoto() => new()
        {
            Path = Path ?? "", Widths = Widths ?? "", Formats = Formats ?? "webp jpg", AspectRatio = AspectRatio,
            Alt = Alt ?? "", Caption = Caption ?? "", Credit = Credit ?? "",
        };
    }
}

/// <summary>The fields of one medium in a browser without script.</summary>
public sealed class MediumTexts
{
    /// <summary>What a reader who can't see it should know.</summary>
    public string? Alt { get; set; }

    /// <summary>The line under it.</summary>
    public string? Caption { get; set; }

    /// <summary>Who made it.</summary>
    public string? Credit { get; set; }

    /// <summary>Which one it is to be, counted from 1.</summary>
    public int? Place { get; set; }

    /// <summary>Take it away.</summary>
    public bool Remove { get; set; }

    internal Medium Onto(Medium medium) => medium with { Alt = Alt ?? "", Caption = Caption ?? "", Credit = Credit ?? "" };
}

/// <summary>A form's field for one photo: the model of <c>_Photo.cshtml</c>. The form has to be <c>multipart/form-data</c>.</summary>
/// <param name="Name">The name of its hidden field, prefix included; its value is for <see cref="MediaField.ReadPhoto"/>.</param>
/// <param name="Value">What it holds: <see cref="MediaField.Write(Photo)"/>.</param>
/// <param name="Legend">What the photo is of, in the desk's language.</param>
public sealed record PhotoField(string Name, string? Value, string Legend)
{
    /// <summary>The beginning of its elements' ids.</summary>
    public string Id => Name.Replace('.', '-').ToLowerInvariant();
}
