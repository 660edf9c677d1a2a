using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LiveBlog.Core.Text;

/// <summary>Markdown as editors write it: CommonMark 0.31 with tables, strikethrough and bare links, without HTML.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables(new PipeTableOptions { UseGfmRules = true })
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true })
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    /// <summary>The text as HTML that may stand inside a page's <c>article</c> element.</summary>
    /// <remarks>
    /// HTML in the text is shown, not obeyed. <c>#</c> becomes h4, the first level below an entry's headline; h6 is the lowest, and
    /// no level is skipped (the Nu checker calls that an error), so <c>##</c> is h5 only below a <c>#</c>. An image
    /// becomes a link. Only http, https, mailto, tel and site-relative links stay links. A quote whose last line begins
    /// with — or – or <c>-- </c> becomes a figure with a caption. A cell's alignment is the class <c>align-center</c>,
    /// <c>align-right</c> or <c>align-left</c>, because the pages allow no inline styles.
    /// </remarks>
    /// <param name="markdown">The text; any string will do, there is no malformed Markdown.</param>
    /// <param name="language">A language tag (RFC 5646); <see cref="Typography"/> says what it gets.</param>
    /// <param name="external">
    /// The HTML for a paragraph that is nothing but an address of <see cref="ExternalContent"/>; without it, it is a link.
    /// </param>
    public static string ToHtml(string markdown, string language, Func<ExternalContent, string>? external = null)
    {
        try
        {
            return Render(Parse(markdown), language, external);
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig goes (128 levels): no text that is meant for readers. Show it as typed.
            return Render(Parse(PlainToMarkdown.Convert(markdown)), language, external);
        }
    }

    /// <summary>The document as written, links not yet judged.</summary>
    /// <exception cref="ArgumentException">It is nested deeper than 128 levels.</exception>
    internal static MarkdownDocument Parse(string markdown) => Markdown.Parse(CleanText.From(markdown), Pipeline);

    private static string Render(MarkdownDocument document, string language, Func<ExternalContent, string>? external)
    {
        if (external is not null)
            ExternalBlock.FindAll(document);
        LinkRules.Apply(document);
        LowerHeadings(document);
        AlignByClass(document);
        TypographyInMarkdown.Apply(document, language);
        QuoteRenderer.FindSpeakers(document);

        using var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<QuoteBlockRenderer>(new QuoteRenderer());
        if (external is not null)
            renderer.ObjectRenderers.Add(new ExternalRenderer(external));
        renderer.Render(document);
        // In the result "<" begins markup only, so this cannot hit text. What a reference such as &#1; stands for is
        // known only now.
        return CleanText.From(html.ToString())
            .Replace("<br />", "<br>", StringComparison.Ordinal)
            .Replace("<hr />", "<hr>", StringComparison.Ordinal);
    }

    private static void LowerHeadings(MarkdownDocument document)
    {
        var above = 3;
        foreach (var heading in document.Descendants<HeadingBlock>().ToList())
        {
            if (heading.Inline?.FirstChild is null)
                heading.Parent!.Remove(heading);
            else
                heading.Level = above = Math.Min(Math.Min(heading.Level + 3, 6), above + 1);
        }
    }

    private static void AlignByClass(MarkdownDocument document)
    {
        foreach (var table in document.Descendants<Table>())
        {
            foreach (var row in table.Cast<TableRow>())
            {
                for (var i = 0; i < row.Count && i < table.ColumnDefinitions.Count; i++)
                {
                    if (table.ColumnDefinitions[i].Alignment is { } alignment)
                        row[i].GetAttributes().AddClass("align-" + alignment.ToString().ToLowerInvariant());
                }
            }
            foreach (var column in table.ColumnDefinitions)
                column.Alignment = null;
        }
    }
}
