using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;

namespace LiveBlog.Core.Data.Demo;

/// <summary>The demo's coverage, as it lies in <c>otan-russie.json</c>: true facts and times, in our own words.</summary>
internal sealed record DemoCoverage(
    DemoTopic Topic, IReadOnlyList<DemoAuthor> Authors, DemoEvent Event, DemoReplay Replay, IReadOnlyList<DemoEntry> Entries,
    IReadOnlyList<DemoPhoto> Photos)
{
    public static DemoCoverage Load()
    {
        return DemoFile.Read<DemoCoverage>("otan-russie");
    }

    /// <summary>A photo by its name; all are held in the same widths and formats.</summary>
    public Photo Photo(string name)
    {
        var told = Photos.Single(photo => photo.Name == name);
        return new Photo
        {
            Path = $"/demo/{name}",
            Widths = "480 960 1600",
            Formats = "avif webp jpg",
            AspectRatio = 1.5,
            Alt = told.Alt,
            Caption = told.Caption,
            Credit = told.Credit,
        };
    }

    /// <summary>A photo by its name, or a sound or video as it is told.</summary>
    public Medium Medium(DemoMedium told)
    {
        if (told.Photo is not { } name)
        {
            return new Medium
            {
                Kind = told.Kind,
                Path = told.Path!,
                AspectRatio = told.AspectRatio ?? 1.5,
                Alt = told.Alt ?? "",
                Caption = told.Caption ?? "",
                Credit = told.Credit ?? "",
                Poster = told.Poster ?? "",
            };
        }
        var photo = Photo(name);
        return new Medium
        {
            Path = photo.Path, Widths = photo.Widths, Formats = photo.Formats, AspectRatio = photo.AspectRatio,
            Alt = photo.Alt, Caption = photo.Caption, Credit = photo.Credit,
        };
    }
}

internal sealed record DemoTopic(string Name, string Description, string Photo);

internal sealed record DemoAuthor(string Name, string Kind);

internal sealed record DemoEvent(
    string Slug, string Title, string Standfirst, string Background, string Language, string TimeZone,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Photo, string Summary, IReadOnlyList<string> Authors);

internal sealed record DemoPhoto(string Name, string Alt, string Caption, string Credit);

internal sealed record DemoMedium(
    MediumKind Kind, string? Photo, string? Path, double? AspectRatio, string? Alt, string? Caption, string? Credit, string? Poster);

internal sealed record DemoReplay(
    string Slug, string Title, string Standfirst, string Background, string Summary, IReadOnlyList<string> Authors);

internal sealed record DemoEntry(
    DateTimeOffset At, string? Headline, string? Body, string Author, bool Key, bool Breaking, bool Pinned,
    DemoRelated? Related, DemoCorrection? Correction, bool Withdrawn, bool Wire, DateTimeOffset? HappenedAt,
    IReadOnlyList<DemoMedium>? Media)
{
    /// <summary>The entry as first posted, without card, media and a time of its own.</summary>
    public EntryInput First => new()
    {
        Headline = Headline,
        Body = Body,
        Author = Author,
        Key = Key,
        Breaking = Breaking,
        Pinned = Pinned,
        Wire = Wire,
        HappenedAt = HappenedAt,
    };

    /// <summary>What its correction changes, or null.</summary>
    public EntryInput? Corrected => Correction is null ? null : new EntryInput
    {
        Headline = Correction.Headline,
        Body = Correction.Body,
        Correction = Correction.Note,
    };
}

internal sealed record DemoRelated(string Headline, string? Url, DateOnly? Date, string? Image);

internal sealed record DemoCorrection(string? Headline, string? Body, string Note);
