using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using LiveBlog.Web.Resources;

namespace LiveBlog.Web.Tests.Resources;

/// <summary>The words on screen, the readers' (<c>Ui</c>) and the newsroom's (<c>Desk</c>), in every language that pages may be in.</summary>
public sealed partial class WordsTests
{
    [Theory]
    [InlineData("Ui", "en")]
    [InlineData("Ui", "es")]
    [InlineData("Ui", "ru")]
    [InlineData("Ui", "ar")]
    [InlineData("Desk", "en")]
    [InlineData("Desk", "es")]
    [InlineData("Desk", "ru")]
    public void Every_language_has_all_words_with_the_same_places_for_what_is_filled_in(string file, string language)
    {
        var french = Words(file);
        var words = Words(file, language);
        Assert.Equal(french.Keys.Order(), words.Keys.Order());
        Assert.All(french, word => Assert.True(
            Places(word.Value).SequenceEqual(Places(words[word.Key])),
            $"{word.Key}: \"{word.Value}\" and \"{words[word.Key]}\" do not hold the same places."));
    }

    [Theory]
    [InlineData("Ui", "fr", "en", "es", "ru", "ar")]
    [InlineData("Desk", "fr", "en", "es", "ru")]
    public void No_word_is_empty_but_the_one_that_Russian_does_without(string file, params string[] languages) =>
        Assert.All(languages, language => Assert.Equal(
            (file, language) == ("Ui", "ru") ? ["ended-on"] : [],
            Words(file, language).Where(word => string.IsNullOrWhiteSpace(word.Value)).Select(word => word.Key)));

    [Fact]
    public void Every_counted_word_has_the_form_for_a_few_that_Russian_needs()
    {
        var french = Words("Ui");
        foreach (var key in french.Keys.Where(key => key.EndsWith("-many", StringComparison.Ordinal)))
            Assert.Contains(key[..^"many".Length] + "few", french.Keys);
    }

    [Theory]
    [InlineData("Ui")]
    [InlineData("Desk")]
    public void French_words_have_French_apostrophes_and_spaces(string file) => Assert.All(Words(file), word =>
    {
        // Neither the pattern of a time nor an address is a sentence.
        var text = NoSentence().Replace(word.Value, "");
        Assert.False(WrongInFrench().IsMatch(text), $"{word.Key} breaks French typography: \"{text}\".");
    });

    [Fact]
    public void The_desk_has_words_for_every_refusal()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories);
        var codes = sources.SelectMany(file => Refusal().Matches(File.ReadAllText(file))).Select(found => "refused-" + found.Groups[1].Value).Distinct().ToList();
        Assert.True(codes.Count > 20, "The refusals were not found.");
        Assert.Empty(codes.Except(Words("Desk").Keys));
    }

    // Whatever stands in quotes in a file that writes records, and is neither a refusal nor another word, is taken for an action.
    [Fact]
    public void The_desk_has_words_for_every_action_of_the_audit_log()
    {
        var words = Words("Desk");
        var sources = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).Where(text => text.Contains("AuditRecords.Add(", StringComparison.Ordinal));
        var actions = sources.SelectMany(text => Quoted().Matches(text)).Select(found => found.Groups[1].Value)
            .Where(name => !words.ContainsKey($"kind-{name}")).Except(["no-store", "reset-password", "too-many-attempts", "sign-in-locked", "code-wrong"]).Distinct().ToList();
        Assert.True(actions.Count > 35, "The actions were not found.");
        Assert.All(actions, action => Assert.Contains($"audit-{action}", words.Keys));
    }

    private static Dictionary<string, string> Words(string file, string language = "fr") =>
        new ResourceManager($"LiveBlog.Web.Resources.{file}", typeof(Ui).Assembly)
            .GetResourceSet(language == "fr" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(word => (string)word.Key, word => (string)word.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(place => place.Groups[1].Value).Distinct().Order();

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LiveBlog.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        return folder.FullName;
    }

    // A place may say how a time is written, which differs: {0:d MMMM yyyy}.
    [GeneratedRegex(@"\{(\d)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<=\{\d):[^}]*(?=\})|https?://\S*|\d{4}-\d\d-\d\dT\d\d:\d\d")]
    private static partial Regex NoSentence();

    // The narrow no-break space before ; ! ? and inside « », the no-break space before a colon.
    [GeneratedRegex(@"\w'\w|(?<!\u202F)[;!?»]|«(?!\u202F)|(?<!\u00A0):")]
    private static partial Regex WrongInFrench();

    [GeneratedRegex(@"new Refused\(\s*RefusalKind\.\w+,\s*""([a-z-]+)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"(?<!RefusalKind\.\w+, |Async\(|[Ww]ords\[)""([a-z]+(?:-[a-z]+)+|invited)""")]
    private static partial Regex Quoted();
}
