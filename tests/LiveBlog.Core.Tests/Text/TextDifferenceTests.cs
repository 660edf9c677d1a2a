using System.Diagnostics;
using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class TextDifferenceTests
{
    // In the expected texts -…- was removed and +…+ added.
    [Theory]
    [InlineData("", "", "")]
    [InlineData("Le sommet", "Le sommet", "Le sommet")]
    [InlineData("", "Le sommet", "+Le sommet+")]
    [InlineData("Le sommet", "", "-Le sommet-")]
    [InlineData("Le sommet est fini", "Le sommet est terminé", "Le sommet est -fini-+terminé+")]
    [InlineData("Le sommet.", "Le sommet. La suite.", "Le sommet.+ La suite.+")]
    [InlineData("La suite.", "Le sommet. La suite.", "+Le sommet. +La suite.")]
    [InlineData("Fin le 12 mai à Genève", "Fin le 13 juin à Genève", "Fin le -12 mai-+13 juin+ à Genève")]
    [InlineData("Le 12 mai. La suite", "Le 13 juin. Tous sauf un", "Le -12 mai-+13 juin+. -La suite-+Tous sauf un+")]
    [InlineData("Trente alliés réunis", "Trente réunis", "Trente -alliés -réunis")]
    [InlineData("un\ndeux\ntrois", "un\n2\ntrois", "un\n-deux-+2+\ntrois")]
    [InlineData("un\ndeux", "1\n2", "-un-+1+\n-deux-+2+")]
    [InlineData("l’Otan", "d’Otan", "-l-+d+’Otan")]
    [InlineData("cafe\u0301", "cafe", "-cafe\u0301-+cafe+")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE01", "-\uD83D\uDE00-+\uD83D\uDE01+")]
    public void Changed_words_are_marked(string old, string @new, string expected) => Assert.Equal(expected, Marked(TextDifference.Between(old, @new)));

    [Fact]
    public void Both_texts_can_be_read_back_from_the_pieces()
    {
        string[] pieces = ["un", "deux", "trois", " ", " ", "\n", ",", ".", "**", "é", "e\u0301", "\uD83D\uDE00", "\u200D", "|"];
        Check.ForTextsOf(pieces, text =>
        {
            var cut = text.IndexOf('|');
            Holds(text[..Math.Max(cut, 0)], text[(cut + 1)..]);
            Holds(text, new string(text.Reverse().ToArray()));
        });
    }

    [Theory]
    [InlineData("w{0} ")]
    [InlineData("w{0}\n")]
    [InlineData("{0}")]
    [InlineData("a b c {0}\n")]
    public void The_longest_entries_that_have_nothing_in_common_do_not_take_long(string pattern)
    {
        var (old, @new) = (Long(pattern, 0), Long(pattern, 1));
        var watch = Stopwatch.StartNew();
        Holds(old, @new);
        // Some milliseconds; the time allowed is for a busy machine and still a tenth of what no limit would cost.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public void In_long_texts_that_changed_at_both_ends_single_words_are_still_marked()
    {
        var middle = Long("ligne {0} de ce texte\n", 0);
        var pieces = TextDifference.Between($"un début\n{middle}\nune fin", $"le début\n{middle}\nla fin");
        Assert.Equal($"-un-+le+ début\n{middle}\n-une-+la+ fin", Marked(pieces));
    }

    private static void Holds(string old, string @new)
    {
        var pieces = TextDifference.Between(old, @new);
        Assert.Equal(old, string.Concat(pieces.Where(piece => piece.Kind != DifferenceKind.Added).Select(piece => piece.Text)));
        Assert.Equal(@new, string.Concat(pieces.Where(piece => piece.Kind != DifferenceKind.Removed).Select(piece => piece.Text)));
        Assert.DoesNotContain(pieces, piece => piece.Text.Length == 0);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.NotEqual(pair.First.Kind, pair.Second.Kind));
    }

    private static string Long(string pattern, int odd)
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => string.Format(pattern, (char)('a' + odd) + $"{2 * i + odd}")));
        return text[..20_000];
    }

    private static string Marked(IEnumerable<DifferencePiece> pieces) => string.Concat(pieces.Select(piece => piece.Kind switch
    {
        DifferenceKind.Removed => $"-{piece.Text}-",
        DifferenceKind.Added => $"+{piece.Text}+",
        _ => piece.Text,
    }));
}
