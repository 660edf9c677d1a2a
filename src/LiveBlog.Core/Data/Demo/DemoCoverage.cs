using System.Text.Json;
using LiveBlog.Core.Entries;

namespace LiveBlog.Core.Data.Demo;

/// <summary>The demo's coverage, as it lies in <c>otan-russie.json</c>: true facts and times, in our own words.</summary>
internal sealed record DemoCoverage(
    DemoTopic Topic, IReadOnlyList<DemoAuthor> Authors, DemoEvent Event, DemoReplay Replay, IReadOnlyList<DemoEntry> Entries)
{
    public static DemoCoverage Load()
    {
        using var json = typeof(DemoCoverage).Assembly.GetManifestResourceStream("Demo/otan-russie.json")!;
        return JsonSerializer.Deserialize<DemoCoverage>(json, JsonSerializerOptions.Web)!;
    }
}

internal sealed record DemoTopic(string Name, string Description);

internal sealed record DemoAuthor(string Name, string Kind);

internal sealed record DemoEvent(
    string Slug, string Title, string Standfirst, string Background, string Language, string TimeZone,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, DemoPhoto Photo);

internal sealed record DemoPhoto(string Name, string Alt, string Caption, string Credit, IReadOnlyList<DemoPhotoSize> Sizes);

internal sealed record DemoPhotoSize(int Width, int Height);

internal sealed record DemoReplay(string Slug, string Title, string Standfirst, string Background);

internal sealed record DemoEntry(
    DateTimeOffset At, string? Headline, string? Body, string Author, bool Key, bool Breaking, bool Pinned,
    DemoRelated? Related, DemoCorrection? Correction, bool Withdrawn)
{
    /// <summary>The entry as first posted, without a time.</summary>
    public EntryInput First => new()
    {
        Headline = Headline,
        Body = Body,
        Author = Author,
        Key = Key,
        Breaking = Breaking,
        Pinned = Pinned,
        Related = Related is { } card ? new RelatedCard(card.Headline, card.Url, card.Date) : null,
    };

    /// <summary>What its correction changes, or null.</summary>
    public EntryInput? Corrected => Correction is null ? null : new EntryInput
    {
        Headline = Correction.Headline,
        Body = Correction.Body,
        Correction = Correction.Note,
    };
}

internal sealed record DemoRelated(string Headline, string? Url, DateOnly? Date);

internal sealed record DemoCorrection(string? Headline, string? Body, string Note);
