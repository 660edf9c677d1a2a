using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using LiveBlog.Core.Text;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>Markdown fitted into a page: under the heading above it, and with tables that scroll by themselves.</summary>
public static partial class EditorText
{
    // Letters of every script stay as they are.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// The text as HTML. The highest of its headings gets the given level and none is left out below it, whether its
    /// author began with # or ##. Tables can be reached, and so scrolled, with the keyboard. What stands on other sites
    /// is a card that loads nothing from there.
    /// </summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="markdown">The text.</param>
    /// <param name="language">A language tag (RFC 5646).</param>
    /// <param name="top">The level of its highest heading, from 1 to 6.</param>
    public static HtmlString Text(this IStringLocalizer<Ui> words, string markdown, string language, int top)
    {
        // In what MarkdownText makes, "<" begins markup only: these replacements cannot hit the text.
        var html = WithHeadings(MarkdownText.ToHtml(markdown, language, words.Card), top);
        return new HtmlString(html
            .Replace("<table>", $"<div class=\"table\" role=\"group\" aria-label=\"{words["table"]}\" tabindex=\"0\"><table>", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal));
    }

    private static string Card(this IStringLocalizer<Ui> words, ExternalContent content)
    {
        static string Encode(string text) => Html.Encode(text);
        var provider = Encode(content.Provider);
        return $"""
            <figure class="external" data-src="{Encode(content.Frame)}" data-ratio="{content.Ratio}" data-provider="{provider}"><p>{Encode(words["external-text", content.Provider, content.Company])}</p>
            <button type="button" class="load" aria-label="{Encode(words["external-show-from", content.Provider])}" data-needs-script>{Encode(words["external-show"])}</button>
            <a href="{Encode(content.Address)}" rel="external noopener nofollow">{Encode(words["external-open", content.Provider])}</a></figure>
            """;
    }

    private static string WithHeadings(string html, int top)
    {
        var highest = Heading().Matches(html).Select(Level).DefaultIfEmpty(top).Min();
        var level = top - 1;
        return Heading().Replace(html, tag =>
        {
            var closes = tag.Value[1] == '/';
            if (!closes)
                level = Math.Min(Level(tag) - highest + top, level + 1);
            return string.Create(CultureInfo.InvariantCulture, $"<{(closes ? "/" : "")}h{level}>");
        });
    }

    private static int Level(Match tag) => tag.Groups[1].Value[0] - '0';

    [GeneratedRegex("</?h([1-6])>")]
    private static partial Regex Heading();
}
