using Markdig.Extensions.CustomContainers;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>
/// Reads the blocks that stand between <c>::: name</c> and <c>:::</c>. There are two, and any other name is text as it always
/// was: <c>key-figure</c>, whose first line is a number and whose last one, begun with a dash, its source, and
/// <c>known-unknown</c>, whose headings each begin a part.
/// </summary>
internal sealed class FrameParser : CustomContainerParser
{
    internal const string KeyFigure = "key-figure";
    internal const string KnownUnknown = "known-unknown";

    public FrameParser() => InfoParser = Known;

    private static bool Known(BlockProcessor state, ref StringSlice line, IFencedBlock fenced, char opening)
    {
        fenced.Info = line.ToString().Trim();
        return fenced.Info is KeyFigure or KnownUnknown;
    }
}

/// <summary>Writes what <see cref="FrameParser"/> read.</summary>
internal sealed class FrameRenderer : HtmlObjectRenderer<CustomContainer>
{
    private static readonly object Number = new();

    /// <summary>Takes the numbers and their sources out of the document's key figures, for the renderer to find.</summary>
    public static void FindNumbers(MarkdownDocument document)
    {
        foreach (var frame in document.Descendants<CustomContainer>().ToList())
        {
            if (frame.Info == FrameParser.KeyFigure)
            {
                QuoteRenderer.FindSpeaker(frame);
                if (TakeNumber(frame) is { } number)
                    frame.SetData(Number, number);
            }
            else if (frame.Count == 0)
            {
                frame.Parent!.Remove(frame);
            }
        }
    }

    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, CustomContainer frame)
    {
        var implicitParagraph = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = false;
        renderer.EnsureLine();
        if (frame.Info == FrameParser.KeyFigure)
            WriteFigure(renderer, frame);
        else
            WriteParts(renderer, frame);
        renderer.EnsureLine();
        renderer.ImplicitParagraph = implicitParagraph;
    }

    private static void WriteFigure(HtmlRenderer renderer, CustomContainer frame)
    {
        var source = QuoteRenderer.SpeakerOf(frame);
        if (frame.GetData(Number) is not ContainerInline number)
        {
            renderer.WriteChildren(frame);
            return;
        }
        renderer.Write("<figure class=\"key-figure\"><p class=\"number\">");
        renderer.WriteChildren(number);
        renderer.WriteLine("</p>");
        renderer.WriteChildren(frame);
        if (source is not null)
        {
            renderer.Write("<figcaption>");
            renderer.WriteChildren(source);
            renderer.Write("</figcaption>");
        }
        renderer.Write("</figure>");
    }

    private static void WriteParts(HtmlRenderer renderer, CustomContainer frame)
    {
        renderer.Write("<div class=\"known-unknown\"><div>");
        for (var i = 0; i < frame.Count; i++)
        {
            if (i > 0 && frame[i] is HeadingBlock)
                renderer.Write("</div><div>");
            renderer.Render(frame[i]);
        }
        renderer.Write("</div></div>");
    }

    private static ContainerInline? TakeNumber(CustomContainer frame)
    {
        if (frame.Count == 0 || frame[0] is not ParagraphBlock { Inline: { FirstChild: not null } text } paragraph)
            return null;
        var number = new ContainerInline();
        while (text.FirstChild is { } inline)
        {
            inline.Remove();
            if (inline is LineBreakInline)
                break;
            number.AppendChild(inline);
        }
        if (text.FirstChild is null)
            frame.Remove(paragraph);
        return number;
    }
}
