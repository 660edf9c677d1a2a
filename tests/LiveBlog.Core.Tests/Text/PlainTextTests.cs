using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class PlainTextTests
{
    [Theory]
    [InlineData("Un **mot** et *deux*", "Un mot et deux")]
    [InlineData("# Titre\n\nTexte", "Titre\n\nTexte")]
    [InlineData("Une ligne\nune autre", "Une ligne\nune autre")]
    [InlineData("[lien](/x) ![image](/y)", "lien image")]
    [InlineData("[](https://exemple.fr)", "https://exemple.fr")]
    [InlineData("<https://exemple.fr>", "https://exemple.fr")]
    [InlineData("- un\n- deux\n  - trois", "un\ndeux\ntrois")]
    [InlineData("> Oui.\n> — Anna", "Oui.\n— Anna")]
    [InlineData("`a*b` &amp; \\*", "a*b & *")]
    [InlineData("```\ncode\n```", "code")]
    [InlineData("<b>brut</b>", "<b>brut</b>")]
    [InlineData("|a|b|\n|-|-|\n|1|2|", "a b\n1 2")]
    [InlineData("::: key-figure\n43 %\ndes **députés**\n— Chambre\n:::", "43 %\ndes députés\n— Chambre")]
    [InlineData("::: known-unknown\n### Connu\n- un\n### Inconnu\n- deux\n:::", "Connu\n\nun\n\nInconnu\n\ndeux")]
    [InlineData("  ", "")]
    public void Only_the_text_is_left(string markdown, string text) => Assert.Equal(text, PlainText.FromMarkdown(markdown));
}
