using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>A paragraph that is nothing but the address of <see cref="ExternalContent"/>.</summary>
/// <param name="content">What the address leads to.</param>
internal sealed class ExternalBlock(ExternalContent content) : LeafBlock(null)
{
    /// <summary>What the address leads to.</summary>
    public ExternalContent Content => content;

    /// <summary>
    /// Replaces the paragraphs of the document that are such an address; in a list or a quote it stays a link. Comes
    /// before <see cref="LinkRules"/>, which repair an address that must not be taken for a known one.
    /// </summary>
    public static void FindAll(MarkdownDocument document)
    {
        for (var i = 0; i < document.Count; i++)
        {
            if (document[i] is ParagraphBlock { Inline: { FirstChild: { NextSibling: null } only } }
                && AddressOf(only) is { } address && ExternalContent.From(address) is { } content)
                document[i] = new ExternalBlock(content);
        }
    }

    // Only an address that is written out: where it leads must be what the reader sees.
    private static string? AddressOf(Inline inline) => inline switch
    {
        LinkInline { IsAutoLink: true } link => link.Url,
        AutolinkInline { IsEmail: false } link => link.Url,
        _ => null,
    };
}

/// <summary>Writes what a page shows for <see cref="ExternalContent"/>.</summary>
/// <param name="html">Makes the HTML.</param>
internal sealed class ExternalRenderer(Func<ExternalContent, string> html) : HtmlObjectRenderer<ExternalBlock>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, ExternalBlock block) =>
        renderer.EnsureLine().Write(html(block.Content)).EnsureLine();
}
