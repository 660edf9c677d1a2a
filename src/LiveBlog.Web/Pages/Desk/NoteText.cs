using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A note's plain text, with what is an address in it made a link.</summary>
public static partial class NoteText
{
    /// <summary>The HTML.</summary>
    public static IHtmlContent Of(string text)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        foreach (Match address in Address().Matches(text))
        {
            html.Append(text[at..address.Index]);
            at = address.Index + address.Length;
            var encoded = HtmlEncoder.Default.Encode(address.Value);
            html.AppendHtml($"<a href=\"{encoded}\" rel=\"external noopener noreferrer nofollow\" target=\"_blank\">{encoded}</a>");
        }
        return html.Append(text[at..]);
    }

    // What ends a sentence does not belong to the address before it.
    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)\]»’']", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
