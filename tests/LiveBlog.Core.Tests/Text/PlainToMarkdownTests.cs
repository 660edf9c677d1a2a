using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class PlainToMarkdownTests
{
    [Theory]
    [InlineData("1. Un")]
    [InlineData("1) Un")]
    [InlineData("# Un")]
    [InlineData("#")]
    [InlineData("* Un")]
    [InlineData("+ Un")]
    [InlineData("- Un")]
    [InlineData("-")]
    [InlineData("> Un")]
    [InlineData("---")]
    [InlineData("- - -")]
    [InlineData("***")]
    [InlineData("___")]
    [InlineData("~~~")]
    [InlineData("```")]
    [InlineData("un *mot* et _deux_ et **trois** et __quatre__")]
    [InlineData("~~un~~")]
    [InlineData("`un`")]
    [InlineData("[x](y)")]
    [InlineData("![x](y)")]
    [InlineData("[x]: https://exemple.fr")]
    [InlineData("<b>un</b>")]
    [InlineData("<https://exemple.fr>")]
    [InlineData("a | b")]
    [InlineData("&amp; &#65; &copy;")]
    [InlineData("C:\\dossier\\*")]
    [InlineData("snake_case_nom")]
    [InlineData("    quatre espaces")]
    [InlineData("fin\\")]
    [InlineData("ftp://exemple.fr/a_b_")]
    [InlineData("mailto:a_b_@exemple.fr")]
    [InlineData("www.exemple.fr/_a_")]
    [InlineData("https://exemple.fr/_a_?b=*c*&copy;=1")]
    [InlineData("(https://exemple.fr/a_(b))")]
    public void Text_looks_the_same_when_rendered(string text)
    {
        var html = MarkdownText.ToHtml(PlainToMarkdown.Convert(text), "de");
        Assert.StartsWith("<p>", html);
        Assert.Equal(Check.Words(text), Check.WordsOf(html));
    }

    [Fact]
    public void A_line_of_signs_under_a_line_makes_no_heading() =>
        Assert.Equal("<p>un<br>\n===<br>\n---</p>\n", MarkdownText.ToHtml(PlainToMarkdown.Convert("un\n===\n---"), "de"));

    [Fact]
    public void Lines_of_a_table_stay_lines() =>
        Assert.DoesNotContain("<table", MarkdownText.ToHtml(PlainToMarkdown.Convert("|a|b|\n|-|-|\n|1|2|"), "de"));

    [Fact]
    public void Blank_lines_separate_paragraphs() =>
        Assert.Equal("un\ndeux\n\ntrois", PlainToMarkdown.Convert("\n un \r\ndeux\r\n \r\n\r\n\r\ntrois\n"));

    [Theory]
    [InlineData("Il est 18:38, Ukraine: réunion (1re) - suite !")]
    [InlineData("Voir https://exemple.fr/a-b?c=d_e ici")]
    [InlineData("l'an_2022, 50 % & plus, 3 < 4")]
    public void Ordinary_text_is_not_cluttered(string text) => Assert.Equal(text.Replace("<", "\\<"), PlainToMarkdown.Convert(text));

    [Fact]
    public void Web_addresses_become_links() =>
        Assert.Contains("<a href=\"https://exemple.fr/a_b\"", MarkdownText.ToHtml(PlainToMarkdown.Convert("«https://exemple.fr/a_b»"), "de"));

    [Fact]
    public void Any_text_looks_the_same_when_rendered()
    {
        string[] pieces =
        [
            "a", "mot", "1", "12. ", " ", " ", "  ", "\n", "\n", "\n\n", "\t", "\u00A0", "*", "**", "_", "__", "`", "```", "~~", "~", "#", "# ", "+ ", "- ", "-", "---", "=",
            "> ", ">", "<", "<b>", "[", "]", "[x](y)", "](", "!", "!", "|", "|-|", "\\", "&", "&amp;", "&#65;", ":", ".", "(", ")", "'", "\"", "é", "«", "»",
            "https://a.fr", "http://", "https://a_b.fr/_c_*d*", "www.", "www.a.fr", "ftp://a.fr/_", "mailto:", "tel:", "a@b.fr", "\uD83D\uDE00", "\u2028",
        ];
        Check.ForTextsOf(pieces, text =>
            Assert.Equal(Check.Words(text), Check.WordsOf(MarkdownText.ToHtml(PlainToMarkdown.Convert(text), "de"))));
    }
}
