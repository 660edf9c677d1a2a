using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LiveBlog.Core.Text;

/// <summary>
/// Leaves of a document's links only those that <see cref="SafeLink"/> allows, turns images into links (nothing from
/// elsewhere loads before the reader asks) and dissolves links inside links, which HTML does not allow.
/// </summary>
internal static class LinkRules
{
    public static void Apply(MarkdownDocument document)
    {
        foreach (var block in document.Descendants<LeafBlock>().ToList())
        {
            if (block.Inline is { } inlines)
                Visit(inlines, insideLink: false);
        }
    }

    private static void Visit(ContainerInline container, bool insideLink)
    {
        foreach (var inline in container.ToList())
        {
            if (inline is AutolinkInline written)
                Settle((LinkInline)written.ReplaceBy(AsLink(written)), insideLink);
            else if (inline is LinkInline link)
                Settle(link, insideLink);
            else if (inline is ContainerInline inner)
                Visit(inner, insideLink);
        }
    }

    private static void Settle(LinkInline link, bool insideLink)
    {
        var url = SafeLink.From(link.GetDynamicUrl?.Invoke() ?? link.Url);
        Visit(link, insideLink || url is not null);
        if (url is null || insideLink)
        {
            foreach (var child in link.ToList())
            {
                child.Remove();
                link.InsertBefore(child);
            }
            link.Remove();
            return;
        }
        if (link.FirstChild is null)
            link.AppendChild(new LiteralInline(url));
        link.GetDynamicUrl = null;
        link.Url = url;
        link.IsImage = false;
        if (SafeLink.IsExternal(url))
            link.GetAttributes().AddPropertyIfNotExist("rel", "noopener");
    }

    private static LinkInline AsLink(AutolinkInline written)
    {
        var link = new LinkInline(written.IsEmail ? "mailto:" + written.Url : written.Url, "") { IsAutoLink = true, IsClosed = true };
        link.AppendChild(new LiteralInline(written.Url));
        return link;
    }
}
