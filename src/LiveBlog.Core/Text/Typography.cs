using System.Text;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Text;

/// <summary>
/// Typography that a language asks for and a keyboard does not give: in French the spaces that may not break a line, as
/// the Imprimerie nationale's "Lexique des règles typographiques" sets them; in English, Spanish and Russian the
/// quotation marks and what <see cref="Quotes"/> says. Only what cannot be mistaken is changed.
/// </summary>
public static partial class Typography
{
    internal const char NoBreakSpace = '\u00A0';
    internal const char NarrowNoBreakSpace = '\u202F';
    private const string Closers = ")]}»\"”’'.,…—–-";

    /// <summary>
    /// The plain text (not HTML, not Markdown) as its language sets it. French: U+202F before <c>; ! ?</c> and U+00A0
    /// before <c>:</c> and inside « », whether the writer typed a space, a no-break space or none. English and Spanish:
    /// “ ” for pairs of <c>"</c>, and in English ’ inside words. Russian: « » for such pairs, and U+00A0 before a dash.
    /// For headlines, captions and titles. Applying it twice does no more than applying it once.
    /// </summary>
    /// <param name="text">Plain text.</param>
    /// <param name="language">A language tag (RFC 5646); in any other language the text stays as it is.</param>
    public static string Apply(string text, string language)
    {
        var edits = Edits(text, language);
        if (edits.Count == 0)
            return text;
        var result = new StringBuilder(text.Length + edits.Count);
        var copied = 0;
        foreach (var edit in edits)
        {
            result.Append(text, copied, edit.Start - copied).Append(edit.Replacement);
            copied = edit.End;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The changes that the language asks for, in the order of the text; they do not overlap.</summary>
    internal static List<TextEdit> Edits(string text, string language)
    {
        var end = language.IndexOf('-');
        return (end < 0 ? language : language[..end]).ToLowerInvariant() switch
        {
            "fr" => FrenchEdits(text),
            "en" => Quotes.Edits(text, LeftAlone(text), '“', '”', apostrophes: true, dashes: false),
            "es" => Quotes.Edits(text, LeftAlone(text), '“', '”', apostrophes: false, dashes: false),
            "ru" => Quotes.Edits(text, LeftAlone(text), '«', '»', apostrophes: false, dashes: true),
            _ => [],
        };
    }

    private static List<TextEdit> FrenchEdits(string text)
    {
        var edits = new List<TextEdit>();
        var left = LeftAlone(text);
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (next < left.Count && left[next].End <= i)
                next++;
            if (next < left.Count && left[next].Start <= i)
                i = left[next].End - 1;
            else if (text[i] == '«')
                i = AfterOpening(text, i, edits);
            else if (text[i] == '»')
                BeforeClosing(text, i, edits);
            else if (IsSign(text[i]))
                i = BeforeSigns(text, i, edits);
        }
        return edits;
    }

    private static int AfterOpening(string text, int at, List<TextEdit> edits)
    {
        var end = at + 1;
        while (end < text.Length && IsSpace(text[end]))
            end++;
        if (end < text.Length && !IsBoundary(text[end]))
            Add(edits, text, at + 1, end, at, NoBreakSpace);
        return end - 1;
    }

    private static void BeforeClosing(string text, int at, List<TextEdit> edits)
    {
        var start = SpacesBefore(text, at);
        if (start > 0 && !IsBoundary(text[start - 1]) && text[start - 1] != '«')
            Add(edits, text, start, at, at, NoBreakSpace);
    }

    // Several signs in a row ("?!") count as one: a single space goes before all of them.
    private static int BeforeSigns(string text, int at, List<TextEdit> edits)
    {
        var end = at;
        while (end < text.Length && IsSign(text[end]))
            end++;
        var start = SpacesBefore(text, at);
        if (AsksForSpace(text, start, at, end))
            Add(edits, text, start, at, at, text[at] == ':' ? NoBreakSpace : NarrowNoBreakSpace);
        return end - 1;
    }

    private static bool AsksForSpace(string text, int start, int at, int end)
    {
        if (start == 0 || IsBoundary(text[start - 1]) || IsOpener(text, start - 1))
            return false;
        // "::" is code or a separator, ":!" and its like a smiley.
        if (text[at] is ':' && end - at > 1 || text[end - 1] is ':' or ';' && IsSmiley(text, end))
            return false;
        if (end == text.Length || char.IsWhiteSpace(text[end]))
            return true;
        // With no space on either side "18:38", "a:b" or "?a=b" is more likely than a forgotten space.
        return at > start ? text[end] != '=' : Closers.Contains(text[end]) || text[end] == '«';
    }

    private static bool IsOpener(string text, int at) =>
        "([{«“‘¿¡".Contains(text[at]) || text[at] is '"' or '\'' && (at == 0 || char.IsWhiteSpace(text[at - 1]));

    private static bool IsSmiley(string text, int at)
    {
        if (at < text.Length && text[at] is '-' or '\'')
            at++;
        if (at >= text.Length)
            return false;
        return text[at] is ')' or '(' or '|' or '/' or '\\' or '*'
            || text[at] is 'D' or 'P' or 'p' or 'O' or 'o' && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]));
    }

    // Addresses and character references; the signs that end a sentence after an address are not part of it.
    private static List<(int Start, int End)> LeftAlone(string text)
    {
        var ranges = new List<(int, int)>();
        foreach (var match in Addresses().EnumerateMatches(text))
        {
            var found = text.AsSpan(match.Index, match.Length);
            var kept = found[0] == '&' ? found.Length : found.TrimEnd("!?;:.,)]'…").Length;
            ranges.Add((match.Index, match.Index + kept));
        }
        return ranges;
    }

    private static void Add(List<TextEdit> edits, string text, int start, int end, int sign, char space)
    {
        if (end - start != 1 || text[start] != space)
            edits.Add(new TextEdit(start, end, sign, space));
    }

    private static int SpacesBefore(string text, int at)
    {
        while (at > 0 && IsSpace(text[at - 1]))
            at--;
        return at;
    }

    private static bool IsSign(char c) => c is ';' or ':' or '!' or '?';

    private static bool IsSpace(char c) => c is ' ' or NoBreakSpace or NarrowNoBreakSpace or '\u2009';

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) && !IsSpace(c);

    [GeneratedRegex("""(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|tel:)[^\s«»<>"]+|&#?[a-z0-9]{1,31};""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Addresses();
}

/// <summary>
/// The characters from <c>Start</c> to before <c>End</c>, beside or at the sign at <c>Sign</c>, become one
/// <c>Replacement</c>.
/// </summary>
internal readonly record struct TextEdit(int Start, int End, int Sign, char Replacement);
