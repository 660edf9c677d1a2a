using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("Un *mot* et **deux**", "<p>Un <em>mot</em> et <strong>deux</strong></p>")]
    [InlineData("Une ligne\nune autre", "<p>Une ligne<br>\nune autre</p>")]
    [InlineData("~~faux~~ vrai", "<p><del>faux</del> vrai</p>")]
    [InlineData("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>")]
    [InlineData("avant\n\n---\n\naprès", "<p>avant</p>\n<hr>\n<p>après</p>")]
    [InlineData("`a<b`", "<p><code>a&lt;b</code></p>")]
    public void Markdown_becomes_html(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("# Un", "<h4>Un</h4>")]
    [InlineData("# Un\n## Deux\n### Trois\n#### Quatre", "<h4>Un</h4>\n<h5>Deux</h5>\n<h6>Trois</h6>\n<h6>Quatre</h6>")]
    [InlineData("### Trois\n# Un\n### Trois", "<h4>Trois</h4>\n<h4>Un</h4>\n<h5>Trois</h5>")]
    [InlineData("### Un\n### Deux\n#### Trois\n### Quatre", "<h4>Un</h4>\n<h4>Deux</h4>\n<h5>Trois</h5>\n<h4>Quatre</h4>")]
    [InlineData("Un\n===", "<h4>Un</h4>")]
    [InlineData("#", "")]
    public void Headings_stand_below_the_entrys_own(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("un <b onclick=\"x\">mot</b>", "<p>un &lt;b onclick=&quot;x&quot;&gt;mot&lt;/b&gt;</p>")]
    [InlineData("<!-- rien -->", "<p>&lt;!-- rien --&gt;</p>")]
    public void Raw_html_is_shown_as_text(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Fact]
    public void Tables_carry_alignment_as_class_because_inline_styles_are_not_allowed()
    {
        var html = Html("| Pays | Voix |\n|---|--:|\n| A | 12 |\n| B | 7 | trop |");
        Assert.Contains("<th class=\"align-right\">Voix</th>", html);
        Assert.Contains("<td>A</td>\n<td class=\"align-right\">12</td>", html);
        Assert.DoesNotContain("style=", html);
        Assert.DoesNotContain("trop", html);
    }

    [Theory]
    [InlineData("[a](https://exemple.fr/x)", "<a href=\"https://exemple.fr/x\" rel=\"noopener\">a</a>")]
    [InlineData("[a](HTTP://Exemple.fr)", "<a href=\"http://exemple.fr\" rel=\"noopener\">a</a>")]
    [InlineData("[a](mailto:desk@exemple.fr)", "<a href=\"mailto:desk@exemple.fr\">a</a>")]
    [InlineData("[a](tel:+3212345)", "<a href=\"tel:+3212345\">a</a>")]
    [InlineData("[a](/live/x)", "<a href=\"/live/x\">a</a>")]
    [InlineData("[a](#e-1)", "<a href=\"#e-1\">a</a>")]
    [InlineData("[a](https://exemple.fr/x \"titre\")", "<a href=\"https://exemple.fr/x\" rel=\"noopener\" title=\"titre\">a</a>")]
    [InlineData("https://exemple.fr/a_b_c", "<a href=\"https://exemple.fr/a_b_c\" rel=\"noopener\">https://exemple.fr/a_b_c</a>")]
    [InlineData("www.exemple.fr", "<a href=\"https://www.exemple.fr\" rel=\"noopener\">www.exemple.fr</a>")]
    [InlineData("<desk@exemple.fr>", "<a href=\"mailto:desk@exemple.fr\">desk@exemple.fr</a>")]
    [InlineData("[](https://exemple.fr)", "<a href=\"https://exemple.fr\" rel=\"noopener\">https://exemple.fr</a>")]
    [InlineData("[a][1]\n\n[1]: https://exemple.fr", "<a href=\"https://exemple.fr\" rel=\"noopener\">a</a>")]
    [InlineData("[a](https://élysée.fr/é)", "<a href=\"https://xn--lyse-9oad.fr/%C3%A9\" rel=\"noopener\">a</a>")]
    [InlineData("[a](<https://exemple.fr/a b|c[d]{e}#f#g>)", "<a href=\"https://exemple.fr/a%20b%7Cc%5Bd%5D%7Be%7D#f%23g\" rel=\"noopener\">a</a>")]
    [InlineData("[a](https://exemple.fr/?a=1&b=2)", "<a href=\"https://exemple.fr/?a=1&amp;b=2\" rel=\"noopener\">a</a>")]
    public void Safe_links_stay(string markdown, string link) => Assert.Equal($"<p>{link}</p>", Html(markdown));

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](<java\tscript:alert(1)>)")]
    [InlineData("[a](<java\u0001script:alert(1)>)")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](javascript&colon;alert(1))")]
    [InlineData("[a](javascript&#58;alert(1))")]
    [InlineData("[a](java&Tab;script:alert(1))")]
    [InlineData("[a](&#1;javascript:alert(1))")]
    [InlineData("[a](java\\script:alert(1))")]
    [InlineData("[a](\u200Bjavascript:alert(1))")]
    [InlineData("[a](data:text/html;base64,AAAA)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("[a](ftp://exemple.fr)")]
    [InlineData("[a](//exemple.fr)")]
    [InlineData("[a](/\\exemple.fr)")]
    [InlineData("[a](/&Tab;/exemple.fr)")]
    [InlineData("[a](page.html)")]
    [InlineData("[a](https:exemple.fr)")]
    [InlineData("[a](https://)")]
    [InlineData("[a]()")]
    [InlineData("[a][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("![a](javascript:alert(1))")]
    public void Other_links_are_plain_text(string markdown) => Assert.Equal("<p>a</p>", Html(markdown));

    [Fact]
    public void An_unsafe_autolink_is_plain_text() => Assert.Equal("<p>javascript:alert(1)</p>", Html("<javascript:alert(1)>"));

    [Theory]
    [InlineData("![La salle](https://exemple.fr/salle.jpg)", "<p><a href=\"https://exemple.fr/salle.jpg\" rel=\"noopener\">La salle</a></p>")]
    [InlineData("![](/salle.jpg)", "<p><a href=\"/salle.jpg\">/salle.jpg</a></p>")]
    [InlineData("[![La salle](/salle.jpg)](/page)", "<p><a href=\"/page\">La salle</a></p>")]
    public void Images_are_never_loaded(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("[voir https://a.fr ici](https://b.fr)")]
    [InlineData("[voir <https://a.fr> ici](https://b.fr)")]
    public void A_link_never_stands_inside_a_link(string markdown) =>
        Assert.Equal("<p><a href=\"https://b.fr\" rel=\"noopener\">voir https://a.fr ici</a></p>", Html(markdown));

    [Theory]
    [InlineData("> Nous avançons.\n> — Anna Lind, ministre", "<p>Nous avançons.</p>\n", "Anna Lind, ministre")]
    [InlineData("> Nous avançons.\n>\n> – Anna Lind", "<p>Nous avançons.</p>\n", "Anna Lind")]
    [InlineData("> Un.\n> Deux.\n> -- *Anna* Lind", "<p>Un.<br>\nDeux.</p>\n", "<em>Anna</em> Lind")]
    [InlineData("> - un\n> - deux\n>\n> — Anna Lind", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n", "Anna Lind")]
    [InlineData("> Un.\n> — [Anna](javascript:x)", "<p>Un.</p>\n", "Anna")]
    [InlineData("> Un.\n> — [Anna](/x)", "<p>Un.</p>\n", "<a href=\"/x\">Anna</a>")]
    public void A_quote_with_a_speaker_is_a_figure(string markdown, string quote, string speaker) => Assert.Equal(
        $"<figure class=\"quote\"><blockquote>\n{quote}</blockquote><figcaption>{speaker}</figcaption></figure>", Html(markdown));

    [Theory]
    [InlineData("> Nous avançons.")]
    [InlineData("> — Anna Lind")]
    [InlineData("> Nous avançons.\n> —")]
    [InlineData("> Nous avançons - dit-elle -- enfin")]
    public void A_quote_without_speaker_is_a_plain_block_quote(string markdown)
    {
        Assert.StartsWith("<blockquote>", Html(markdown));
        Assert.DoesNotContain("figure", Html(markdown));
    }

    [Theory]
    [InlineData("::: key-figure\n43 %\ndes députés ont voté **contre**\n— Chambre\n:::",
        "<p class=\"number\">43 %</p>\n<p>des députés ont voté <strong>contre</strong></p>\n<figcaption>Chambre</figcaption>")]
    [InlineData(":::key-figure\n43 %\n:::", "<p class=\"number\">43 %</p>\n")]
    [InlineData("::: key-figure\n43 %\n— Chambre\n:::", "<p class=\"number\">43 %</p>\n<figcaption>Chambre</figcaption>")]
    [InlineData("::: key-figure\n<b onclick=x>\n— [a](javascript:alert(1))\n:::",
        "<p class=\"number\">&lt;b onclick=x&gt;</p>\n<figcaption>a</figcaption>")]
    public void A_key_figure_is_a_number_what_it_measures_and_its_source(string markdown, string figure) =>
        Assert.Equal($"<figure class=\"key-figure\">{figure}</figure>", Html(markdown));

    [Fact]
    public void What_is_known_and_what_is_not_stand_beside_each_other() => Assert.Equal(
        "<div class=\"known-unknown\"><div><h4>Connu</h4>\n<ul>\n<li>un</li>\n</ul>\n</div><div><h4>Inconnu</h4>\n<ul>\n<li>deux</li>\n</ul>\n</div></div>",
        Html("::: known-unknown\n### Connu\n- un\n\n### Inconnu\n- deux\n:::"));

    [Theory]
    [InlineData("::: autre\ntexte\n:::", "<p>::: autre<br>\ntexte<br>\n:::</p>")]
    [InlineData("::: key-figure onclick=x\n:::", "<p>::: key-figure onclick=x<br>\n:::</p>")]
    [InlineData(":: key-figure", "<p>:: key-figure</p>")]
    [InlineData("un ::mot:: deux", "<p>un ::mot:: deux</p>")]
    [InlineData("::: key-figure\n:::", "")]
    [InlineData("::: known-unknown\n:::", "")]
    [InlineData("::: key-figure\n- un\n:::", "<ul>\n<li>un</li>\n</ul>")]
    public void Other_colons_are_text_and_empty_blocks_are_nothing(string markdown, string html) => Assert.Equal(html, Html(markdown));

    [Theory]
    [InlineData("Quoi? **Non** ! [lien](/x) :", "<p>Quoi^? <strong>Non</strong>^! <a href=\"/x\">lien</a>~:</p>")]
    [InlineData("**Quoi**? *Non !*", "<p><strong>Quoi</strong>^? <em>Non^!</em></p>")]
    [InlineData("[lien ](/x)!", "<p><a href=\"/x\">lien</a>^!</p>")]
    [InlineData("«**mot**»", "<p>«~<strong>mot</strong>~»</p>")]
    [InlineData("« **mot** »", "<p>«~<strong>mot</strong>~»</p>")]
    [InlineData("**«** mot **»**", "<p><strong>«~</strong>mot<strong>~»</strong></p>")]
    [InlineData("`a!` !", "<p><code>a!</code>^!</p>")]
    [InlineData("`a ? b`", "<p><code>a ? b</code></p>")]
    [InlineData("&laquo;mot&raquo;&nbsp;!", "<p>«~mot~»^!</p>")]
    [InlineData("Non\\!", "<p>Non^!</p>")]
    [InlineData("un\n! deux", "<p>un<br>\n! deux</p>")]
    [InlineData("https://exemple.fr/?a=b !", "<p><a href=\"https://exemple.fr/?a=b\" rel=\"noopener\">https://exemple.fr/?a=b</a>^!</p>")]
    [InlineData("# Oui!", "<h4>Oui^!</h4>")]
    [InlineData("> Oui!\n> — Anna: ministre", "<figure class=\"quote\"><blockquote>\n<p>Oui^!</p>\n</blockquote><figcaption>Anna~: ministre</figcaption></figure>")]
    public void French_text_gets_French_spaces_across_markup(string markdown, string html) =>
        Assert.Equal(html.Replace('~', '\u00A0').Replace('^', '\u202F'), Html(markdown, "fr"));

    [Fact]
    public void Code_blocks_keep_their_spaces() => Assert.Contains("a ? b : c;", Html("```\na ? b : c;\n```", "fr"));

    [Theory]
    [InlineData("en", "\"**word**\" don't `a \"b\"`", "<p>“<strong>word</strong>” don’t <code>a &quot;b&quot;</code></p>")]
    [InlineData("en", "**\"word**\"", "<p><strong>“word</strong>”</p>")]
    [InlineData("en", "> \"Yes\"\n> — Anna O'Neill", "<figure class=\"quote\"><blockquote>\n<p>“Yes”</p>\n</blockquote><figcaption>Anna O’Neill</figcaption></figure>")]
    [InlineData("es", "[\"sí\"](/x \"a\")", "<p><a href=\"/x\" title=\"a\">“sí”</a></p>")]
    [InlineData("ru", "**НАТО** — &quot;союз&quot;", "<p><strong>НАТО</strong>~— «союз»</p>")]
    public void Other_languages_get_their_marks_across_markup(string language, string markdown, string html) =>
        Assert.Equal(html.Replace('~', '\u00A0'), Html(markdown, language));

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    public void Markdown_is_set_as_plain_text_is(string language)
    {
        string[] pieces = ["mot", " ", "\u00A0", ":", ";", "!", "?", "«", "»", "(", ")", "**", "*", "[l](/x)", "1", "\"", "'", "—"];
        Check.ForTextsOf(pieces, markdown =>
        {
            var plain = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Html(markdown, "de")).Body!.TextContent;
            var set = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Html(markdown, language)).Body!.TextContent;
            Assert.Equal(Typography.Apply(plain, language), set);
        });
    }

    [Fact]
    public void Forbidden_characters_are_dropped() => Assert.Equal("<p>abcd</p>", Html("a\u0001b\u0085c&#1;d\uFFFE"));

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("*a **b ")]
    [InlineData("[")]
    public void Senseless_nesting_is_shown_as_typed(string piece)
    {
        var markdown = string.Concat(Enumerable.Repeat(piece, 3000)) + "x";
        var html = Html(markdown);
        Assert.StartsWith("<", html);
        Assert.Contains("x", html);
        Assert.Contains("x", PlainText.FromMarkdown(markdown));
    }

    private static string Html(string markdown, string language = "en") => MarkdownText.ToHtml(markdown, language).TrimEnd('\n');
}
