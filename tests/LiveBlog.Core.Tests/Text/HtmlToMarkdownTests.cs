using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class HtmlToMarkdownTests
{
    [Theory]
    [InlineData("<p>Un</p><p>Deux</p>", "Un\n\nDeux")]
    [InlineData("Un<br>deux<br/>trois", "Un\ndeux\ntrois")]
    [InlineData("Un<br><br>deux", "Un\n\ndeux")]
    [InlineData("Un <b>mot</b> et <em>deux</em>", "Un **mot** et *deux*")]
    [InlineData("<strong>Un </strong>mot", "**Un** mot")]
    [InlineData("<b>Un</b> <b>deux</b>", "**Un deux**")]
    [InlineData("<b>Un <i>deux</i></b>", "**Un *deux***")]
    [InlineData("<b>un</b><i>deux</i>", "**un***deux*")]
    [InlineData("<b>Un<br>deux</b>", "**Un**\n**deux**")]
    [InlineData("<h2>Titre #</h2>", "## Titre \\#")]
    [InlineData("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb")]
    [InlineData("un <code>a*`b</code>", "un ``a*`b``")]
    [InlineData("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```")]
    [InlineData("<ul><li>un</li><li>deux<ul><li>trois</li></ul></li></ul>", "- un\n- deux\n  - trois")]
    [InlineData("<ol start=3><li>un</li><li><p>deux</p><p>trois</p></li></ol>", "3. un\n\n4. deux\n\n   trois")]
    [InlineData("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b")]
    [InlineData("<blockquote><p>Un</p><p>deux</p></blockquote>", "> Un\n>\n> deux")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc")]
    public void Elements_become_markdown(string html, string markdown) => Assert.Equal(markdown, HtmlToMarkdown.Convert(html));

    [Theory]
    [InlineData("<blockquote><p>Oui.</p><cite>Anna Lind</cite></blockquote>")]
    [InlineData("<blockquote><p>Oui.</p><footer>— <cite>Anna Lind</cite></footer></blockquote>")]
    [InlineData("<blockquote><p>Oui.</p><p><cite>Anna Lind</cite></p></blockquote>")]
    [InlineData("<blockquote><p>Oui.</p><p>— Anna Lind</p></blockquote>")]
    [InlineData("<figure><blockquote>Oui.</blockquote><figcaption>Anna Lind</figcaption></figure>")]
    public void A_quotes_speaker_is_its_last_line(string html)
    {
        var markdown = HtmlToMarkdown.Convert(html);
        Assert.Equal("> Oui.\n>\n> — Anna Lind", markdown.Replace("*", ""));
        Assert.Contains("<figcaption>", MarkdownText.ToHtml(markdown, "fr"));
    }

    [Theory]
    [InlineData("<a href=\"https://exemple.fr/a_(b)?c=1&amp;d=2\">un mot</a>", "[un mot](https://exemple.fr/a_%28b%29?c=1&d=2)")]
    [InlineData("<a href='mailto:desk@exemple.fr'>nous</a>", "[nous](mailto:desk@exemple.fr)")]
    [InlineData("<a href='javascript:x()'>non</a>", "non")]
    [InlineData("<a href=' java&#10;script:x()'>non</a>", "non")]
    [InlineData("<a href='/page'>ailleurs</a>", "ailleurs")]
    [InlineData("Oui !<a href='https://exemple.fr'>voir</a>", "Oui \\![voir](https://exemple.fr)")]
    [InlineData("<a href='https://exemple.fr'><b>gras</b> [1]</a>", "[**gras** \\[1\\]](https://exemple.fr)")]
    [InlineData("<a href='https://exemple.fr'></a>fin", "fin")]
    public void Only_safe_links_from_elsewhere_stay(string html, string markdown) => Assert.Equal(markdown, HtmlToMarkdown.Convert(html));

    [Theory]
    [InlineData("<script>x</script><style>y</style><!-- z --><noscript>n</noscript>mot")]
    [InlineData("<form><p>Abonnez-vous</p><input></form>mot")]
    [InlineData("<iframe src=x></iframe><img src=y><video></video>mot")]
    [InlineData("<p hidden>caché</p>mot")]
    public void What_is_no_text_is_left_out(string html) => Assert.Equal("mot", HtmlToMarkdown.Convert(html));

    [Theory]
    [InlineData("<p>1. un</p>", "1\\. un")]
    [InlineData("<p># un *deux* &lt;b&gt;</p>", "\\# un \\*deux\\* \\<b>")]
    [InlineData("un<br>- deux", "un\n\\- deux")]
    public void Text_is_escaped(string html, string markdown) => Assert.Equal(markdown, HtmlToMarkdown.Convert(html));

    [Fact]
    public void White_space_collapses_as_in_a_browser() =>
        Assert.Equal("un **deux** trois\u00A0!", HtmlToMarkdown.Convert("<p>\n  un\n <b> deux </b>\t trois&nbsp;! \n</p>\n"));

    [Fact]
    public void Emphasis_that_markdown_cannot_write_is_given_up_for_the_text() =>
        Assert.Equal("18h38.Le ministre", HtmlToMarkdown.Convert("<b>18h38.</b>Le ministre"));

    [Fact]
    public void Our_own_html_comes_back()
    {
        const string markdown = "Un **mot** et *deux*.\n\n> Oui.\n>\n> — Anna Lind, ministre\n\n- un\n- deux\n\n[lien](https://exemple.fr)";
        Assert.Equal(markdown, HtmlToMarkdown.Convert(MarkdownText.ToHtml(markdown, "de")));
    }

    [Fact]
    public void Senseless_nesting_keeps_the_text()
    {
        foreach (var tag in new[] { "div", "b", "blockquote", "ul><li" })
            Assert.Contains("mot", HtmlToMarkdown.Convert(string.Concat(Enumerable.Repeat($"<{tag}>", 5000)) + "mot"));
    }

    [Fact]
    public void Any_html_keeps_its_text()
    {
        string[] pieces =
        [
            "mot", "a", " ", " ", "\n", "*", "_", "!", ".", "«", "1. ", "# ", "- ", "&amp;", "&lt;", "[x]", "|", "\\", "`", "~~", "&nbsp;", "https://a.fr/_b_ ", "www.a.fr",
            "<b>", "</b>", "<i>", "</i>", "<a href='https://b.fr'>", "</a>", "<br>", "<p>", "</p>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<blockquote>",
            "</blockquote>", "<h2>", "</h2>", "<code>", "</code>", "<hr>", "<div>", "</div>", "<span>", "</span>",
        ];
        Check.ForTextsOf(pieces, html =>
            Assert.Equal(WithoutSpaces(html), WithoutSpaces(MarkdownText.ToHtml(HtmlToMarkdown.Convert(html), "de"))));

        static string WithoutSpaces(string html) => Check.WordsOf(html).Replace(" ", "");
    }
}
