using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace LiveBlog.Core.Imports;

/// <summary>Finds and parses the JSON-LD in a file: the file itself, or the scripts of an HTML page.</summary>
internal static partial class JsonDocuments
{
    private const int DeepestNesting = 64;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DeepestNesting,
    };

    /// <exception cref="ImportException">Nothing in the file can be read as JSON.</exception>
    public static IReadOnlyList<JsonElement> In(string content, string sourceName, List<ImportNote> notes)
    {
        var text = content.TrimStart('\uFEFF').Trim();
        if (text.Length == 0)
            throw new ImportException($"{sourceName} is empty: export the live blog again, or save the page with its source.");
        return text[0] == '<' ? InPage(text, sourceName, notes) : [Parse(content.TrimStart('\uFEFF'), sourceName)];
    }

    private static List<JsonElement> InPage(string html, string sourceName, List<ImportNote> notes)
    {
        using var page = new HtmlParser().ParseDocument(html);
        var scripts = page.QuerySelectorAll("script[type]")
            .Where(script => script.GetAttribute("type")!.Contains("ld+json", StringComparison.OrdinalIgnoreCase))
            .Select(script => Unwrap(script.TextContent))
            .ToList();
        if (scripts.Count == 0)
        {
            throw new ImportException($"{sourceName} is an HTML page without a JSON-LD script (<script type=\"application/ld+json\">): "
                + "save the page's source as the server sends it, or use a page that has one.");
        }
        var found = new List<JsonElement>();
        ImportException? first = null;
        for (var i = 0; i < scripts.Count; i++)
        {
            if (scripts[i].Length == 0)
                continue;
            try
            {
                found.Add(Parse(scripts[i], $"JSON-LD script {i + 1} of {scripts.Count} in {sourceName}"));
            }
            catch (ImportException malformed)
            {
                first ??= malformed;
                notes.Add(new ImportNote(ImportSeverity.Warning, null, malformed.Message));
            }
        }
        return found.Count > 0 || first is null ? found : throw first;
    }

    // Old pages hide scripts from browsers that do not know them.
    private static string Unwrap(string script) => Ending().Replace(Beginning().Replace(script, ""), "").Trim();

    private static JsonElement Parse(string json, string name)
    {
        // Through bytes, because half a character would make the parser fail; it becomes U+FFFD.
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            var line = malformed.LineNumber ?? 0;
            var place = $"line {line + 1}, column {Column(bytes, line, malformed.BytePositionInLine ?? 0)}";
            if (malformed.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            {
                throw new ImportException($"{name} is nested more than {DeepestNesting} levels deep at {place}, which no live blog needs: "
                    + "export it again without the nested objects.", malformed);
            }
            var reason = Place().Replace(malformed.Message, "").TrimEnd('.', ' ');
            throw new ImportException($"{name} is not valid JSON at {place} ({reason}): correct it there and import it again.", malformed);
        }
    }

    // The parser counts bytes, an editor characters.
    private static int Column(byte[] utf8, long line, long bytesBefore)
    {
        var start = 0;
        for (; line > 0; line--)
            start += Array.IndexOf(utf8, (byte)'\n', start) - start + 1;
        var length = (int)Math.Min(bytesBefore, utf8.Length - start);
        return Encoding.UTF8.GetCharCount(utf8, start, length) + 1;
    }

    [GeneratedRegex(@"\A\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?\s*\z", RegexOptions.RightToLeft)]
    private static partial Regex Ending();

    [GeneratedRegex(@"\s*(?:Path: \S+ \| )?LineNumber: .*\z", RegexOptions.Singleline)]
    private static partial Regex Place();
}
