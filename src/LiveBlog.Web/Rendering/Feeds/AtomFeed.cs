using System.Globalization;
using System.Xml;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>Atom 1.0 (RFC 4287), with tombstones for what was taken back (RFC 6721).</summary>
public static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>The feed as UTF-8.</summary>
    public static byte[] Write(Feed feed) => XmlWriting.Document(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xmlns", "at", null, Tombstones);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        xml.Text("id", Urn(feed.Id));
        xml.Text("title", feed.Title);
        if (feed.Description.Length > 0)
            xml.Text("subtitle", feed.Description);
        xml.Text("updated", Time(feed.UpdatedAt));
        xml.Empty("link", ("rel", "self"), ("type", "application/atom+xml"), ("href", $"{feed.Address}.atom"));
        xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("href", feed.Page));
        xml.Text("icon", feed.Icon);
        xml.Text("generator", "LiveBlog");
        // Stands for the entries that name nobody, too.
        Person(xml, feed.Publisher);
        foreach (var item in feed.Items)
            Entry(xml, item);
        foreach (var deleted in feed.Deleted)
        {
            xml.WriteStartElement("at", "deleted-entry", Tombstones);
            xml.WriteAttributeString("ref", Urn(deleted.Id));
            xml.WriteAttributeString("when", Time(deleted.At));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, FeedItem item)
    {
        xml.WriteStartElement("entry");
        xml.Text("id", Urn(item.Id));
        xml.Text("title", item.Title);
        xml.Text("published", Time(item.PublishedAt));
        xml.Text("updated", Time(item.UpdatedAt));
        xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("href", item.Address));
        foreach (var file in item.Enclosures)
        {
            xml.Empty("link", ("rel", "enclosure"), ("type", file.MediaType), ("href", file.Address),
                ("length", file.Length > 0 ? file.Length.ToString(CultureInfo.InvariantCulture) : null),
                ("title", file.Title.Length > 0 ? file.Title : null));
        }
        foreach (var author in item.Authors)
            Person(xml, author.Name);
        foreach (var (term, label) in item.Categories)
            xml.Empty("category", ("term", term), ("label", label));
        if (item.Html.Length > 0)
            xml.Text("content", item.Html, ("type", "html"));
        xml.WriteEndElement();
    }

    private static void Person(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.Text("name", name);
        xml.WriteEndElement();
    }

    private static string Urn(Guid id) => $"urn:uuid:{id}";

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
