using System.Text;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Text;

/// <summary>
/// French typography: the spaces that may not break a line, as the Imprimerie nationale's "Lexique des règles
/// typographiques" sets them. The writer may have typed a space, a no-break space or none.
/// </summary>
public static partial class Typography
{
    private const char NoBreakSpace = '\u00A0';
    private const char NarrowNoBreakSpace = '\u202F';
    private const string Closers = ")]}»\"”’'.,…—–-";

    /// <summary>
    /// The plain text (not HTML, not Markdown) with U+202F before <c>; ! ?</c> and U+00A0 before <c>:</c> and inside
    /// « ». For headlines, captions and titles. Applying it twice does no more than applying it once, and nothing but
    /// spaces changes.
    /// </summary>
    /// <param name="text">Plain text.</param>
    /// <param name="language">A language tag (RFC 5646); any other than French returns the text as it is.</param>
    public static string Apply(string text, string language)
    {
        if (!IsFrench(language))
            return text;
        var edits = FrenchEdits(text);
        if (edits.Count == 0)
            return text;
        var result = new StringBuilder(text.Length + edits.Count);
        var copied = 0;
        foreach (var edit in edits)
        {
            result.Append(text, copied, edit.Start - copied).Append(edit.Space);
            copied = edit.End;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>True for <c>fr</c> and every tag below it.</summary>
    internal static bool IsFrench(string language) =>
        language.Equals("fr", StringComparison.OrdinalIgnoreCase) || language.StartsWith("fr-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The changes that French asks for, in the order of the text; they do not overlap.</summary>
    internal static List<SpaceEdit> FrenchEdits(string text)
    {
        var edits = new List<SpaceEdit>();
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

    private static int AfterOpening(string text, int at, List<SpaceEdit> edits)
    {
        var end = at + 1;
        while (end < text.Length && IsSpace(text[end]))
            end++;
        if (end < text.Length && !IsBoundary(text[end]))
            Add(edits, text, at + 1, end, at, NoBreakSpace);
        return end - 1;
    }

    private static void BeforeClosing(string text, int at, List<SpaceEdit> edits)
    {
        var start = SpacesBefore(text, at);
        if (start > 0 && !IsBoundary(text[start - 1]) && text[start - 1] != '«')
            Add(edits, text, start, at, at, NoBreakSpace);
    }

    // Several signs in a row ("?!") count as one: a single space goes before all of them.
    private static int BeforeSigns(string text, int at, List<SpaceEdit> edits)
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

    private static void Add(List<SpaceEdit> edits, string text, int start, int end, int sign, char space)
    {
        if (end - start != 1 || text[start] != space)
            edits.Add(new SpaceEdit(start, end, sign, space));
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

/// <summary>The characters from <c>Start</c> to before <c>End</c> become one <c>Space</c>, beside the sign at <c>Sign</c>.</summary>
internal readonly record struct SpaceEdit(int Start, int End, int Sign, char Space);
