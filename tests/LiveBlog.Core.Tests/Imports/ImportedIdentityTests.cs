using LiveBlog.Core.Imports;

namespace LiveBlog.Core.Tests.Imports;

public class ImportedIdentityTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("\"@id\":\"https://exemple.fr/#direct\",\"url\":\"https://exemple.fr/direct\"", "https://exemple.fr/#direct")]
    [InlineData("\"@id\":\"#direct\",\"url\":\"https://exemple.fr/direct\"", "https://exemple.fr/direct")]
    [InlineData("\"@id\":\"_:b0\",\"datePublished\":\"2024-05-01T09:00:00+02:00\"", "2024-05-01T07:00:00.000Z Le marché")]
    [InlineData("\"datePublished\":\"2024-05-01T09:00\"", "2024-05-01T09:00 Le marché")]
    public void An_event_is_known_by_id_or_address_or_date_and_title(string properties, string key) =>
        Assert.Equal(key, Read("", properties).Key);

    [Theory]
    [InlineData("\"@id\":\"#u1\",\"url\":\"https://exemple.fr/u1\"", "#u1")]
    [InlineData("\"@id\":\"_:b1\",\"url\":\"https://exemple.fr/u1\"", "https://exemple.fr/u1")]
    [InlineData("\"url\":\"https://exemple.fr/direct#u1\"", "https://exemple.fr/direct#u1")]
    [InlineData("\"url\":\"https://exemple.fr/direct\"", "2024-05-01T07:00:00.000Z A")]
    [InlineData("\"url\":\"https://exemple.fr/direct#\"", "2024-05-01T07:00:00.000Z A")]
    [InlineData("\"@id\":\"https://exemple.fr/direct\"", "2024-05-01T07:00:00.000Z A")]
    [InlineData("\"x\":1", "2024-05-01T07:00:00.000Z A")]
    public void An_entry_is_known_by_id_or_its_own_address_or_date_and_headline(string properties, string key)
    {
        var read = Read($"{{{properties},\"headline\":\"A\",\"datePublished\":\"2024-05-01T09:00:00+02:00\"}}", "\"url\":\"https://exemple.fr/direct\"");
        Assert.Equal(key, Assert.Single(read.Entries).Key);
        Assert.Equal(StableId.From("https://exemple.fr/direct", key), read.Entries[0].Id);
    }

    [Fact]
    public void An_address_that_all_updates_share_is_no_identity()
    {
        var read = Read("""
            {"headline":"A","url":"https://exemple.fr/direct#top","datePublished":"2024-05-01T09:00Z"},
            {"headline":"B","url":"https://exemple.fr/direct#top","datePublished":"2024-05-01T10:00Z"}
            """, "\"url\":\"https://exemple.fr/direct\"");
        Assert.Equal(["A", "B"], read.Entries.Select(entry => entry.Headline));
    }

    [Theory]
    [InlineData("""{"@id":"#u","headline":"A","datePublished":"2024-05-01T09:00Z"},{"@id":"#u","headline":"A bis","datePublished":"2024-05-01T09:00Z","dateModified":"2024-05-01T09:30Z"}""", 0, 1, "A bis")]
    [InlineData("""{"url":"https://exemple.fr/u","headline":"A","articleBody":"Un","datePublished":"2024-05-01T09:00Z"},{"url":"https://exemple.fr/u","headline":"A","articleBody":"Un, deux","datePublished":"2024-05-01T09:00Z","dateModified":"2024-05-01T09:30Z"}""", 0, 1, "A")]
    [InlineData("""{"headline":"A","articleBody":"Un","datePublished":"2024-05-01T09:00Z"},{"headline":"A","articleBody":"Un","datePublished":"2024-05-01T11:00+02:00"}""", 1, 0, "A")]
    [InlineData("""{"@id":"#1","headline":"A","datePublished":"2024-05-01T09:00Z"},{"@id":"#2","headline":"A","datePublished":"2024-05-01T09:00Z"}""", 1, 0, "A")]
    public void Duplicates_are_skipped_with_the_reason(string updates, int skipped, int taken, string headline)
    {
        var result = LiveBlogPostingReader.Read(Blog(updates, "\"x\":1"), "f", Paris);
        Assert.Equal(headline, Assert.Single(result.Events[0].Entries).Headline);
        var note = Assert.Single(result.Notes, note => note.Severity == ImportSeverity.Skipped);
        Assert.Equal(skipped, note.Update);
        Assert.Contains($"\"A\": the file holds an update with the same", note.Message);
        Assert.EndsWith($"number {taken}, which was taken.", note.Message);
    }

    [Fact]
    public void One_headline_twice_in_a_minute_with_different_texts_is_two_entries()
    {
        var read = Read("""
            {"headline":"A","articleBody":"Un","datePublished":"2024-05-01T09:00Z"},{"headline":"A","articleBody":"Deux","datePublished":"2024-05-01T09:00Z"}
            """);
        Assert.Equal(2, read.Entries.Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public void The_order_in_the_file_does_not_matter()
    {
        string[] updates =
        [
            """{"headline":"A","articleBody":"Un","datePublished":"2024-05-01T09:00Z"}""",
            """{"headline":"A","articleBody":"Deux","datePublished":"2024-05-01T09:00Z"}""",
            """{"headline":"A","articleBody":"Deux","datePublished":"2024-05-01T09:00Z"}""",
            """{"@id":"#u","headline":"B","datePublished":"2024-05-01T08:00Z"}""",
            """{"@id":"#u","headline":"C","datePublished":"2024-05-01T08:00Z"}""",
            """{"articleBody":"Trois","datePublished":"2024-05-01T10:00Z"}""",
        ];
        var expected = Read(string.Join(',', updates)).Entries;
        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, Read(string.Join(',', updates.Reverse())).Entries);
        Assert.Equal(expected, Read(string.Join(',', updates.OrderBy(update => update[^12]).ThenBy(update => update.Length))).Entries);
    }

    [Fact]
    public void Reading_with_another_zone_gives_the_same_identifiers()
    {
        var content = Blog("""{"headline":"A","datePublished":"2024-05-01T09:00"}""", "\"datePublished\":\"2024-05-01T08:00\"");
        var moscow = LiveBlogPostingReader.Read(content, "f", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow")).Events[0];
        var paris = LiveBlogPostingReader.Read(content, "f", Paris).Events[0];
        Assert.NotEqual(moscow.Entries[0].PublishedAt, paris.Entries[0].PublishedAt);
        Assert.Equal(moscow.Entries[0].Id, paris.Entries[0].Id);
    }

    [Fact]
    public void A_stable_id_is_a_uuid_of_version_8_made_from_both_keys()
    {
        // SHA-256 of "a", U+0000, "b", with version and variant set: this value must never change.
        var id = StableId.From("a", "b");
        Assert.Equal(8, id.Version);
        Assert.Equal("59b271ae-1bbc-81d3-9d41-929817f4b16f", id.ToString());
        Assert.NotEqual(id, StableId.From("ab", ""));
        Assert.NotEqual(id, StableId.From("a", "c"));
    }

    private static string Blog(string updates, string properties) =>
        $"{{\"@type\":\"LiveBlogPosting\",{properties},\"headline\":\"Le marché\",\"liveBlogUpdate\":[{updates}]}}";

    private static ImportedEvent Read(string updates, string properties = "\"x\":1") =>
        LiveBlogPostingReader.Read(Blog(updates, properties), "f", Paris).Events[0];
}
