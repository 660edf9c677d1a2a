using LiveBlog.Core.Imports;

namespace LiveBlog.Core.Tests.Imports;

public class LiveBlogPostingReaderTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private const string Update = """{"headline":"Les portes ouvrent","datePublished":"2024-05-01T09:00:00+02:00"}""";

    [Fact]
    public void Everything_about_the_event_is_read()
    {
        var read = Event("""
            {"@context":"https://schema.org","@type":"LiveBlogPosting","@id":"https://exemple.fr/direct","headline":"Le marché en direct",
             "description":"Une journée au marché.","articleBody":"Premier.\n\nSecond.","inLanguage":"fr-BE",
             "coverageStartTime":"2024-05-01T08:00:00+02:00","coverageEndTime":"2024-05-01T20:00:00+02:00",
             "datePublished":"2024-05-01T07:30:00+02:00","dateModified":"2024-05-01T20:15:00+02:00",
             "publisher":{"@type":"Organization","name":"Le Petit Journal"},"author":[{"name":"Anna Lind"},"Marc Roy"],
             "isPartOf":{"@type":"CreativeWorkSeries","name":"Marchés","description":"Tous les marchés."},
             "contentLocation":{"@type":"Place","name":"Gand"},
             "image":{"@type":"ImageObject","caption":"L'étal","creditText":"A. Lind","url":"https://exemple.fr/etal.jpg"},
             "liveBlogUpdate":[]}
            """);
        Assert.Equal("https://exemple.fr/direct", read.Key);
        Assert.Equal("Le marché en direct", read.Title);
        Assert.Equal("Une journée au marché.", read.Standfirst);
        Assert.Equal("Premier.\n\nSecond.", read.Background);
        Assert.Equal("fr-BE", read.Language);
        Assert.Equal(Utc(6, 0), read.Start);
        Assert.Equal(Utc(18, 0), read.End);
        Assert.Equal(Utc(5, 30), read.Published);
        Assert.Equal(Utc(18, 15), read.Modified);
        Assert.Equal(DateTimeKind.Utc, read.Start!.Value.Kind);
        Assert.Equal("Le Petit Journal", read.Publisher);
        Assert.Equal("Anna Lind, Marc Roy", read.AuthorName);
        Assert.Equal(("Marchés", "Tous les marchés."), (read.TopicName, read.TopicDescription));
        Assert.Equal("Gand", read.Place);
        Assert.Equal(("L'étal", "A. Lind", "https://exemple.fr/etal.jpg"), (read.PhotoCaption, read.PhotoCredit, read.PhotoUrl));
    }

    [Fact]
    public void Everything_about_an_update_is_read()
    {
        var entry = Entry("""
            {"@id":"https://exemple.fr/direct#u7","url":"https://exemple.fr/direct#u7","headline":"Les portes ouvrent","articleBody":"Une *foule*.",
             "datePublished":"2024-05-01T09:00:00.1239+02:00","dateModified":"2024-05-01T09:05:00+02:00","author":"Anna Lind",
             "citation":{"@type":"NewsArticle","headline":"L'histoire du marché","url":"https://exemple.fr/histoire","datePublished":"2024-04-30","image":{"caption":"La halle"}}}
            """);
        Assert.Equal("https://exemple.fr/direct#u7", entry.Key);
        Assert.Equal("Les portes ouvrent", entry.Headline);
        Assert.Equal("Une \\*foule\\*.", entry.Body);
        Assert.Equal(Utc(7, 0).AddMilliseconds(123), entry.PublishedAt);
        Assert.Equal(Utc(7, 5), entry.ModifiedAt);
        Assert.Equal("Anna Lind", entry.AuthorName);
        Assert.Equal("https://exemple.fr/direct#u7", entry.SourceUrl);
        Assert.Equal(new ImportedRelated("L'histoire du marché", "https://exemple.fr/histoire", new DateOnly(2024, 4, 30), "La halle"), entry.Related);
    }

    [Theory]
    [InlineData("""{"@type":"LiveBlogPosting","headline":"A","liveBlogUpdate":[#]}""")]
    [InlineData("""{"@type":["Article","LiveBlogPosting"],"headline":"A","liveBlogUpdate":#}""")]
    [InlineData("""{"@type":"schema:LiveBlogPosting","schema:headline":"A","schema:liveBlogUpdate":#}""")]
    [InlineData("""{"@type":"https://schema.org/LiveBlogPosting","headline":"A","liveBlogUpdate":{"@list":[#]}}""")]
    [InlineData("""[{"@type":"WebSite"},{"@type":"LiveBlogPosting","headline":"A","liveBlogUpdate":[#]}]""")]
    [InlineData("""{"@graph":[{"@type":"WebSite"},{"@type":"LiveBlogPosting","headline":"A","liveBlogUpdate":[#]}]}""")]
    [InlineData("""{"@type":"WebPage","mainEntity":{"@type":"LiveBlogPosting","headline":"A","liveBlogUpdate":[#]}}""")]
    [InlineData("""{"@type":"NewsArticle","hasPart":[{"@type":"LiveBlogPosting","headline":"A","liveBlogUpdate":[#]}]}""")]
    [InlineData("""{"@type":"LiveBlogPosting","headline":{"@value":"A","@language":"fr"},"liveBlogUpdate":[#,],/* fin */}""")]
    [InlineData("""{"@graph":[{"@type":"WebPage","mainEntity":{"@id":"#l"}},{"@type":"LiveBlogPosting","@id":"#l","headline":"A","liveBlogUpdate":[{"@id":"#u"}]},{"@id":"#u","x":#,"headline":"Les portes ouvrent","datePublished":"2024-05-01T09:00:00+02:00"}]}""")]
    [InlineData("""{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"LiveBlogPosting","@id":"#l"}},{"@type":"LiveBlogPosting","@id":"#l","headline":"A","liveBlogUpdate":["#u"]},{"@id":"#u","x":#,"headline":"Les portes ouvrent","datePublished":"2024-05-01T09:00:00+02:00"}]}""")]
    [InlineData("\uFEFF  \n{\"@type\":\"LiveBlogPosting\",\"headline\":\"A\",\"liveBlogUpdate\":[#]}")]
    public void Every_shape_of_json_ld_is_understood(string json)
    {
        var result = Read(json.Replace("#l", "ex:l").Replace("#u", "ex:u").Replace("#", Update).Replace("ex:", "#"));
        var read = Assert.Single(result.Events);
        Assert.Equal("A", read.Title);
        Assert.Equal("Les portes ouvrent", Assert.Single(read.Entries).Headline);
        Assert.Empty(result.Notes);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("<!-- {0} -->")]
    [InlineData("//<![CDATA[\n{0}\n//]]>")]
    [InlineData("/* <![CDATA[ */ {0} /* ]]> */")]
    public void A_live_blog_is_found_in_a_page(string wrapping)
    {
        var script = wrapping.Replace("{0}", Blog(Update));
        var result = Read($"\uFEFF\n<!DOCTYPE html><html><head><script type='application/ld+json; charset=utf-8'>{script}</script></head><body><p>x</body></html>");
        Assert.Single(Assert.Single(result.Events).Entries);
    }

    [Fact]
    public void A_malformed_script_of_a_page_is_noted_and_the_others_are_read()
    {
        var result = Read($"<script type='application/ld+json'>{{\"a\":</script><script type='application/ld+json'>{Blog(Update)}</script>");
        Assert.Single(result.Events);
        var note = Assert.Single(result.Notes);
        Assert.Equal(ImportSeverity.Warning, note.Severity);
        Assert.StartsWith("JSON-LD script 1 of 2 in direct.jsonld is not valid JSON at line 1, column ", note.Message);
    }

    [Theory]
    [InlineData("{\n \"é\": oui\n}", "direct.jsonld is not valid JSON at line 2, column 7 (", "): correct it there and import it again.")]
    [InlineData("", "direct.jsonld is empty", "")]
    [InlineData("<p>Bonjour", "direct.jsonld is an HTML page without a JSON-LD script", "")]
    [InlineData("<script type='application/ld+json'>{</script>", "JSON-LD script 1 of 1 in direct.jsonld is not valid JSON", "import it again.")]
    [InlineData("""{"@type":"NewsArticle","author":{"@type":"Person"}}""", "direct.jsonld holds no LiveBlogPosting, only NewsArticle, Person", "")]
    [InlineData("[1]", "direct.jsonld holds no LiveBlogPosting, JSON without schema.org types", "")]
    [InlineData("""{"@type":"LiveBlogPosting"}""", "direct.jsonld holds no live blog that can be imported.", "there is nothing to import in it.")]
    [InlineData("<script type='application/ld+json'>{</script><script type='application/ld+json'>{\"@type\":\"WebSite\"}</script>", "direct.jsonld holds no LiveBlogPosting, only WebSite", "import it again.")]
    public void A_file_without_a_live_blog_is_refused_with_what_to_do(string content, string start, string end)
    {
        var refused = Assert.Throws<ImportException>(() => Read(content));
        Assert.StartsWith(start, refused.Message);
        Assert.EndsWith(end, refused.Message);
    }

    [Fact]
    public void Senseless_nesting_is_refused() => Assert.Contains("more than 64 levels deep at line 1",
        Assert.Throws<ImportException>(() => Read(new string('[', 70) + new string(']', 70))).Message);

    [Theory]
    [InlineData("\"articleBody\":\"Un <b>mot</b> &amp; deux\"", "Un **mot** & deux")]
    [InlineData("\"articleBody\":\"<p>Un</p><p>Deux</p>\"", "Un\n\nDeux")]
    [InlineData("\"articleBody\":\"Un <i>mot</i>\\nligne\\n\\nDeux\"", "Un *mot*\nligne\n\nDeux")]
    [InlineData("\"articleBody\":\"L'alliance <Nord> # 1 *\"", "L'alliance \\<Nord> # 1 \\*")]
    [InlineData("\"articleBody\":[\"Un\",\"Deux\"]", "Un\n\nDeux")]
    [InlineData("\"articleBody\":[{\"@value\":\"One\",\"@language\":\"en\"},{\"@value\":\"Un\",\"@language\":\"fr\"}]", "Un")]
    [InlineData("\"text\":\"Un\"", "Un")]
    [InlineData("\"articleBody\":\"  \",\"description\":\"Un\"", "Un")]
    [InlineData("\"articleBody\":\"Un\\u0000 d\\u0007eux\"", "Un deux")]
    [InlineData("\"articleBody\":\"Un \\ud83d deux \\ud83d\\ude00\"", "Un \uFFFD deux \uD83D\uDE00")]
    public void Bodies_become_markdown(string property, string markdown) =>
        Assert.Equal(markdown, Entry($"{{\"headline\":\"A\",\"datePublished\":\"2024-05-01T09:00:00+02:00\",{property}}}").Body);

    [Theory]
    [InlineData("Un &laquo;mot&raquo; <em>ici</em>", "Un «mot» ici")]
    [InlineData("  Un\\n\\t mot ", "Un mot")]
    [InlineData("3 < 4 > 2 & *deux*", "3 < 4 > 2 & *deux*")]
    public void Headlines_become_plain_text(string written, string headline) =>
        Assert.Equal(headline, Entry($"{{\"headline\":\"{written}\",\"datePublished\":\"2024-05-01T09:00:00+02:00\"}}").Headline);

    [Fact]
    public void An_update_may_have_a_text_alone() =>
        Assert.Equal(("", "Un"), (Entry("""{"articleBody":"Un","datePublished":"2024-05-01T09:00:00Z"}""") is var e ? (e.Headline, e.Body) : default));

    [Theory]
    [InlineData("""{"datePublished":"2024-05-01T09:00:00Z","articleBody":" "}""", "The update has neither a headline nor a text.")]
    [InlineData("""{"datePublished":"2024-05-01T09:00:00Z","articleBody":"<img src='a.jpg'>"}""", "The update has no text, only 1 image or embed.")]
    [InlineData("\"https://exemple.fr/u1\"", "The update is the text \"https://exemple.fr/u1\" and no object that the file describes.")]
    [InlineData("12", "The update is the value 12 and no object that the file describes.")]
    [InlineData("""{"headline":"A"}""", "\"A\": neither the update nor the live blog has a usable date.")]
    public void What_cannot_be_an_entry_is_skipped_with_the_reason(string update, string message)
    {
        var result = Read(Blog(Update + "," + update));
        Assert.Single(result.Events[0].Entries);
        Assert.Contains(new ImportNote(ImportSeverity.Skipped, 1, message), result.Notes);
    }

    [Theory]
    [InlineData("2024-05-01T09:00:00+02:00", "07:00:00.000")]
    [InlineData("2024-05-01T09:00+0200", "07:00:00.000")]
    [InlineData("2024-05-01T09:00:30.5+02", "07:00:30.500")]
    [InlineData("2024-05-01T07:00:00Z", "07:00:00.000")]
    [InlineData("2024-05-01T07:00:00.123456789Z", "07:00:00.123")]
    [InlineData("2024-05-01 09:00:00", "07:00:00.000")]
    [InlineData("Wed, 01 May 2024 07:00:00 GMT", "07:00:00.000")]
    public void Times_are_read_to_the_millisecond(string written, string utc) => Assert.Equal(
        utc, Entry($"{{\"headline\":\"A\",\"datePublished\":\"{written}\"}}").PublishedAt.ToString("HH:mm:ss.fff"));

    [Fact]
    public void Times_without_offset_are_the_zones_with_one_note()
    {
        var result = Read(Blog("""{"headline":"A","datePublished":"2024-01-01T09:00:00"},{"headline":"B","datePublished":"2024-07-01T09:00:00"}"""));
        Assert.Equal([8, 7], result.Events[0].Entries.Select(entry => entry.PublishedAt.Hour));
        Assert.Equal("Times of the file have no offset; they were read as times of the zone Europe/Paris. If that is wrong pass --time-zone.",
            Assert.Single(result.Notes).Message);
    }

    [Fact]
    public void A_time_that_summer_time_leaves_out_is_read_all_the_same() =>
        Assert.Equal(1, Entry("""{"headline":"A","datePublished":"2024-03-31T02:30:00"}""").PublishedAt.Hour);

    [Theory]
    [InlineData("\"datePublished\":\"2024-05-01\"", "2024-04-30T22:00", "datePublished is a day without a time; midnight in Europe/Paris was taken.")]
    [InlineData("\"dateModified\":\"2024-05-01T09:00Z\"", "2024-05-01T09:00", "there is no usable datePublished; dateModified was taken.")]
    [InlineData("\"dateCreated\":\"2024-05-01T09:00Z\"", "2024-05-01T09:00", "there is no usable datePublished; dateCreated was taken.")]
    [InlineData("\"uploadDate\":\"2024-05-01T09:00Z\"", "2024-05-01T09:00", "there is no usable datePublished; uploadDate was taken.")]
    [InlineData("\"datePublished\":\"2024-13-01\",\"dateCreated\":\"2024-05-01T09:00Z\"", "2024-05-01T09:00", "there is no usable datePublished; dateCreated was taken.")]
    [InlineData("\"datePublished\":\"hier\"", "2024-05-01T06:00", "the update has no usable date; coverageStartTime was taken.")]
    [InlineData("\"x\":1", "2024-05-01T06:00", "the update has no usable date; coverageStartTime was taken.")]
    public void A_missing_time_is_replaced_with_a_warning(string property, string utc, string message)
    {
        var result = Read(Blog($"{{\"headline\":\"A\",{property}}}", "\"coverageStartTime\":\"2024-05-01T06:00Z\","));
        Assert.Equal(utc, result.Events[0].Entries[0].PublishedAt.ToString("yyyy-MM-dd'T'HH:mm"));
        Assert.Contains(new ImportNote(ImportSeverity.Warning, 0, $"\"A\": {message}"), result.Notes);
    }

    [Fact]
    public void The_events_own_date_is_the_last_resort()
    {
        var result = Read(Blog("""{"headline":"A"}""", "\"datePublished\":\"2024-05-01T06:00Z\","));
        Assert.Equal(Utc(6, 0), result.Events[0].Entries[0].PublishedAt);
        Assert.Contains(result.Notes, note => note.Message.EndsWith("the live blog's datePublished was taken."));
    }

    [Theory]
    [InlineData("2024-02-30T10:00Z")]
    [InlineData("2024-05-01T25:00Z")]
    [InlineData("2024-05-01T10:00+15:00")]
    [InlineData("0001-01-01T00:00:00+02:00")]
    [InlineData("01/05/2024")]
    public void A_date_that_is_none_is_noted(string written)
    {
        var result = Read(Blog($"{{\"headline\":\"A\",\"datePublished\":\"{written}\",\"dateCreated\":\"2024-05-01T09:00Z\"}}"));
        Assert.Contains(new ImportNote(ImportSeverity.Warning, 0, $"\"A\": datePublished \"{written}\" is no date such as 2022-01-31T18:30:00+01:00."), result.Notes);
    }

    [Fact]
    public void Offsets_that_are_not_the_zones_are_noted()
    {
        var result = LiveBlogPostingReader.Read(Blog(Update), "f", TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow"));
        Assert.Equal([TimeSpan.FromHours(2)], result.Events[0].Offsets);
        Assert.False(result.Events[0].OffsetsMatchZone);
        Assert.StartsWith("The file's times have offset +02:00 but zone Europe/Moscow had +03:00 then", Assert.Single(result.Notes).Message);
        Assert.Contains("pass --time-zone", result.Notes[0].Message);
    }

    [Fact]
    public void Offsets_of_the_zone_in_summer_and_winter_are_no_news()
    {
        var result = Read(Blog("""{"headline":"A","datePublished":"2024-01-01T09:00+01:00"},{"headline":"B","datePublished":"2024-07-01T09:00+02:00"},{"headline":"C","datePublished":"2024-07-01T09:00Z"}"""));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(2)], result.Events[0].Offsets);
        Assert.True(result.Events[0].OffsetsMatchZone);
        Assert.Empty(result.Notes);
    }

    [Theory]
    [InlineData("\"Anna Lind\"", "Anna Lind")]
    [InlineData("{\"@type\":\"Person\",\"name\":\"Anna Lind\"}", "Anna Lind")]
    [InlineData("[{\"name\":\"Anna Lind\"},{\"name\":[\"Marc Roy\"]},\"Anna Lind\"]", "Anna Lind, Marc Roy")]
    [InlineData("{\"@id\":\"#anna\"}", "Anna Lind")]
    [InlineData("\"https://exemple.fr/anna\"", null)]
    public void Authors_come_in_every_shape(string author, string? name)
    {
        var blog = Blog(Update.Replace("{\"headline\"", $"{{\"author\":{author},\"headline\""));
        Assert.Equal(name, Read($"{{\"@graph\":[{blog},{{\"@id\":\"#anna\",\"@type\":\"Person\",\"name\":\"Anna Lind\"}}]}}").Events[0].Entries[0].AuthorName);
    }

    [Theory]
    [InlineData("\"https://exemple.fr/a.jpg\"", null, null, "https://exemple.fr/a.jpg")]
    [InlineData("[\"https://exemple.fr/a.jpg\",{\"caption\":\"L'étal\",\"copyrightHolder\":{\"name\":\"A. Lind\"}}]", "L'étal", "A. Lind", null)]
    [InlineData("{\"@id\":\"#photo\"}", "La <halle", "Marc Roy", "https://exemple.fr/b.jpg")]
    [InlineData("{\"url\":\"javascript:x\"}", null, null, null)]
    public void Photos_come_in_every_shape_and_are_not_loaded(string image, string? caption, string? credit, string? url)
    {
        var blog = Blog(Update, $"\"image\":{image},");
        var result = Read($"[{blog},{{\"@id\":\"#photo\",\"caption\":\"La &lt;halle\",\"creator\":\"Marc Roy\",\"contentUrl\":\"https://exemple.fr/b.jpg\"}}]");
        Assert.Equal((caption, credit, url), (result.Events[0].PhotoCaption, result.Events[0].PhotoCredit, result.Events[0].PhotoUrl));
        Assert.Equal(url is not null, result.Notes.Any(note => note.Message.Contains("LiveBlog shows only photos it holds itself")));
    }

    [Fact]
    public void An_updates_photo_and_embeds_are_noted()
    {
        var result = Read(Blog("""{"headline":"A","image":"https://exemple.fr/a.jpg","articleBody":"<p>Un</p><iframe></iframe><img>","datePublished":"2024-05-01T09:00Z"}"""));
        Assert.Equal("Un", result.Events[0].Entries[0].Body);
        Assert.Contains(new ImportNote(ImportSeverity.Info, 0, "\"A\": its photo https://exemple.fr/a.jpg was not loaded: LiveBlog shows only photos it holds itself."), result.Notes);
        Assert.Contains(new ImportNote(ImportSeverity.Warning, 0, "\"A\": the text holds 2 images or embeds, left out: LiveBlog shows only text and photos it holds itself."), result.Notes);
    }

    [Theory]
    [InlineData("citation", "https://exemple.fr/x", "https://exemple.fr/x")]
    [InlineData("mentions", "javascript:x", null)]
    [InlineData("isBasedOn", "/x", null)]
    [InlineData("sharedContent", "", null)]
    public void A_related_article_needs_a_headline_and_keeps_only_a_web_address(string property, string url, string? kept)
    {
        var entry = Entry($"{{\"headline\":\"A\",\"datePublished\":\"2024-05-01T09:00Z\",\"{property}\":[{{\"name\":\"Gand\"}},{{\"headline\":\"Avant\",\"url\":\"{url}\"}}]}}");
        Assert.Equal(new ImportedRelated("Avant", kept, null, null), entry.Related);
    }

    [Theory]
    [InlineData("{\"@type\":\"WebSite\",\"name\":\"Exemple\"}", null)]
    [InlineData("{\"@type\":[\"CreativeWork\",\"Product\"],\"name\":\"Abonnement\"}", null)]
    [InlineData("[{\"@type\":\"WebSite\",\"name\":\"Exemple\"},{\"@type\":\"CreativeWorkSeries\",\"name\":\"Marchés\"}]", "Marchés")]
    [InlineData("{\"name\":\"Marchés\"}", "Marchés")]
    public void The_topic_is_a_series_and_not_the_site(string isPartOf, string? topic) =>
        Assert.Equal(topic, Read(Blog(Update, $"\"isPartOf\":{isPartOf},")).Events[0].TopicName);

    [Theory]
    [InlineData("\"en\"", "en")]
    [InlineData("\"fr_FR\"", "fr-FR")]
    [InlineData("{\"@type\":\"Language\",\"name\":\"Spanish\",\"alternateName\":\"es\"}", "es")]
    [InlineData("\"du français\"", "fr")]
    public void The_language_is_a_tag(string inLanguage, string language) =>
        Assert.Equal(language, Read(Blog(Update, $"\"inLanguage\":{inLanguage},")).Events[0].Language);

    [Fact]
    public void A_live_blog_without_title_is_called_after_the_file()
    {
        var result = Read($"{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":{Update}}}");
        Assert.Equal("direct.jsonld", result.Events[0].Title);
        Assert.Contains(result.Notes, note => note.Message.Contains("has no headline"));
    }

    [Fact]
    public void Long_titles_are_cut_with_a_warning()
    {
        var result = Read(Blog($"{{\"headline\":\"{new string('b', 501)}\",\"datePublished\":\"2024-05-01T09:00Z\"}}", title: new string('a', 600)));
        Assert.Equal(new string('a', 499) + "…", result.Events[0].Title);
        Assert.Equal(500, result.Events[0].Entries[0].Headline.Length);
        Assert.Contains(new ImportNote(ImportSeverity.Warning, null, $"\"{new string('a', 60)}…\": the title had 600 characters and was cut to 500."), result.Notes);
        Assert.Contains(new ImportNote(ImportSeverity.Warning, 0, $"\"{new string('b', 60)}…\": the headline had 501 characters and was cut to 500."), result.Notes);
    }

    [Fact]
    public void A_live_blog_that_is_there_twice_is_read_once()
    {
        var result = Read($"[{Blog(Update)},{Blog(Update)}]");
        Assert.Single(result.Events);
        Assert.Equal(ImportSeverity.Skipped, Assert.Single(result.Notes).Severity);
    }

    [Fact]
    public void Fifty_megabytes_are_no_problem()
    {
        var body = new string('x', 5000);
        var updates = string.Join(',', Enumerable.Range(0, 10_000).Select(i =>
            $"{{\"@id\":\"u{i}\",\"headline\":\"Numéro {i}\",\"articleBody\":\"{body}\",\"datePublished\":\"2024-05-01T09:00:00+02:00\"}}"));
        Assert.Equal(10_000, Read(Blog(updates)).Events[0].Entries.Count);
    }

    private static DateTime Utc(int hour, int minute) => new(2024, 5, 1, hour, minute, 0, DateTimeKind.Utc);

    private static string Blog(string updates, string properties = "", string title = "Le marché") =>
        $"{{\"@type\":\"LiveBlogPosting\",{properties}\"headline\":\"{title}\",\"liveBlogUpdate\":[{updates}]}}";

    private static ReadResult Read(string content) => LiveBlogPostingReader.Read(content, "direct.jsonld", Paris);

    private static ImportedEvent Event(string content) => Assert.Single(Read(content).Events);

    private static ImportedEntry Entry(string update) => Assert.Single(Event(Blog(update)).Entries);
}
