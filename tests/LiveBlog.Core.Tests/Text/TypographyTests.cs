using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class TypographyTests
{
    // In the expected texts ~ is U+00A0 and ^ is U+202F.
    [Theory]
    [InlineData("Sommet: la suite", "Sommet~: la suite")]
    [InlineData("Sommet : la suite", "Sommet~: la suite")]
    [InlineData("Sommet~: la suite", "Sommet~: la suite")]
    [InlineData("Sommet^: la suite", "Sommet~: la suite")]
    [InlineData("Sommet  : la suite", "Sommet~: la suite")]
    [InlineData("Quoi?", "Quoi^?")]
    [InlineData("Quoi ?", "Quoi^?")]
    [InlineData("Non! Oui; peut-être", "Non^! Oui^; peut-être")]
    [InlineData("Vraiment?!", "Vraiment^?!")]
    [InlineData("Vraiment ?!?", "Vraiment^?!?")]
    [InlineData("Sûr?...", "Sûr^?...")]
    [InlineData("Il dit: «Oui»", "Il dit~: «~Oui~»")]
    [InlineData("Il dit:« Oui »!", "Il dit~:«~Oui~»^!")]
    [InlineData("«Quoi?»", "«~Quoi^?~»")]
    [InlineData("«»", "«~»")]
    [InlineData("(quoi?)", "(quoi^?)")]
    [InlineData("\"Oui\": il accepte", "\"Oui\"~: il accepte")]
    [InlineData("Voir https://exemple.fr/?a=b!", "Voir https://exemple.fr/?a=b^!")]
    public void Signs_get_the_space_that_French_wants(string typed, string expected) =>
        Assert.Equal(Marked(expected), Typography.Apply(Marked(typed), "fr"));

    [Theory]
    [InlineData("à 18:38 précises")]
    [InlineData("std::vector et a::b")]
    [InlineData("https://exemple.fr/page?a=b;c:d!e")]
    [InlineData("www.exemple.fr:8080/?q=1;2")]
    [InlineData("mailto:desk@exemple.fr?subject=x")]
    [InlineData("Merci :) et ;-) et :D et :'(")]
    [InlineData("le mot (!) et (?) ici")]
    [InlineData("! au début")]
    [InlineData("  ? au début")]
    [InlineData("une ligne\n! une autre")]
    [InlineData("R&amp;D")]
    [InlineData("a != b")]
    [InlineData("clé:valeur")]
    [InlineData("C:\\dossier")]
    [InlineData("« ")]
    [InlineData("")]
    public void What_is_no_punctuation_stays(string text) => Assert.Equal(text, Typography.Apply(text, "fr"));

    [Theory]
    [InlineData("fr")]
    [InlineData("FR")]
    [InlineData("fr-CH")]
    [InlineData("fr-Latn-FR")]
    public void Every_kind_of_French_is_French(string language) => Assert.Equal("Quoi\u202F?", Typography.Apply("Quoi?", language));

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    [InlineData("fro")]
    [InlineData("")]
    public void Other_languages_are_never_touched(string language) =>
        Check.ForTextsOf(Pieces, text => Assert.Same(text, Typography.Apply(text, language)));

    [Fact]
    public void Twice_is_the_same_as_once() => Check.ForTextsOf(Pieces, text =>
    {
        var once = Typography.Apply(text, "fr");
        Assert.Equal(once, Typography.Apply(once, "fr"));
    });

    [Fact]
    public void Only_spaces_change() => Check.ForTextsOf(Pieces, text =>
        Assert.Equal(WithoutSpaces(text), WithoutSpaces(Typography.Apply(text, "fr"))));

    private static readonly string[] Pieces =
    [
        "mot", "D", "a", "12", " ", " ", "\u00A0", "\u202F", "\n", "\t", ":", ";", "!", "?", "«", "»", "(", ")", "\"", "'", ".", "…", "-", "/", "&", "=",
        "https://", "www.", "mailto:", "://", "é", "\uD83D\uDE00", "_", "*",
    ];

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Marked(string text) => text.Replace('~', '\u00A0').Replace('^', '\u202F');
}
