using System.Globalization;
using System.Xml;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>RSS 2.0, by the RSS Board's Best Practices Profile; it can't say what was taken back.</summary>
public static class RssFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>The feed as UTF-8.</summary>
    public static byte[] Write(Feed feed) => XmlWriting.Document(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteAttributeString("xmlns", "content", null, Content);
        xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
        xml.WriteStartElement("channel");
        xml.Text("title", feed.Title);
        xml.Text("link", feed.Page);
        // Must be there, but may say little.
        xml.Text("description", feed.Description.Length > 0 ? feed.Description : feed.Title);
        xml.Text("language", feed.Language);
        xml.Text("lastBuildDate", Time(feed.UpdatedAt));
        xml.Text("generator", "LiveBlog");
        xml.Text("atom", "link", Atom, "", ("rel", "self"), ("type", "application/rss+xml"), ("href", $"{feed.Address}.rss"));
        xml.WriteStartElement("image");
        xml.Text("url", feed.Icon);
        xml.Text("title", feed.Title);
        xml.Text("link", feed.Page);
        xml.WriteEndElement();
        foreach (var item in feed.Items)
            Item(xml, item);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Item(XmlWriter xml, FeedItem item)
    {
        xml.WriteStartElement("item");
        xml.Text("title", item.Title);
        xml.Text("link", item.Address);
        xml.Text("guid", $"urn:uuid:{item.Id}", ("isPermaLink", "false"));
        xml.Text("pubDate", Time(item.PublishedAt));
        foreach (var author in item.Authors)
            xml.Text("dc", "creator", DublinCore, author.Name);
        foreach (var category in item.Categories)
            xml.Text("category", category.Label);
        if (item.Text.Length > 0)
            xml.Text("description", item.Text);
        if (item.Html.Length > 0)
            xml.Text("content", "encoded", Content, item.Html);
        // The profile: readers take only one.
        if (item.Enclosures.FirstOrDefault() is { } file)
            xml.Empty("enclosure", ("url", file.Address), ("length", file.Length.ToString(CultureInfo.InvariantCulture)), ("type", file.MediaType));
        xml.WriteEndElement();
    }

    private static string Time(DateTime utc) => utc.ToString("R", CultureInfo.InvariantCulture);
}
