namespace LiveBlog.Core.Media;

/// <summary>What a medium is.</summary>
public enum MediumKind
{
    /// <summary>A photo; several in one entry are a gallery.</summary>
    Photo,

    /// <summary>A sound file.</summary>
    Audio,

    /// <summary>A video file.</summary>
    Video,
}

/// <summary>A photo, a sound or a video in an entry, held by LiveBlog itself.</summary>
public sealed record Medium
{
    /// <summary>The longest alternative text, caption or credit, in characters.</summary>
    public const int LongestText = 1_000;

    /// <summary>The most media one entry may have.</summary>
    public const int Most = 30;

    /// <summary>What it is.</summary>
    public MediumKind Kind { get; init; }

    /// <summary>Site-relative address: of the file, or for a photo as in <see cref="Photo.Path"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Of a photo, as in <see cref="Photo.Widths"/>; else empty.</summary>
    public string Widths { get; init; } = "";

    /// <summary>Of a photo, as in <see cref="Photo.Formats"/>; else empty.</summary>
    public string Formats { get; init; } = "";

    /// <summary>Width divided by height; of no meaning for a sound.</summary>
    public double AspectRatio { get; init; } = 1.5;

    /// <summary>What a reader who can't see or hear it should know.</summary>
    public string Alt { get; init; } = "";

    /// <summary>The line under it; may be empty.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Who made it; may be empty.</summary>
    public string Credit { get; init; } = "";

    /// <summary>The site-relative address of the picture a video shows before it plays; may be empty.</summary>
    public string Poster { get; init; } = "";

    /// <summary>The same as a photo.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public Photo AsPhoto() => Kind == MediumKind.Photo
        ? new Photo { Path = Path, Widths = Widths, Formats = Formats, AspectRatio = AspectRatio, Alt = Alt, Caption = Caption, Credit = Credit }
        : throw new InvalidOperationException($"{Path} is no photo.");

    /// <summary>The media with clean texts.</summary>
    /// <exception cref="Refused">There are too many, an address leads elsewhere, or a photo's figures make no sense.</exception>
    public static IReadOnlyList<Medium> Checked(IReadOnlyList<Medium> media) => media.Count <= Most
        ? [.. media.Select((medium, index) => Checked(medium, $"media[{index}]"))]
        : throw new Refused(RefusalKind.Invalid, "media-too-many", "media",
            $"The entry has {media.Count} media; at most {Most} are allowed: spread them over several entries.");

    /// <summary>An address of this site, clean, or empty.</summary>
    /// <exception cref="Refused">It is of another site, or no path at all.</exception>
    internal static string OwnAddress(string? typed, string field)
    {
        var path = Input.Line(typed, field, 500);
        // With "//" in it, it would be of another site, or of another folder once put behind one.
        var own = path.Length == 0 || path[0] == '/' && !path.Contains("//", StringComparison.Ordinal)
            && path.All(c => char.IsLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~') && !path.Contains("..", StringComparison.Ordinal);
        return own
            ? path
            : throw new Refused(RefusalKind.Invalid, "media-path", field,
                $"\"{path}\" is no file of this site: use an address such as /media/2022/reunion, made of letters, digits, - _ . and /.");
    }

    private static Medium Checked(Medium medium, string field)
    {
        // A list that a tool sends may hold null.
        var path = OwnAddress(medium?.Path, $"{field}.path");
        if (medium is null || path.Length == 0)
            throw new Refused(RefusalKind.Invalid, "media-path", $"{field}.path", $"The medium has no address: say where its file is.");
        if (medium.Kind == MediumKind.Photo)
        {
            var formats = string.IsNullOrEmpty(medium.Formats) ? "webp jpg" : medium.Formats;
            var photo = Photo.Checked((medium with { Formats = formats }).AsPhoto(), field)!;
            return new Medium
            {
                Path = path, Widths = photo.Widths, Formats = photo.Formats, AspectRatio = photo.AspectRatio,
                Alt = photo.Alt, Caption = photo.Caption, Credit = photo.Credit,
            };
        }
        return new Medium
        {
            Kind = medium.Kind,
            Path = path,
            AspectRatio = Photo.CheckShape(medium.AspectRatio, field),
            Alt = Input.Line(medium.Alt, $"{field}.alt", LongestText),
            Caption = Input.Line(medium.Caption, $"{field}.caption", LongestText),
            Credit = Input.Line(medium.Credit, $"{field}.credit", LongestText),
            Poster = OwnAddress(medium.Poster, $"{field}.poster"),
        };
    }
}
