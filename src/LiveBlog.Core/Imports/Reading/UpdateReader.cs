using System.Text.Json;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Imports;

/// <summary>Reads the updates of one live blog.</summary>
internal sealed class UpdateReader(JsonLd json, TimeZoneInfo zone, List<ImportNote> notes, OffsetCheck offsets, string language)
{
    private static readonly string[] Bodies = ["articleBody", "text", "description"];
    private static readonly string[] OtherDates = ["dateModified", "dateCreated", "uploadDate"];

    /// <summary>An update before it has a key. <c>Written</c> is its publication date as part of a key.</summary>
    private sealed record Update(int Index, JsonElement Node, ImportedEntry Entry, string Written)
    {
        public string DateAndHeadline => $"{Written} {(Entry.Headline.Length > 0 ? Entry.Headline : Entry.Body)}";
    }

    /// <summary>The entries by time and key.</summary>
    /// <param name="nodes">The values of <c>liveBlogUpdate</c>.</param>
    /// <param name="eventKey">The event's key.</param>
    /// <param name="pages">The addresses of the event's page; an update that only names the page has no address of its own.</param>
    /// <param name="otherwise">The time of updates without any date, UTC.</param>
    /// <param name="otherwiseFrom">What notes call that time.</param>
    public IReadOnlyList<ImportedEntry> Read(
        IReadOnlyList<JsonElement> nodes, string eventKey, HashSet<string> pages, DateTime? otherwise, string otherwiseFrom)
    {
        var updates = new List<Update>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (Read(i, nodes[i], otherwise, otherwiseFrom) is { } update)
                updates.Add(update);
        }
        return [.. WithoutDuplicates(Keyed(updates, pages))
            .Select(entry => entry with { Id = StableId.From(eventKey, entry.Key) })
            .OrderBy(entry => entry.PublishedAt).ThenBy(entry => entry.Key, StringComparer.Ordinal)];
    }

    /// <summary>"1 image or embed", "2 images or embeds".</summary>
    public static string Embeds(int count) => count == 1 ? "1 image or embed" : $"{count} images or embeds";

    private Update? Read(int index, JsonElement node, DateTime? otherwise, string otherwiseFrom)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            Note(ImportSeverity.Skipped, index, "", $"the update is {Kind(node)} and no object that the file describes.");
            return null;
        }
        var written = json.Line(node, "headline", language) ?? json.Line(node, "name", language)
            ?? json.Line(node, "alternativeHeadline", language) ?? "";
        var headline = ImportedText.Title(written, out var cut);
        var body = Body(node, out var leftOut);
        if (headline.Length == 0 && body.Length == 0)
        {
            Note(ImportSeverity.Skipped, index, "", leftOut > 0
                ? $"the update has no text, only {Embeds(leftOut)}."
                : "the update has neither a headline nor a text.");
            return null;
        }
        var modified = Time(index, node, headline, "dateModified");
        if (Published(index, node, headline, modified, otherwise, otherwiseFrom) is not { } published)
            return null;
        if (cut)
            Note(ImportSeverity.Warning, index, headline,
                $"the headline had {written.Length} characters and was cut to {ImportedText.LongestTitle}.");
        if (leftOut > 0)
            Note(ImportSeverity.Warning, index, headline,
                $"the text holds {Embeds(leftOut)}, left out: LiveBlog shows only text and photos it holds itself.");
        if (json.Photo(node, language).Url is { } photo)
            Note(ImportSeverity.Info, index, headline, $"its photo {photo} was not loaded: LiveBlog shows only photos it holds itself.");
        var related = json.Related(node, language, zone).ToList();
        if (related.Count > 1)
            Note(ImportSeverity.Info, index, headline,
                $"of {related.Count} articles it refers to only the first is kept, {ImportedText.Quoted(related[0].Headline)}.");
        var entry = new ImportedEntry
        {
            Key = "",
            Id = Guid.Empty,
            PublishedAt = published,
            ModifiedAt = modified?.Utc,
            Headline = headline,
            Body = body,
            AuthorName = json.Names(node, "author") ?? json.Names(node, "creator"),
            Related = related.FirstOrDefault(),
            SourceUrl = json.WebAddress(node, "url"),
        };
        var date = json.Text(node, "datePublished");
        return new Update(index, node, entry, EventReader.Written(date, WrittenTime.Parse(date ?? "", zone)));
    }

    private string Body(JsonElement node, out int leftOut)
    {
        leftOut = 0;
        foreach (var property in Bodies)
        {
            var body = ImportedText.Body(string.Join("\n\n", json.Texts(node, property, language)), out var embeds);
            leftOut += embeds;
            if (body.Length > 0)
                return body;
        }
        return "";
    }

    private DateTime? Published(
        int index, JsonElement node, string headline, WrittenTime? modified, DateTime? otherwise, string otherwiseFrom)
    {
        if (Time(index, node, headline, "datePublished") is { } published)
        {
            if (!published.HasTime)
                Note(ImportSeverity.Warning, index, headline, $"datePublished is a day without a time; midnight in {zone.Id} was taken.");
            return published.Utc;
        }
        foreach (var property in OtherDates)
        {
            if ((property == "dateModified" ? modified : Time(index, node, headline, property)) is { } other)
            {
                Note(ImportSeverity.Warning, index, headline, $"there is no usable datePublished; {property} was taken.");
                return other.Utc;
            }
        }
        if (otherwise is null)
            Note(ImportSeverity.Skipped, index, headline, "neither the update nor the live blog has a usable date.");
        else
            Note(ImportSeverity.Warning, index, headline, $"the update has no usable date; {otherwiseFrom} was taken.");
        return otherwise;
    }

    private WrittenTime? Time(int index, JsonElement node, string headline, string property)
    {
        if (json.Text(node, property) is not { } text)
            return null;
        var time = WrittenTime.Parse(text, zone);
        if (time is not null && offsets.Add(time))
            notes.Add(new ImportNote(ImportSeverity.Warning, null, offsets.WithoutOffset));
        if (time is null)
            Note(ImportSeverity.Warning, index, headline,
                $"{property} {ImportedText.Quoted(ImportedText.Line(text))} is no date such as 2022-01-31T18:30:00+01:00.");
        return time;
    }

    private static List<Update> Keyed(List<Update> updates, HashSet<string> pages)
    {
        var byUrl = updates.ToLookup(update => update.Entry.SourceUrl ?? "");
        var named = updates
            .Select(update => update with { Entry = update.Entry with { Key = Own(update) ?? update.DateAndHeadline } })
            .ToList();
        // Two updates of one minute with one headline are told apart by their texts.
        var bodies = named.ToLookup(update => update.Entry.Key, update => update.Entry.Body);
        return [.. named.Select(update => Own(update) is null && bodies[update.Entry.Key].Distinct(StringComparer.Ordinal).Count() > 1
            ? update with { Entry = update.Entry with { Key = $"{update.Entry.Key} {update.Entry.Body}" } }
            : update)];

        string? Own(Update update)
        {
            if (JsonLd.Id(update.Node) is { } id && !id.StartsWith("_:", StringComparison.Ordinal) && !IsPage(id))
                return CleanText.OneLine(id);
            // An address that different updates carry is that of their page.
            return update.Entry.SourceUrl is { } url && !IsPage(url)
                && (byUrl[url].Select(other => other.Written).Distinct().Count() == 1
                    || byUrl[url].Select(other => other.Entry.Headline).Distinct().Count() == 1)
                ? url : null;
        }

        bool IsPage(string address) => pages.Contains(address.TrimEnd('#'));
    }

    // Which one of several stays must not depend on their order in the file.
    private IEnumerable<ImportedEntry> WithoutDuplicates(List<Update> updates)
    {
        var byKey = OnePer(updates, update => update.Entry.Key, "the file holds an update with the same identity");
        return OnePer(byKey, update => (update.Entry.PublishedAt, update.Entry.Headline, update.Entry.Body),
            "the file holds an update with the same time, headline and text").Select(update => update.Entry);
    }

    private List<Update> OnePer<T>(List<Update> updates, Func<Update, T> sameness, string reason)
    {
        var kept = new List<Update>();
        foreach (var same in updates.GroupBy(sameness))
        {
            var best = same
                .OrderByDescending(update => update.Entry.ModifiedAt ?? update.Entry.PublishedAt)
                .ThenBy(update => update.Entry.Key, StringComparer.Ordinal)
                .ThenBy(update => update.Entry.Headline, StringComparer.Ordinal)
                .ThenBy(update => update.Entry.Body, StringComparer.Ordinal)
                .First();
            kept.Add(best);
            foreach (var other in same.Where(update => update != best))
                Note(ImportSeverity.Skipped, other.Index, other.Entry.Headline, $"{reason}, number {best.Index}, which was taken.");
        }
        return kept;
    }

    private static string Kind(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.String => $"the text {ImportedText.Quoted(ImportedText.Line(JsonLd.String(node) ?? ""))}",
        _ => $"the value {node.GetRawText()}",
    };

    private void Note(ImportSeverity severity, int index, string headline, string message) =>
        notes.Add(new ImportNote(severity, index, headline.Length > 0
            ? $"{ImportedText.Quoted(headline)}: {message}"
            : $"{char.ToUpperInvariant(message[0])}{message[1..]}"));
}
