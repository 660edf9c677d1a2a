using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Live;

namespace LiveBlog.Web.Tests;

/// <summary>
/// A reader's page: what it loaded, and the protocol's rule for what arrives. Written from docs/protocol.md alone, as a
/// second opinion beside the browser's replica.
/// </summary>
public sealed class ReaderPage
{
    private readonly Dictionary<string, Item> entries = [];
    private readonly Dictionary<string, Item> parts = [];

    private sealed record Item(long Revision, string? Html, string Position, bool Pinned, int Rank = 0);

    public string Epoch { get; private init; } = "";

    public long Revision { get; private set; }

    public bool MustReload { get; private set; }

    public static async Task<ReaderPage> LoadAsync(LiveBlogApp app, string slug)
    {
        var html = await app.Client.GetStringAsync($"/live/{slug}");
        var document = await new HtmlParser().ParseDocumentAsync(html);
        var feed = document.GetElementById("entries")!;
        var page = new ReaderPage { Epoch = feed.GetAttribute("data-epoch")!, Revision = long.Parse(feed.GetAttribute("data-revision")!) };
        foreach (var article in feed.Children.Where(child => child.ClassList.Contains("entry")))
            page.entries[article.Id!["e-".Length..]] = new Item(RevisionOf(article), Normal(article.OuterHtml), article.GetAttribute("data-position")!, article.HasAttribute("data-pinned"),
                int.Parse(article.GetAttribute("data-pinned") ?? "0"));
        foreach (var part in document.QuerySelectorAll("[data-part]"))
            page.parts[part.Id!] = new Item(RevisionOf(part), part.OuterHtml, "", false);
        return page;
    }

    /// <summary>What the reader sees: the parts, then the entries from the newest, the pinned ones first.</summary>
    public IReadOnlyList<string> Shown => [
        .. parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => part.Value.Html!),
        .. entries.Values.Where(entry => entry.Html is not null).OrderByDescending(entry => entry.Pinned)
            .ThenByDescending(entry => entry.Rank).ThenByDescending(entry => entry.Position, StringComparer.Ordinal).Select(entry => entry.Html!)];

    public void Apply(ChangeMessage message)
    {
        if (message.Reload || message.Epoch != Epoch)
        {
            MustReload = true;
            return;
        }
        foreach (var entry in message.Entries)
            Keep(entries, entry.Id.ToString(), new Item(entry.Revision, Normal(entry.Html), entry.Position ?? "", entry.Pinned == true, entry.Rank ?? 0));
        foreach (var part in message.Event?.Parts ?? [])
            Keep(parts, part.Id, new Item(part.Revision, Normal(part.Html), "", false));
        if (message.From <= Revision)
            Revision = Math.Max(Revision, message.To);
    }

    private void Keep(Dictionary<string, Item> items, string id, Item item)
    {
        if (item.Revision > Revision && (!items.TryGetValue(id, out var known) || item.Revision > known.Revision))
            items[id] = item;
    }

    // Through the same parser as the page, so that only a difference of content counts. Whether an entry begins a day
    // depends on its neighbours: the page says it, and a script where entries come and go.
    private static string? Normal(string? html)
    {
        if (html is null)
            return null;
        var element = new HtmlParser().ParseDocument(html).Body!.FirstElementChild!;
        element.QuerySelector(".day")?.SetAttribute("hidden", "");
        return element.OuterHtml;
    }

    private static long RevisionOf(IElement element) => long.Parse(element.GetAttribute("data-revision")!);
}
