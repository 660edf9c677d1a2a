using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;

namespace LiveBlog.Core.Tests.Entries;

public sealed class EntryTests
{
    private static readonly DateTimeOffset Now = new(2022, 1, 12, 17, 38, 0, TimeSpan.Zero);
    private static readonly LiveEvent Event = LiveEvent.Create(new EventInput { Title = "Un direct" }, null, Now);

    private static Entry Create(EntryInput input) => Entry.Create(Guid.CreateVersion7(), Event, input, null, "Claire Morel", Now);

    [Theory]
    [InlineData("1850-06-01T12:00:00Z", "entry-too-old", "1990-01-01")]
    [InlineData("2023-01-12T12:00:00Z", "entry-in-future", "still to come")]
    public void A_time_out_of_bounds_is_refused_with_what_to_do(string at, string code, string says)
    {
        var refused = Assert.Throws<Refused>(() => Create(new EntryInput { Headline = "Titre", PublishedAt = DateTimeOffset.Parse(at) }));
        Assert.Equal((code, "publishedAt"), (refused.Code, refused.Field));
        Assert.Contains(says, refused.Message);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "  \n ")]
    [InlineData("\u0000\u0007", "")]
    public void An_entry_with_neither_headline_nor_text_is_refused(string? headline, string? body) =>
        Assert.Equal("entry-empty", Assert.Throws<Refused>(() => Create(new EntryInput { Headline = headline, Body = body })).Code);

    [Fact]
    public void Five_megabytes_of_text_are_refused_with_the_limit()
    {
        var refused = Assert.Throws<Refused>(() => Create(new EntryInput { Body = new string('a', 5_000_000) }));
        Assert.Equal("body", refused.Field);
        Assert.Contains("at most 20000", refused.Message);
    }

    [Fact]
    public void Text_is_kept_as_typed_without_control_characters()
    {
        var entry = Create(new EntryInput { Headline = "Un\ttitre\r\nsur deux lignes ", Body = "Ligne\r\nautre\u0000\u001e ligne\n\n" });
        Assert.Equal("Un titre sur deux lignes", entry.Headline);
        Assert.Equal("Ligne\nautre ligne", entry.Body);
    }

    [Fact]
    public void What_readers_have_seen_cannot_become_a_draft_again()
    {
        var entry = Create(new EntryInput { Headline = "Titre" });
        entry.Stamp(2, Now);
        Assert.Equal("entry-back-to-draft", Assert.Throws<Refused>(() => entry.Apply(new EntryInput { Status = EntryStatus.Draft }, null, Now)).Code);
    }

    [Fact]
    public void A_draft_gets_the_time_of_its_publication()
    {
        var entry = Create(new EntryInput { Headline = "Titre", Status = EntryStatus.Draft });
        entry.Stamp(0, Now);
        entry.Apply(new EntryInput { Status = EntryStatus.Published }, null, Now.AddMinutes(9));
        Assert.Equal(Now.AddMinutes(9).UtcDateTime, entry.PublishedAt);
    }

    [Fact]
    public void A_correction_is_dated()
    {
        var entry = Create(new EntryInput { Headline = "Titre" });
        Assert.True(entry.Apply(new EntryInput { Correction = "Trois heures, et non deux." }, null, Now.AddMinutes(3)));
        Assert.Equal(Now.AddMinutes(3).UtcDateTime, entry.CorrectedAt);
    }

    [Fact]
    public void Positions_order_by_time_and_then_by_id()
    {
        var id = Guid.Parse("0190abcd-0000-7000-8000-000000000001");
        var next = Guid.Parse("0190abcd-0000-7000-8000-00000000000a");
        var at = Now.UtcDateTime;
        string[] expected = [Entry.PositionOf(at, id), Entry.PositionOf(at, next), Entry.PositionOf(at.AddMilliseconds(1), id)];
        Assert.Equal("20220112T173800000Z-0190abcd000070008000000000000001", expected[0]);
        Assert.Equal(expected, expected.Order(StringComparer.Ordinal));
    }
}
