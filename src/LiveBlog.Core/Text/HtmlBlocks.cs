using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace LiveBlog.Core.Text;

/// <summary>The blocks of one container (page, quote, list item), read from HTML and written as Markdown.</summary>
/// <param name="nesting">In how many lists and quotes the container stands.</param>
/// <param name="flat">The container holds one line (heading, speaker): blocks in it give only their text.</param>
internal sealed partial class HtmlBlocks(int nesting, bool flat = false)
{
    // Deeper nesting than any text for readers has would only cost time and stack; the text itself is always kept.
    private const int DeepestNesting = 12;
    private const int DeepestElement = 250;

    private readonly List<Block> _blocks = [];
    private readonly InlineRuns _runs = new();

    private sealed record Block(string Text, char ListMarker = '\0');

    /// <summary>How many images, frames, forms and other embeds were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Reads what stands inside the element, except <paramref name="except"/>.</summary>
    public void Read(INode parent, INode? except = null)
    {
        Children(parent, default, 0, except);
        Flush();
    }

    /// <summary>The blocks, separated by blank lines.</summary>
    public string ToMarkdown() => string.Join("\n\n", _blocks.Select(block => block.Text));

    private void Children(INode parent, InlineStyle style, int depth, INode? except = null)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node != except)
                Node(node, style, depth);
        }
    }

    private void Node(INode node, InlineStyle style, int depth)
    {
        if (node is IText text)
            _runs.Add(text.Data, style);
        else if (node is IElement element && depth < DeepestElement)
            Element(element, style, depth + 1);
        else if (node is IElement deep)
            _runs.Add(TextOf(deep), style);
    }

    // Without recursion, which would use up the stack, or AngleSharp's own walk, which gets slow that deep.
    private static string TextOf(IElement deep)
    {
        var text = new StringBuilder();
        var open = new Stack<INode>([deep]);
        while (open.TryPop(out var node))
        {
            if (node is IText { Data: var data })
                text.Append(data);
            else if (node is IElement { LocalName: not ("script" or "style" or "template" or "noscript") })
            {
                for (var i = node.ChildNodes.Length - 1; i >= 0; i--)
                    open.Push(node.ChildNodes[i]);
            }
        }
        return text.ToString();
    }

    private void Element(IElement element, InlineStyle style, int depth)
    {
        if (element.HasAttribute("hidden"))
            return;
        switch (element.LocalName)
        {
            case "script" or "style" or "template" or "noscript" or "meta" or "link" or "title" or "base" or "source" or "track":
                break;
            case "img" or "picture" or "svg" or "math" or "canvas" or "map" or "iframe" or "frame" or "object" or "embed"
                or "video" or "audio" or "form" or "input" or "button" or "select" or "textarea" or "dialog":
                LeftOut++;
                break;
            case "br":
                _runs.AddLineBreak();
                break;
            case "strong" or "b":
                Children(element, style with { Bold = true }, depth);
                break;
            case "em" or "i" or "cite":
                Children(element, style with { Italic = true }, depth);
                break;
            case "code" or "kbd" or "samp" or "tt":
                _runs.Add(element.TextContent, style with { Code = true });
                break;
            case "a":
                Children(element, style with { Link = LinkOf(element) ?? style.Link }, depth);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when !flat:
                Flush();
                AddHeading(element);
                break;
            case "hr":
                Flush();
                if (!flat)
                    _blocks.Add(new Block("***"));
                break;
            case "pre" when !flat:
                Flush();
                AddCode(element.TextContent);
                break;
            case "blockquote" when nesting < DeepestNesting:
                Flush();
                AddQuote(element, SpeakerIn(element));
                break;
            case "figure" when nesting < DeepestNesting && QuoteIn(element) is { } quote:
                Flush();
                AddQuote(quote, element.Children.FirstOrDefault(child => child.LocalName == "figcaption") ?? SpeakerIn(quote));
                break;
            case "ul" or "ol" or "menu" when nesting < DeepestNesting:
                Flush();
                AddList(element);
                break;
            case "td" or "th":
                Children(element, style, depth);
                _runs.Add(" ", default);
                break;
            case var name when BlockElements.Contains(name):
                Flush();
                Children(element, style, depth);
                Flush();
                break;
            default:
                Children(element, style, depth);
                break;
        }
    }

    private static readonly HashSet<string> BlockElements =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "li", "main", "menu", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tr", "ul",
    ];

    private void Flush()
    {
        if (_runs.TakeMarkdown() is { Length: > 0 } paragraph)
            _blocks.Add(new Block(paragraph));
    }

    private static string? LinkOf(IElement anchor) =>
        SafeLink.From(anchor.GetAttribute("href")?.Trim('\t', '\n', '\r', ' ')) is { } url && url[0] is not ('/' or '#') ? url : null;

    private void AddHeading(IElement element)
    {
        var text = Inner(element).Replace('\n', ' ');
        // A heading may end in signs that do not count (CommonMark 4.2).
        if (text.EndsWith('#') && !text.EndsWith("\\#", StringComparison.Ordinal))
            text = text[..^1] + "\\#";
        if (text.Length > 0)
            _blocks.Add(new Block($"{new string('#', element.LocalName[1] - '0')} {text}"));
    }

    private void AddCode(string text)
    {
        var code = text.Trim('\n').TrimEnd();
        if (code.Length == 0)
            return;
        var longest = Backticks().Matches(code).Select(match => match.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        _blocks.Add(new Block($"{fence}\n{code}\n{fence}"));
    }

    private void AddQuote(IElement element, IElement? speaker)
    {
        var inner = new HtmlBlocks(nesting + 1);
        inner.Read(element, speaker);
        var name = speaker is null ? "" : Inner(speaker).Replace('\n', ' ').TrimStart('—', '–', '-', '\\', ' ', '\u00A0');
        LeftOut += inner.LeftOut;
        var text = inner.ToMarkdown();
        if (text.Length == 0)
        {
            if (name.Length > 0)
                _blocks.Add(new Block(name));
            return;
        }
        if (name.Length > 0)
            text += $"\n\n— {name}";
        _blocks.Add(new Block(string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? ">" : "> " + line))));
    }

    private void AddList(IElement element)
    {
        var ordered = element.LocalName == "ol";
        var follows = _blocks.Count > 0 ? _blocks[^1].ListMarker : '\0';
        // Two lists in a row with one marker would be one list (CommonMark 5.3).
        var marker = ordered ? follows == '.' ? ')' : '.' : follows == '-' ? '*' : '-';
        var number = ordered && int.TryParse(element.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && start < 900_000_000 ? start : 1;
        var items = new List<string>();
        var loose = false;
        foreach (var child in element.ChildNodes)
        {
            var item = new HtmlBlocks(nesting + 1);
            if (child is IElement { LocalName: "li" })
                item.Read(child);
            else
                item.ReadNode(child);
            LeftOut += item.LeftOut;
            if (item._blocks.Count == 0)
                continue;
            loose |= item._blocks.Skip(1).Any(block => block.ListMarker == '\0');
            var prefix = ordered ? string.Create(CultureInfo.InvariantCulture, $"{number++}{marker} ") : $"{marker} ";
            items.Add(prefix + item.Indented(prefix.Length));
        }
        if (items.Count > 0)
            _blocks.Add(new Block(string.Join(loose ? "\n\n" : "\n", items), marker));
    }

    // What stands in a list without being an item; HTML does not allow it, but browsers show it.
    private void ReadNode(INode node)
    {
        Node(node, default, 0);
        Flush();
    }

    private string Indented(int width)
    {
        var text = _blocks[0].Text;
        foreach (var block in _blocks.Skip(1))
            text += (block.ListMarker == '\0' ? "\n\n" : "\n") + block.Text;
        return LineStarts().Replace(text, new string(' ', width));
    }

    private static string Inner(IElement element)
    {
        var inner = new HtmlBlocks(DeepestNesting, flat: true);
        inner.Read(element);
        return string.Join(' ', inner._blocks.Select(block => block.Text));
    }

    private static IElement? QuoteIn(IElement figure) => figure.Children.FirstOrDefault(child => child.LocalName == "blockquote");

    private static IElement? SpeakerIn(IElement quote) => quote.LastElementChild switch
    {
        { LocalName: "footer" or "cite" or "figcaption" } last when IsLast(last) => last,
        { LocalName: "p", ChildElementCount: 1 } last when last.FirstElementChild!.LocalName == "cite"
            && last.TextContent.Trim().TrimStart('—', '–', '-', ' ', '\u00A0') == last.FirstElementChild.TextContent.Trim() => last,
        _ => null,
    };

    private static bool IsLast(IElement element)
    {
        for (var next = element.NextSibling; next is not null; next = next.NextSibling)
        {
            if (next is IText text && !string.IsNullOrWhiteSpace(text.Data))
                return false;
        }
        return true;
    }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();

    // Not before empty lines: trailing spaces would mean a line break.
    [GeneratedRegex(@"(?<=\n)(?!\n)")]
    private static partial Regex LineStarts();
}
