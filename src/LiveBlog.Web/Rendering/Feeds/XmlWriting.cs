using System.Text;
using System.Xml;

namespace LiveBlog.Web.Rendering.Feeds;

/// <summary>Writing XML that every reader can read.</summary>
public static class XmlWriting
{
    /// <summary>A document as UTF-8.</summary>
    public static byte[] Document(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " " }))
            write(xml);
        return bytes.ToArray();
    }

    /// <summary>
    /// An element that holds text and nothing else. Characters that XML can't hold, not even as a reference (XML 1.0, 2.2), are left out.
    /// </summary>
    public static void Text(this XmlWriter xml, string? prefix, string name, string? ns, string text, params (string Name, string? Value)[] attributes)
    {
        xml.WriteStartElement(prefix, name, ns);
        xml.Attributes(attributes);
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    /// <inheritdoc cref="Text(XmlWriter, string, string, string, string, ValueTuple{string, string}[])" />
    public static void Text(this XmlWriter xml, string name, string text, params (string Name, string? Value)[] attributes) =>
        xml.Text(null, name, null, text, attributes);

    /// <summary>An element that holds nothing.</summary>
    public static void Empty(this XmlWriter xml, string name, params (string Name, string? Value)[] attributes)
    {
        xml.WriteStartElement(name);
        xml.Attributes(attributes);
        xml.WriteEndElement();
    }

    /// <summary>The text without what XML can't hold; half of a surrogate pair is such a thing.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
        }
        return clean.ToString();
    }

    private static void Attributes(this XmlWriter xml, (string Name, string? Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
                xml.WriteAttributeString(name, Clean(value));
        }
    }
}
