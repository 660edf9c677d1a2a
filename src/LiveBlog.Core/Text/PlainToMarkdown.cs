using System.Text;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Text;

/// <summary>Escapes plain text so that Markdown shows it as it is.</summary>
public static partial class PlainToMarkdown
{
    /// <summary>
    /// Markdown that renders as the text: lines stay lines, blank lines separate paragraphs, white space at the ends of
    /// a line goes. Web addresses become links; everything else that Markdown would read as markup is escaped
    /// (CommonMark 0.31, 2.4).
    /// </summary>
    /// <param name="text">Plain text; control characters in it are dropped.</param>
    public static string Convert(string text)
    {
        var lines = CleanText.From(text).Split('\n', '\u2028', '\u2029').Select(line => Line(line.Trim()));
        return BlankLines().Replace(string.Join('\n', lines), "\n\n").Trim('\n');
    }

    private static string Line(string line) => EscapeStart(Inline(line, ' ', ' '));

    /// <summary>A line of Markdown, escaped against being read as the start of a heading, list, quote or rule.</summary>
    internal static string EscapeStart(string escaped)
    {
        if (NumberedItem().Match(escaped) is { Success: true } item)
            return escaped.Insert(item.Groups[1].Length, "\\");
        return BlockStart().IsMatch(escaped) ? "\\" + escaped : escaped;
    }

    /// <summary>A part of a line, escaped against being read as markup within a line.</summary>
    /// <param name="text">The part.</param>
    /// <param name="before">The character before it, a space at the start of the line.</param>
    /// <param name="after">The character after it, a space at the end of the line.</param>
    internal static string Inline(string text, char before, char after)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var copied = 0;
        foreach (var match in WebAddresses().EnumerateMatches(text))
        {
            var url = text.AsSpan(match.Index, match.Length).TrimEnd("!?;:.,)]'*_~…");
            if (SafeLink.From(url.ToString()) is null)
                continue;
            Escape(text, copied, match.Index, escaped);
            copied = match.Index + url.Length;
            // Between spaces and without special characters it is a link as it stands, which is nicer to edit.
            var bare = (match.Index == 0 ? before : text[match.Index - 1]) == ' '
                && (copied == text.Length ? after : text[copied]) == ' '
                && SimpleAddress().IsMatch(url);
            escaped.Append(bare ? "" : "<").Append(url).Append(bare ? "" : ">");
        }
        Escape(text, copied, text.Length, escaped);
        return escaped.ToString();
    }

    /// <summary>As <see cref="Inline"/>, where no link may arise.</summary>
    internal static string WithoutLinks(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        Escape(text, 0, text.Length, escaped);
        return escaped.ToString();
    }

    private static void Escape(string text, int start, int end, StringBuilder escaped)
    {
        for (var i = start; i < end; i++)
        {
            if (NeedsEscape(text, i))
                escaped.Append('\\');
            escaped.Append(text[i]);
        }
    }

    private static bool NeedsEscape(string text, int i) => text[i] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '|' or '<' => true,
        // Inside a word an underscore is only a letter (CommonMark 6.2, rule 2).
        '_' => i == 0 || i == text.Length - 1 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),
        '~' => i > 0 && text[i - 1] == '~' || i < text.Length - 1 && text[i + 1] == '~',
        '&' => Reference().IsMatch(text.AsSpan(i)),
        // Against the links that Markdig makes of bare addresses and that were not chosen above.
        ':' => LinkedScheme().IsMatch(text.AsSpan(0, i)),
        '.' => i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^(\d{1,9})[.)](?:\s|$)")]
    private static partial Regex NumberedItem();

    // Heading, quote, list item, thematic break, the underline of a heading, the second line of a table of one column, a block of our own.
    [GeneratedRegex(@"^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|-{2,}|(?:- *){3,}$|=+\s*$|:?-+:?\s*$|:{3})")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])https?://[^\s<>\\""«»\p{C}]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddresses();

    [GeneratedRegex(@"^https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#][a-z0-9/?#=&%+._-]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleAddress();

    [GeneratedRegex(@"^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?:https?|ftp|mailto|tel)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex LinkedScheme();
}
