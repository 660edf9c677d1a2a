using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>
/// A block quote whose last line begins with a dash names its speaker: a figure with the quote and its caption (HTML,
/// "The blockquote element": an attribution must stand outside of it).
/// </summary>
internal sealed class QuoteRenderer : HtmlObjectRenderer<QuoteBlock>
{
    private static readonly object Speaker = new();

    /// <summary>Takes the speakers out of the document's quotes, for the renderer to find.</summary>
    public static void FindSpeakers(MarkdownDocument document)
    {
        foreach (var quote in document.Descendants<QuoteBlock>().ToList())
            FindSpeaker(quote);
    }

    /// <summary>As <see cref="FindSpeakers"/>, for one block whose last line may begin with a dash.</summary>
    public static void FindSpeaker(ContainerBlock quote)
    {
        if (TakeSpeaker(quote) is { } speaker)
            quote.SetData(Speaker, speaker);
    }

    /// <summary>Who speaks in a quote, after <see cref="FindSpeakers"/>.</summary>
    public static ContainerInline? SpeakerOf(ContainerBlock quote) => (ContainerInline?)quote.GetData(Speaker);

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, QuoteBlock quote)
    {
        var speaker = SpeakerOf(quote);
        renderer.EnsureLine();
        renderer.WriteLine(speaker is null ? "<blockquote>" : "<figure class=\"quote\"><blockquote>");
        var implicitParagraph = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = false;
        renderer.WriteChildren(quote);
        renderer.ImplicitParagraph = implicitParagraph;
        renderer.EnsureLine();
        renderer.Write("</blockquote>");
        if (speaker is not null)
        {
            renderer.Write("<figcaption>");
            renderer.WriteChildren(speaker);
            renderer.Write("</figcaption></figure>");
        }
        renderer.EnsureLine();
    }

    private static ContainerInline? TakeSpeaker(ContainerBlock quote)
    {
        if (quote.LastChild is not ParagraphBlock { Inline: { } text } paragraph)
            return null;
        // Forwards: where a link was dissolved, Markdig's way back is broken.
        var lineBreak = text.LastOrDefault(inline => inline is LineBreakInline);
        var nothingQuoted = lineBreak is null && quote.Count == 1;
        if (nothingQuoted || (lineBreak is null ? text.FirstChild : lineBreak.NextSibling) is not LiteralInline first)
            return null;

        var line = first.Content.ToString();
        var dash = line.StartsWith('—') || line.StartsWith('–') ? 1 : line.StartsWith("-- ", StringComparison.Ordinal) ? 3 : 0;
        if (dash == 0 || first.NextSibling is null && line.AsSpan(dash).IsWhiteSpace())
            return null;

        first.Content = new Markdig.Helpers.StringSlice(line[dash..].TrimStart());
        var speaker = new ContainerInline();
        for (Inline? inline = first; inline is not null;)
        {
            var next = inline.NextSibling;
            inline.Remove();
            speaker.AppendChild(inline);
            inline = next;
        }
        lineBreak?.Remove();
        if (text.FirstChild is null)
            quote.Remove(paragraph);
        return speaker;
    }
}
