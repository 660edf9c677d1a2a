using System.Text.RegularExpressions;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Imports;

/// <summary>Texts of a file as LiveBlog keeps them. They may be plain, HTML, or plain with a few HTML elements.</summary>
internal static partial class ImportedText
{
    /// <summary>The longest headline or title, in UTF-16 units.</summary>
    public const int LongestTitle = 500;

    /// <summary>Plain text on one line.</summary>
    public static string Line(string text) => IsHtml(text) ? HtmlToMarkdown.ToLine(text) : CleanText.OneLine(text);

    /// <summary>Plain text on one line and not too long; <paramref name="cut"/> says whether something is missing.</summary>
    public static string Title(string text, out bool cut)
    {
        var line = Line(text);
        cut = line.Length > LongestTitle;
        return cut ? Start(line, LongestTitle - 1).TrimEnd() + "…" : line;
    }

    /// <summary>Markdown; also how many images and other embeds were left out.</summary>
    public static string Body(string text, out int leftOut)
    {
        leftOut = 0;
        if (!IsHtml(text))
            return PlainToMarkdown.Convert(text);
        // Where no element makes paragraphs, the line ends were meant to.
        return HtmlToMarkdown.Convert(BlockTags().IsMatch(text) ? text : WithParagraphs(text), out leftOut);
    }

    /// <summary>The first 60 characters of a headline in quotation marks, for a note.</summary>
    public static string Quoted(string headline) => headline.Length <= 60 ? $"\"{headline}\"" : $"\"{Start(headline, 60)}…\"";

    // Does not cut a character in half.
    private static string Start(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static bool IsHtml(string text) => Tags().IsMatch(text) || References().IsMatch(text);

    private static string WithParagraphs(string text) =>
        string.Concat(EmptyLines().Split(text.ReplaceLineEndings("\n"))
            .Select(part => $"<p>{part.Trim('\n').Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));

    // Only elements that exist: "<Otan>" is text.
    [GeneratedRegex(@"<!--|</?(?:a|abbr|article|aside|b|blockquote|br|cite|code|div|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|li|main|mark|object|ol|p|picture|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|video)(?:\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"</?(?:article|blockquote|br|div|figure|h[1-6]|hr|li|ol|p|pre|section|table|tr|ul)(?:\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockTags();

    [GeneratedRegex("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")]
    private static partial Regex References();

    [GeneratedRegex(@"\n[\t ]*\n\s*")]
    private static partial Regex EmptyLines();
}
