using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace LiveBlog.Core.Text;

/// <summary>Reads HTML from elsewhere (imported pages, pasted text) as Markdown.</summary>
public static class HtmlToMarkdown
{
    /// <summary>
    /// The text of the HTML as Markdown: paragraphs, line breaks, bold, italic, links, lists, quotes with their speaker,
    /// headings, rules and code. Scripts, styles, forms, images, frames and other embeds are left out; other elements
    /// give their text. White space collapses as in a browser.
    /// </summary>
    /// <remarks>Links stay only if they are http, https, mailto or tel: a relative one would lead to a page of this site.</remarks>
    /// <param name="html">A fragment or a page; any string will do (the HTML standard defines how to read each).</param>
    public static string Convert(string html) => Convert(html, out _);

    /// <summary>As <see cref="Convert(string)"/>; also how many images, frames, forms and other embeds were left out.</summary>
    internal static string Convert(string html, out int leftOut)
    {
        using var document = Parse(html);
        var blocks = new HtmlBlocks(nesting: 0);
        if (document.Body is { } body)
            blocks.Read(body);
        leftOut = blocks.LeftOut;
        return blocks.ToMarkdown();
    }

    /// <summary>The text of the HTML on one line, for headlines and captions.</summary>
    internal static string ToLine(string html)
    {
        using var document = Parse(html);
        foreach (var element in document.QuerySelectorAll("script, style, template, noscript"))
            element.Remove();
        foreach (var element in document.QuerySelectorAll("br, p, div, li, td"))
            element.InsertBefore(document.CreateTextNode(" "));
        return CleanText.OneLine(document.Body?.TextContent ?? "");
    }

    // A fragment is the inside of a body, so that a script or noscript at its start does not open a head.
    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument("<body>" + CleanText.From(html));
}
