using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;

namespace LiveBlog.Core.Tests.Text;

/// <summary>What the tests of text share: random texts and the words a reader would read.</summary>
internal static class Check
{
    /// <summary>How many random texts each property is tried with; set LIVEBLOG_CHECKS for a long run.</summary>
    private static readonly int Times =
        int.TryParse(Environment.GetEnvironmentVariable("LIVEBLOG_CHECKS"), out var times) ? times : 500;

    /// <summary>Fails with the smallest text found for which the property does not hold.</summary>
    public static void ForTextsOf(IEnumerable<string> pieces, Action<string> property)
    {
        var texts = Gen.Elements(pieces).ListOf().Select(list => string.Concat(list));
        var shrinkable = Arb.From(texts, text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)));
        Prop.ForAll(shrinkable, property).Check(Config.QuickThrowOnFailure.WithMaxTest(Times));
    }

    /// <summary>The text of the HTML, each white space (no-break ones too) one space.</summary>
    public static string WordsOf(string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.QuerySelectorAll("br, p, li, div, blockquote, figcaption, h1, h2, h3, h4, h5, h6, hr, pre"))
        {
            element.InsertBefore(document.CreateTextNode(" "));
            element.InsertAfter(document.CreateTextNode(" "));
        }
        return Words(document.Body!.TextContent);
    }

    /// <summary>The words of a plain text.</summary>
    public static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void InsertBefore(this AngleSharp.Dom.IElement element, AngleSharp.Dom.INode node) =>
        element.Parent!.InsertBefore(node, element);

    private static void InsertAfter(this AngleSharp.Dom.IElement element, AngleSharp.Dom.INode node) =>
        element.Parent!.InsertBefore(node, element.NextSibling);
}
