using LiveBlog.Core.Text;
using LiveBlog.Web.Resources;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Rendering;

/// <summary>What changed in a text, marked for the eye and for the ear.</summary>
public static class Differences
{
    /// <summary>
    /// The new text with <c>del</c> and <c>ins</c> elements, each with words of its own for who does not see them. Made
    /// here and not in a view, because a view would put spaces between the pieces of a word.
    /// </summary>
    /// <param name="words">The words on screen.</param>
    /// <param name="before">The text before, or null if there was none to compare with.</param>
    /// <param name="text">The text now.</param>
    /// <param name="language">A language tag (RFC 5646), for both texts' typography.</param>
    public static IHtmlContent Difference(this IStringLocalizer<Ui> words, string? before, string text, string language)
    {
        var set = Typography.Apply(text, language);
        var html = new HtmlContentBuilder();
        foreach (var (kind, piece) in TextDifference.Between(before is null ? set : Typography.Apply(before, language), set))
        {
            if (kind == DifferenceKind.Same)
            {
                html.Append(piece);
                continue;
            }
            var (element, word) = kind == DifferenceKind.Removed ? ("del", "history-removed") : ("ins", "history-added");
            html.AppendHtml($"<{element}><span class=\"unseen\">").Append(words[word]).AppendHtml(" </span>")
                .Append(piece).AppendHtml($"</{element}>");
        }
        return html;
    }
}
