using LiveBlog.Core.Events;

namespace LiveBlog.Core.Tests.Events;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Conseil Otan-Russie : la journée", "conseil-otan-russie-la-journee")]
    [InlineData("  Été  2022  ", "ete-2022")]
    [InlineData("Встреча в Брюсселе", "встреча-в-брюсселе")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    public void A_title_becomes_a_readable_address(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("🎉 🚀")]
    [InlineData("—:!")]
    public void A_text_without_letters_is_refused_with_what_to_do(string text)
    {
        var refused = Assert.Throws<Refused>(() => Slug.From(text));
        Assert.Equal("slug-empty", refused.Code);
        Assert.Contains("use a few words", refused.Message);
    }

    [Theory]
    [InlineData("Articles", "articles-event")]
    [InlineData("wire", "wire-event")]
    [InlineData("New", "new-event")]
    public void An_address_that_is_taken_for_good_gets_another_end(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Fact]
    public void A_slug_is_its_own_slug()
    {
        var once = Slug.From(string.Concat(Enumerable.Repeat("Garanties de sécurité ", 12)));
        Assert.Equal(once, Slug.From(once));
        Assert.True(once.Length <= Slug.Longest);
    }
}
