using System.Text;

namespace LiveBlog.Core.Text;

/// <summary>Takes out what is no text: control characters, noncharacters and halves of characters.</summary>
internal static class CleanText
{
    /// <summary>
    /// The text without the code points that HTML forbids in a document (HTML, "Preprocessing the input stream"); line
    /// ends become <c>\n</c>, tabs stay, a lone surrogate becomes U+FFFD.
    /// </summary>
    public static string From(string text)
    {
        if (!text.Any(c => c < ' ' && c is not ('\n' or '\t') || c is >= '\u007F' and <= '\u009F' || c >= '\uD800'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
        {
            var forbidden = Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')
                || (rune.Value & 0xFFFE) == 0xFFFE
                || rune.Value is >= 0xFDD0 and <= 0xFDEF or 0xFEFF;
            if (!forbidden)
                clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>On one line: white space of any kind becomes one space, but a no-break space stays what it is.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in From(text))
        {
            if (!IsCollapsible(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().Trim();
    }

    /// <summary>White space that a browser would collapse (CSS Text 3, 4.1.1), and Unicode's line separators.</summary>
    public static bool IsCollapsible(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\u2028' or '\u2029';
}
