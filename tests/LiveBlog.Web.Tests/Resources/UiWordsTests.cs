using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using LiveBlog.Web.Resources;

namespace LiveBlog.Web.Tests.Resources;

/// <summary>The words on screen, in every language that pages may be in.</summary>
public sealed partial class UiWordsTests
{
    private static readonly Dictionary<string, string> French = Words(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("ru")]
    [InlineData("ar")]
    public void Every_language_has_all_words_with_the_same_places_for_what_is_filled_in(string language)
    {
        var words = Words(CultureInfo.GetCultureInfo(language));
        Assert.Equal(French.Keys.Order(), words.Keys.Order());
        foreach (var (key, french) in French)
            Assert.True(Places(french).SequenceEqual(Places(words[key])), $"{key}: \"{french}\" and \"{words[key]}\" do not hold the same places.");
    }

    [Fact]
    public void Every_counted_word_has_the_form_for_a_few_that_Russian_needs()
    {
        foreach (var key in French.Keys.Where(key => key.EndsWith("-many", StringComparison.Ordinal)))
            Assert.Contains(key[..^"many".Length] + "few", French.Keys);
    }

    [Fact]
    public void French_words_have_French_apostrophes_and_spaces()
    {
        foreach (var (key, text) in French)
        {
            Assert.False(text.Contains('\''), $"{key} has a straight apostrophe.");
            Assert.False(Plain().IsMatch(text), $"{key} has an ordinary space before a sign: \"{text}\".");
        }
    }

    private static Dictionary<string, string> Words(CultureInfo culture) =>
        new ResourceManager("LiveBlog.Web.Resources.Ui", typeof(Ui).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(word => (string)word.Key, word => (string)word.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(place => place.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("[ ][:;!?»]|«[ ]")]
    private static partial Regex Plain();
}
