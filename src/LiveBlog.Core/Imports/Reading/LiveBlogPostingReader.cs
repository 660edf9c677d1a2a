using System.Text.Json;

namespace LiveBlog.Core.Imports;

/// <summary>Reads schema.org <c>LiveBlogPosting</c> (https://schema.org/LiveBlogPosting) from JSON-LD or from a page with it.</summary>
public static class LiveBlogPostingReader
{
    /// <summary>
    /// The live blogs in a file. Nothing is loaded from elsewhere; what cannot be taken over is said in the notes.
    /// Reading the same content again gives the same keys and identifiers.
    /// </summary>
    /// <param name="content">A JSON-LD document, or an HTML page, recognized by its first character <c>&lt;</c>. 50 MB are no problem.</param>
    /// <param name="sourceName">What messages call it: the file's name.</param>
    /// <param name="zone">The zone of times that are written without an offset.</param>
    /// <exception cref="ImportException">It is not valid JSON, nested deeper than 64 levels, or holds no live blog.</exception>
    public static ReadResult Read(string content, string sourceName, TimeZoneInfo zone)
    {
        var notes = new List<ImportNote>();
        var json = new JsonLd(JsonDocuments.In(content, sourceName, notes));
        var events = new List<ImportedEvent>();
        foreach (var posting in Postings(json))
        {
            var read = new EventReader(json, posting, zone, notes).Read(sourceName);
            if (read is null)
                continue;
            if (events.Exists(other => other.Key == read.Key))
                notes.Add(new ImportNote(ImportSeverity.Skipped, null,
                    $"{ImportedText.Quoted(read.Title)}: the file holds this live blog twice; the first was taken."));
            else
                events.Add(read);
        }
        return events.Count > 0 ? new ReadResult(events, notes) : throw Nothing(json, sourceName, notes);
    }

    // A reference to a posting is not another posting: of one @id the fullest description counts.
    private static IEnumerable<JsonElement> Postings(JsonLd json)
    {
        var anonymous = 0;
        return Outside(json.Documents)
            .GroupBy(posting => JsonLd.Id(posting) ?? $"\0{anonymous++}")
            .Select(same => same.MaxBy(posting => json.Values(posting, "liveBlogUpdate").Count()))
            .OrderByDescending(posting => json.Values(posting, "liveBlogUpdate").Any());
    }

    // An update may name its live blog, too; that is why updates are not searched.
    private static IEnumerable<JsonElement> Outside(IEnumerable<JsonElement> values)
    {
        foreach (var value in values)
        {
            if (JsonLd.Is(value, "LiveBlogPosting"))
                yield return value;
            var inner = value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray(),
                JsonValueKind.Object => value.EnumerateObject()
                    .Where(property => !property.Name.EndsWith("liveBlogUpdate", StringComparison.Ordinal)).Select(property => property.Value),
                _ => Enumerable.Empty<JsonElement>(),
            };
            foreach (var posting in Outside(inner))
                yield return posting;
        }
    }

    private static ImportException Nothing(JsonLd json, string sourceName, List<ImportNote> notes)
    {
        if (notes.Find(note => note.Severity == ImportSeverity.Skipped) is { } skipped)
            return new ImportException($"{sourceName} holds no live blog that can be imported. {skipped.Message}");
        var malformed = string.Concat(notes.Where(note => note.Severity == ImportSeverity.Warning).Select(note => " " + note.Message));
        var types = json.Everything.SelectMany(JsonLd.Types)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(10).ToList();
        var found = types.Count > 0 ? $"only {string.Join(", ", types)}" : "JSON without schema.org types";
        return new ImportException(
            $"{sourceName} holds no LiveBlogPosting, {found}: use the page or the export of a live blog.{malformed}");
    }
}
