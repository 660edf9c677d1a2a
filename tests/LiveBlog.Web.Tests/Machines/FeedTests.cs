using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Machines;

/// <summary>Feeds, read back by Debian's python3-feedparser where it speaks the format.</summary>
public sealed class FeedTests
{
    private const string Origin = "http://localhost";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    // Prints what it read, as JSON. It is told to leave the HTML alone, which it would clean.
    private const string Reader = """
        import feedparser, json, sys
        read = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False, resolve_relative_uris=False)
        json.dump({
            "wellFormed": not read.bozo, "version": read.version, "title": read.feed.title, "language": read.feed.get("language", ""),
            "self": [l.href for l in read.feed.links if l.rel == "self"],
            "items": [{
                "id": e.id, "title": e.title, "link": e.link, "published": list(e.published_parsed), "html": e.content[0].value if "content" in e else "",
                "author": e.get("author", ""), "tags": [t.get("label") or t.term for t in e.get("tags", [])],
                "files": [{"href": f.href, "type": f.type, "length": f.get("length", "")} for f in e.enclosures],
            } for e in read.entries],
        }, sys.stdout)
        """;

    public static TheoryData<DatabaseProvider, string> Read => new(
        from engine in new[] { DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql } from ending in new[] { "atom", "rss" } select (engine, ending));

    [Theory, MemberData(nameof(Read))]
    public async Task A_feed_reader_reads_what_the_page_shows(DatabaseProvider engine, string ending)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CoverAsync();
        var feed = await ReadBackAsync(await app.Client.GetByteArrayAsync($"/live/{slug}/feed.{ending}"));
        Assert.True(feed.GetProperty("wellFormed").GetBoolean());
        Assert.Equal(ending == "atom" ? "atom10" : "rss20", feed.GetProperty("version").GetString());
        Assert.Equal("Conseil\u00a0: «\u00a0en continu\u00a0» ?".Replace(" ?", "\u202f?"), feed.GetProperty("title").GetString());
        Assert.Equal([$"{Origin}/live/{slug}/feed.{ending}"], feed.GetProperty("self").EnumerateArray().Select(link => link.GetString()));

        var page = await app.LoadAsync($"/live/{slug}");
        var shown = page.QuerySelectorAll("#entries > .entry").OrderByDescending(entry => entry.GetAttribute("data-position"), StringComparer.Ordinal).ToList();
        var items = feed.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(shown.Select(entry => Origin + entry.QuerySelector("a.permalink")!.GetAttribute("href")), items.Select(item => Text(item, "link")));
        Assert.Equal(shown.Select(entry => "urn:uuid:" + entry.Id!["e-".Length..]), items.Select(item => Text(item, "id")));
        Assert.Equal(shown.Select(entry => DateTimeOffset.Parse(entry.QuerySelector("time.at")!.GetAttribute("datetime")!)), items.Select(Published));
        Assert.Equal(
            ["Une vidéo", "En images", "Une date", "Sans titre, et <script>alert(1)</script> n’est que du texte.", "Ouverture\u00a0: «\u00a0oui\u00a0»\u202f!"],
            items.Select(item => Text(item, "title")));
        Assert.Equal(["Garanties de sécurité", "Urgent"], items[1].GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("Une agence", Text(items[1], "author"));
        Assert.Contains("La date était fausse", Text(items[2], "html"));
    }

    [Theory, MemberData(nameof(Read))]
    public async Task Files_go_along_with_their_size(DatabaseProvider engine, string ending)
    {
        await using var app = new LiveBlogApp(engine);
        var feed = await ReadBackAsync(await app.Client.GetByteArrayAsync($"/live/{await app.CoverAsync()}/feed.{ending}"));
        var files = feed.GetProperty("items")[1].GetProperty("files").EnumerateArray().ToList();
        // RSS readers take one file only.
        Assert.Equal(ending == "rss" ? ["audio/mpeg"] : ["audio/mpeg", "video/mp4", "image/jpeg"], files.Select(file => Text(file, "type")));
        foreach (var file in files)
            Assert.Equal((await app.Client.GetByteArrayAsync(Text(file, "href"))).Length.ToString(), Text(file, "length"));
    }

    [Theory, InlineData("atom"), InlineData("rss"), InlineData("json")]
    public async Task What_feeds_say_needs_no_script_and_holds_whole_addresses_only(string ending)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        foreach (var address in new[] { $"/live/{slug}", $"/topics/{Coverage.Topic}" })
        {
            var texts = ending == "json"
                ? (await JsonAsync(app, $"{address}/feed.json")).GetProperty("items").EnumerateArray().Select(item => Text(item, "content_html")).ToList()
                : (await ReadBackAsync(await app.Client.GetByteArrayAsync($"{address}/feed.{ending}"))).GetProperty("items").EnumerateArray().Select(item => Text(item, "html")).ToList();
            Assert.NotEmpty(texts);
            var all = new HtmlParser().ParseDocument(string.Concat(texts));
            Assert.Empty(all.QuerySelectorAll("script, button, iframe, [data-needs-script], [data-src], [style], [class=external], [tabindex]"));
            var addresses = all.QuerySelectorAll("[href], [src], [poster]")
                .SelectMany(element => new[] { element.GetAttribute("href"), element.GetAttribute("src"), element.GetAttribute("poster") }).OfType<string>().ToList();
            Assert.NotEmpty(addresses);
            Assert.All(addresses, link => Assert.Matches("^https?://", link));
            if (address.StartsWith("/live"))
                Assert.Contains("https://www.youtube.com/watch?v=dQw4w9WgXcQ", addresses);
        }
    }

    [Theory, MemberData(nameof(LiveBlogApp.Engines), MemberType = typeof(LiveBlogApp))]
    public async Task What_was_taken_back_is_a_tombstone_but_a_dropped_draft_was_never_there(DatabaseProvider engine)
    {
        await using var app = new LiveBlogApp(engine);
        var slug = await app.CreateEventAsync();
        var kept = await app.PostAsync(slug, "Reste");
        var gone = await app.PostAsync(slug, "Retirée");
        var (draft, _) = await app.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Brouillon", Status = EntryStatus.Draft }, TestDatabase.Editor, CancellationToken.None);
        foreach (var entry in new[] { gone, draft })
            await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Status = EntryStatus.Withdrawn }, TestDatabase.Editor, CancellationToken.None);
        var feed = XDocument.Parse(await app.Client.GetStringAsync($"/live/{slug}/feed.atom")).Root!;
        Assert.Equal([$"urn:uuid:{kept.Id}"], feed.Elements(Atom + "entry").Select(entry => (string?)entry.Element(Atom + "id")));
        var tombstone = Assert.Single(feed.Elements(Tombstones + "deleted-entry"));
        Assert.Equal($"urn:uuid:{gone.Id}", (string?)tombstone.Attribute("ref"));
        Assert.InRange(DateTimeOffset.Parse((string)tombstone.Attribute("when")!), gone.ModifiedAt, DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Characters_that_XML_cannot_hold_do_not_get_through()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Avant");
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
        {
            // As no command would store it.
            await db.Entries.Where(e => e.Id == entry.Id).ExecuteUpdateAsync(set => set
                .SetProperty(e => e.Headline, "a\u0001b\uFFFEc\u000Bd 🎉").SetProperty(e => e.Body, "e\u0002f &#1; \uFFFF"));
        }
        foreach (var ending in new[] { "atom", "rss" })
        {
            var text = XDocument.Parse(await app.Client.GetStringAsync($"/live/{slug}/feed.{ending}")).Root!.Value;
            Assert.Contains("abcd 🎉", text);
            Assert.Contains("ef", text);
        }
    }

    [Theory, InlineData("atom", "application/atom+xml"), InlineData("rss", "application/rss+xml"), InlineData("json", "application/feed+json")]
    public async Task A_page_names_its_feeds_which_are_not_sent_twice(string ending, string type)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        foreach (var address in new[] { $"/live/{slug}", $"/topics/{Coverage.Topic}", "/wire", "/" })
        {
            var link = (await app.LoadAsync(address)).QuerySelector($"link[rel=alternate][type='{type}']")!.GetAttribute("href")!;
            Assert.EndsWith($"/feed.{ending}", link);
            var first = await app.Client.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal($"{type}; charset=utf-8", first.Content.Headers.ContentType!.ToString());
            Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(app, link, headers => headers.IfNoneMatch.Add(first.Headers.ETag!))).StatusCode);
        }
        var feed = $"/live/{slug}/feed.{ending}";
        var tag = (await app.Client.GetAsync(feed)).Headers.ETag!;
        await app.PostAsync(slug, "Nouvelle");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, feed, headers => headers.IfNoneMatch.Add(tag))).StatusCode);
    }

    [Fact]
    public async Task A_feed_can_be_asked_for_by_time()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        await app.PostAsync(slug, "Première");
        await Task.Delay(1100);
        var changed = (await app.Client.GetAsync($"/live/{slug}/feed.atom")).Content.Headers.LastModified;
        Assert.NotNull(changed);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(app, $"/live/{slug}/feed.atom", headers => headers.IfModifiedSince = changed)).StatusCode);
        await app.PostAsync(slug, "Seconde");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, $"/live/{slug}/feed.atom", headers => headers.IfModifiedSince = changed)).StatusCode);
    }

    [Fact]
    public void A_time_that_may_stand_for_two_states_is_not_sent()
    {
        var http = new DefaultHttpContext();
        http.Response.Revalidate(http.Request, "conseil", "a", DateTime.UtcNow);
        Assert.Null(http.Response.GetTypedHeaders().LastModified);
        http.Response.Revalidate(http.Request, "conseil", "a", DateTime.UtcNow.AddSeconds(-2));
        Assert.NotNull(http.Response.GetTypedHeaders().LastModified);
    }

    [Fact]
    public async Task The_dossiers_feed_has_its_events_and_articles_and_the_wires_leads_to_them()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CoverAsync();
        foreach (var address in new[] { $"/topics/{Coverage.Topic}", "/wire" })
        {
            var links = (await JsonAsync(app, $"{address}/feed.json")).GetProperty("items").EnumerateArray().Select(item => Text(item, "url")).ToHashSet();
            Assert.Equal([$"{Origin}/articles/{Coverage.Article}", $"{Origin}/live/{slug}"], links.Order());
        }
        Assert.Equal(HttpStatusCode.MovedPermanently, (await app.Client.GetAsync("/live/wire/feed.atom")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/live/nothing/feed.atom")).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_article_is_a_tombstone_in_its_dossiers_feed()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.CoverAsync();
        var address = $"/topics/{Coverage.Topic}/feed.atom";
        var ids = XDocument.Parse(await app.Client.GetStringAsync(address)).Root!.Elements(Atom + "entry")
            .Single(entry => ((string)entry.Element(Atom + "link")!.Attribute("href")!).Contains("/articles/")).Element(Atom + "id")!.Value;
        await app.Services.GetRequiredService<Core.Articles.ArticleWriter>().EditAsync(
            Coverage.Article, null, new Core.Articles.ArticleInput { Status = EntryStatus.Withdrawn }, TestDatabase.Editor, CancellationToken.None);
        Assert.Equal([ids], XDocument.Parse(await app.Client.GetStringAsync(address)).Root!.Elements(Tombstones + "deleted-entry").Select(gone => (string?)gone.Attribute("ref")));
    }

    private static async Task<HttpResponseMessage> AskAsync(LiveBlogApp app, string address, Action<HttpRequestHeaders> condition)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        condition(request.Headers);
        return await app.Client.SendAsync(request);
    }

    private static async Task<JsonElement> JsonAsync(LiveBlogApp app, string address) =>
        JsonDocument.Parse(await app.Client.GetByteArrayAsync(address)).RootElement;

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static DateTimeOffset Published(JsonElement item)
    {
        var at = item.GetProperty("published").EnumerateArray().Select(part => part.GetInt32()).ToArray();
        return new DateTimeOffset(at[0], at[1], at[2], at[3], at[4], at[5], TimeSpan.Zero);
    }

    private static async Task<JsonElement> ReadBackAsync(byte[] feed)
    {
        // Debian's own Python, for which apt installs the reader.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", Reader])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await process.StandardInput.BaseStream.WriteAsync(feed);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen((await errors).Contains("No module named 'feedparser'"), "No feed reader: tests/run.sh installs python3-feedparser.");
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(output).RootElement;
    }
}
