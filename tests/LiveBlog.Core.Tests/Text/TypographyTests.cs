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
    [InlineData("en", "He said \"yes\".", "He said “yes”.")]
    [InlineData("en-GB", "(\"yes\") \"no\"—\"maybe\"?", "(“yes”) “no”—“maybe”?")]
    [InlineData("en", "Don't, it's NATO's", "Don’t, it’s NATO’s")]
    [InlineData("en", "Really? Yes: no; “quoted”!", "Really? Yes: no; “quoted”!")]
    [InlineData("es", "¿Qué dijo? \"No\", dijo. ¡Así!", "¿Qué dijo? “No”, dijo. ¡Así!")]
    [InlineData("es-MX", "«Sí», ¡dijo!", "«Sí», ¡dijo!")]
    [InlineData("ru", "НАТО — союз", "НАТО~— союз")]
    [InlineData("ru", "«Да», — сказал он. \"Нет\"", "«Да»,~— сказал он. «Нет»")]
    public void Other_languages_get_their_own_marks(string language, string typed, string expected) =>
        Assert.Equal(Marked(expected), Typography.Apply(typed, language));

    [Theory]
    [InlineData("en", "a 5\" pipe and a \"quote\"")]
    [InlineData("en", "\"never closed")]
    [InlineData("en", "a=\"b\" c=\"d\"")]
    [InlineData("en", "\" x \"")]
    [InlineData("en", "the '90s, rock 'n' roll, 5'10, players' own")]
    [InlineData("en", "https://example.com/?q=it's&r=\"x\"")]
    [InlineData("en", "what ? why : so")]
    [InlineData("en", "NATO — an alliance")]
    [InlineData("es", "L'Hospitalet")]
    [InlineData("ru", "— Да, — это начало строки\n— Нет\n  — тоже")]
    [InlineData("ru", "1939—1945")]
    [InlineData("ru", "об'єкт")]
    public void What_could_mean_something_else_stays(string language, string text) =>
        Assert.Equal(text.Replace(", — это", ",\u00A0— это"), Typography.Apply(text, language));

    [Theory]
    [InlineData("ar")]
    [InlineData("de")]
    [InlineData("fro")]
    [InlineData("")]
    public void Languages_that_it_does_not_know_are_never_touched(string language) =>
        Check.ForTextsOf(Pieces, text => Assert.Same(text, Typography.Apply(text, language)));

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    public void Twice_is_the_same_as_once(string language) => Check.ForTextsOf(Pieces, text =>
    {
        var once = Typography.Apply(text, language);
        Assert.Equal(once, Typography.Apply(once, language));
    });

    [Fact]
    public void In_French_only_spaces_change() => Check.ForTextsOf(Pieces, text =>
        Assert.Equal(WithoutSpaces(text), WithoutSpaces(Typography.Apply(text, "fr"))));

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    public void In_other_languages_only_marks_and_the_space_before_a_dash_change(string language) => Check.ForTextsOf(Pieces, text =>
        Assert.Equal(Typed(text), Typed(Typography.Apply(text, language))));

    private static string Typed(string text) =>
        text.Replace('“', '"').Replace('”', '"').Replace('«', '"').Replace('»', '"').Replace('’', '\'').Replace("\u00A0—", " —");

    private static readonly string[] Pieces =
    [
        "mot", "D", "a", "12", " ", " ", "\u00A0", "\u202F", "\n", "\t", ":", ";", "!", "?", "«", "»", "(", ")", "\"", "'", ".", "…", "-", "—", "/", "&", "=",
        "https://", "www.", "mailto:", "://", "é", "\uD83D\uDE00", "_", "*",
    ];

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Marked(string text) => text.Replace('~', '\u00A0').Replace('^', '\u202F');
}
