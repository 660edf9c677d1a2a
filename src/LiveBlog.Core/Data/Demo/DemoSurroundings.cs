namespace LiveBlog.Core.Data.Demo;

/// <summary>What stands around the demo's coverage, as it lies in <c>autour.json</c>: true facts, in our own words.</summary>
internal sealed record DemoSurroundings(
    DemoScheduled Scheduled, IReadOnlyList<DemoArticle> Articles, IReadOnlyList<DemoTranslation> Translations)
{
    public static DemoSurroundings Load() => DemoFile.Read<DemoSurroundings>("autour");
}

internal sealed record DemoScheduled(
    string Slug, string Title, string Standfirst, string Background, string Photo, IReadOnlyList<string> Authors);

internal sealed record DemoArticle(
    string Slug, string Title, string Standfirst, string Body, string Photo, string Author, DateTimeOffset At,
    IReadOnlyList<DemoRelated> Related);

internal sealed record DemoTranslation(
    string Slug, string Language, string Title, string Standfirst, string Photo, string Alt, string Caption, string Credit,
    IReadOnlyList<string> Authors, string Summary, IReadOnlyList<DemoBrief> Entries);

internal sealed record DemoBrief(DateTimeOffset At, string Headline, string Body, bool Key, bool Breaking);
