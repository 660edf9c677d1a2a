using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Imports;

/// <summary>
/// Reads JSON-LD as publishers write it: a value, an array of values or a reference may stand for each other (JSON-LD
/// 1.1, 4 and 9), and schema.org's terms may carry a prefix.
/// </summary>
internal sealed partial class JsonLd
{
    private static readonly string[] Prefixes = ["", "schema:", "https://schema.org/", "http://schema.org/"];

    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public JsonLd(IReadOnlyList<JsonElement> documents)
    {
        Documents = documents;
        foreach (var node in documents.SelectMany(All))
        {
            if (Id(node) is { } id && (!_byId.TryGetValue(id, out var known) || node.GetPropertyCount() > known.GetPropertyCount()))
                _byId[id] = node;
        }
    }

    public IReadOnlyList<JsonElement> Documents { get; }

    /// <summary>Every object in the documents, outer ones first.</summary>
    public IEnumerable<JsonElement> Everything => Documents.SelectMany(All);

    /// <summary>The objects and values of a property: arrays opened, references to described objects followed.</summary>
    public IEnumerable<JsonElement> Values(JsonElement node, string name) => Open(Property(node, name)).Select(Resolve);

    /// <summary>The property, under its name or with schema.org's prefix.</summary>
    public static JsonElement Property(JsonElement node, string name)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var prefix in Prefixes)
            {
                if (node.TryGetProperty(prefix + name, out var value))
                    return value;
            }
        }
        return default;
    }

    /// <summary>The types of an object without prefix: <c>LiveBlogPosting</c>.</summary>
    public static IEnumerable<string> Types(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty("@type", out var type))
            return [];
        return Open(type).Select(String).OfType<string>().Select(name => name[(name.LastIndexOfAny(['/', ':', '#']) + 1)..]);
    }

    public static bool Is(JsonElement node, string type) => Types(node).Contains(type, StringComparer.Ordinal);

    public static string? Id(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("@id", out var id)
            && String(id)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>
    /// The texts of a property, in <paramref name="language"/> if they are marked with languages and one of them is
    /// that, else in the language of the first.
    /// </summary>
    public IReadOnlyList<string> Texts(JsonElement node, string name, string? language = null)
    {
        var texts = Open(Property(node, name)).Select(value => (Text: Literal(value), Language: LanguageOf(value)))
            .Where(found => !string.IsNullOrWhiteSpace(found.Text))
            .ToList();
        var wanted = texts.Find(found => language is not null && found.Language is { } marked && SameLanguage(marked, language));
        if (wanted.Text is null && texts.Count > 0)
            wanted = texts[0];
        return [.. texts.Where(found => found.Language == wanted.Language).Select(found => found.Text!)];
    }

    /// <summary>The first of the texts, or null.</summary>
    public string? Text(JsonElement node, string name, string? language = null) =>
        Texts(node, name, language) is [var first, ..] ? first : null;

    /// <summary>The string, also where half a character is escaped in it, which no .NET string conversion accepts.</summary>
    public static string? String(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            using var repaired = JsonDocument.Parse(HalfCharacter().Replace(value.GetRawText(), "\\uFFFD"));
            return repaired.RootElement.GetString();
        }
    }

    private JsonElement Resolve(JsonElement value)
    {
        var id = value.ValueKind == JsonValueKind.String ? String(value)?.Trim() : IsReference(value) ? Id(value) : null;
        return id is not null && _byId.TryGetValue(id, out var described) ? described : value;
    }

    private static IEnumerable<JsonElement> Open(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().SelectMany(Open);
        if (value.ValueKind == JsonValueKind.Object
            && (value.TryGetProperty("@list", out var inner) || value.TryGetProperty("@set", out inner)))
            return Open(inner);
        return value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? [] : [value];
    }

    private static string? Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => String(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when value.TryGetProperty("@value", out var inner) => Literal(inner),
        _ => null,
    };

    private static string? LanguageOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("@language", out var language) ? String(language) : null;

    private static bool SameLanguage(string a, string b) =>
        string.Equals(a.Split('-', '_')[0], b.Split('-', '_')[0], StringComparison.OrdinalIgnoreCase);

    // Nothing but @id, perhaps with @type: an object that is described elsewhere.
    private static bool IsReference(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(property => property.Name.StartsWith('@'));

    private static IEnumerable<JsonElement> All(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(All),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => All(property.Value)).Prepend(value),
        _ => [],
    };

    [GeneratedRegex(@"(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])")]
    private static partial Regex HalfCharacter();
}
