using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>
/// Applies <see cref="Typography"/> to the literal text of a Markdown document. A paragraph is looked at as one
/// string, because a sign and its space may stand on the two sides of a link or an emphasis.
/// </summary>
internal static class TypographyInMarkdown
{
    // Stands for code and addresses: something that is no space and is never changed.
    private const char Opaque = '\uFFFC';

    public static void Apply(MarkdownDocument document, string language)
    {
        foreach (var block in document.Descendants<LeafBlock>().ToList())
        {
            if (block.Inline is { } inlines)
                Apply(inlines, language);
        }
    }

    private static void Apply(ContainerInline inlines, string language)
    {
        var text = new StringBuilder();
        var pieces = new List<Piece>();
        Collect(inlines, text, pieces);
        var edits = Typography.Edits(text.ToString(), language);
        foreach (var piece in pieces)
            piece.Apply(edits);
    }

    private static void Collect(ContainerInline container, StringBuilder text, List<Piece> pieces)
    {
        foreach (var inline in container.ToList())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    pieces.Add(new Piece(literal, text.Length));
                    text.Append(literal.Content.AsSpan());
                    break;
                case HtmlEntityInline entity:
                    var decoded = new LiteralInline(entity.Transcoded);
                    entity.ReplaceBy(decoded);
                    pieces.Add(new Piece(decoded, text.Length));
                    text.Append(decoded.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case ContainerInline inner and not LinkInline { IsAutoLink: true }:
                    Collect(inner, text, pieces);
                    break;
                default:
                    text.Append(Opaque);
                    break;
            }
        }
    }

    private readonly record struct Piece(LiteralInline Literal, int Start)
    {
        public void Apply(List<TextEdit> edits)
        {
            var old = Literal.Content.ToString();
            var end = Start + old.Length;
            var changed = new StringBuilder();
            var copied = 0;
            var at = edits.BinarySearch(new TextEdit(Start, Start, 0, ' '), ByEnd);
            for (var i = at < 0 ? ~at : at; i < edits.Count && edits[i].Start <= end; i++)
            {
                var edit = edits[i];
                var from = Math.Clamp(edit.Start - Start, copied, old.Length);
                changed.Append(old, copied, from - copied);
                // What is new belongs to the piece that holds the sign, wherever the old ones stood.
                if (edit.Sign >= Start && edit.Sign < end)
                    changed.Append(edit.Replacement);
                copied = Math.Clamp(edit.End - Start, from, old.Length);
            }
            changed.Append(old, copied, old.Length - copied);
            if (changed.Length != old.Length || changed.ToString() != old)
                Literal.Content = new StringSlice(changed.ToString());
        }

        private static readonly Comparer<TextEdit> ByEnd = Comparer<TextEdit>.Create((a, b) => a.End.CompareTo(b.End));
    }
}
