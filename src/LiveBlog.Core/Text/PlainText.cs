using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>Text without markup, for titles, descriptions, feeds and structured data.</summary>
public static class PlainText
{
    /// <summary>
    /// What a reader would read of the Markdown: paragraphs separated by a blank line, lines, list items and table rows
    /// by <c>\n</c>, cells by a space. An image gives its alternative text, a link its text. Not HTML: encode it where
    /// it goes into a page.
    /// </summary>
    /// <param name="markdown">Markdown as <see cref="MarkdownText.ToHtml"/> takes it.</param>
    public static string FromMarkdown(string markdown)
    {
        MarkdownDocument document;
        try
        {
            document = MarkdownText.Parse(markdown);
        }
        catch (ArgumentException)
        {
            // Nested too deep to be read as Markdown; ToHtml shows it as typed, too.
            return CleanText.From(markdown).Trim();
        }
        return CleanText.From(Blocks(document)).Trim();
    }

    private static string Blocks(ContainerBlock container) => Join(container, container is ListItemBlock ? "\n" : "\n\n");

    private static string Join(ContainerBlock container, string separator) =>
        string.Join(separator, container.Select(Block).Where(text => text.Length > 0));

    private static string Block(Block block) => block switch
    {
        TableRow row => Join(row, " "),
        Table or ListBlock => Join((ContainerBlock)block, "\n"),
        ContainerBlock container => Blocks(container),
        CodeBlock code => code.Lines.ToString().Trim('\n'),
        LeafBlock { Inline: { } inlines } => Inlines(inlines).Trim(),
        _ => "",
    };

    private static string Inlines(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container)
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                CodeInline code => code.Content,
                AutolinkInline link => link.Url,
                LinkInline { IsImage: false, FirstChild: null } link => SafeLink.From(link.Url) ?? "",
                LineBreakInline => "\n",
                ContainerInline inner => Inlines(inner),
                _ => "",
            });
        }
        return text.ToString();
    }
}
