using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LiveBlog.Core.Text;

/// <summary>Markdown as editors write it: CommonMark 0.31 with tables, strikethrough, bare links and two blocks of our own, without HTML.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = Builder().Build();

    private static MarkdownPipelineBuilder Builder()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables(new PipeTableOptions { UseGfmRules = true })
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true })
            .UseSoftlineBreakAsHardlineBreak();
        builder.BlockParsers.Insert(0, new FrameParser());
        return builder;
    }

    /// <summary>The text as HTML that may stand inside a page's <c>article</c> element.</summary>
    /// <remarks>
    /// HTML in the text is shown, not obeyed. <c>#</c> becomes h4, the first level below an entry's headline; h6 is the lowest, and
    /// no level is skipped (the Nu checker calls that an error), so <c>##</c> is h5 only below a <c>#</c>; two of one kind are equal. An image
    /// becomes a link. Only http, https, mailto, tel and site-relative links stay links. A quote whose last line begins
    /// with — or – or <c>-- </c> becomes a figure with a caption; <c>::: key-figure</c> and <c>::: known-unknown</c>, closed by
    /// <c>:::</c>, make a figure of a number and lists beside each other (<see cref="FrameParser"/>). A cell's alignment is the class <c>align-center</c>,
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
        FrameRenderer.FindNumbers(document);

        using var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<QuoteBlockRenderer>(new QuoteRenderer());
        renderer.ObjectRenderers.Add(new FrameRenderer());
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
        // The headings that the next one may stand below: as typed, and as shown.
        var above = new Stack<(int Typed, int Shown)>();
        foreach (var heading in document.Descendants<HeadingBlock>().ToList())
        {
            if (heading.Inline?.FirstChild is null)
            {
                heading.Parent!.Remove(heading);
                continue;
            }
            while (above.TryPeek(out var last) && last.Typed >= heading.Level)
                above.Pop();
            var shown = Math.Min(above.TryPeek(out var parent) ? parent.Shown + 1 : 4, 6);
            above.Push((heading.Level, shown));
            heading.Level = shown;
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
