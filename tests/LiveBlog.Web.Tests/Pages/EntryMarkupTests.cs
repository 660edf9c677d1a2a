using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Data.Demo;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

/// <summary>What an entry shows beside its text.</summary>
public sealed class EntryMarkupTests
{
    private static readonly Medium Photo = new()
    {
        Path = "/demo/drapeaux", Widths = "480 960", Formats = "avif webp jpg", AspectRatio = 1.5, Alt = "Des drapeaux", Caption = "Devant le siège.", Credit = "Agence",
    };

    [Fact]
    public async Task A_day_is_shown_where_it_is_another_than_that_of_the_entry_before_and_never_over_a_pinned_one()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        // In Brussels the second is of the 13th already.
        foreach (var at in new[] { "2022-01-12T22:30:00Z", "2022-01-12T23:30:00Z", "2022-01-13T08:00:00Z" })
            await PostAsync(app, slug, new EntryInput { Headline = at, PublishedAt = DateTimeOffset.Parse(at) });
        await PostAsync(app, slug, new EntryInput { Headline = "épinglé", Pinned = true, PublishedAt = DateTimeOffset.Parse("2022-01-11T08:00:00Z") });
        var days = (await LoadAsync(app, $"/live/{slug}")).QuerySelectorAll("#entries > article > .day");
        Assert.Equal(["", "jeudi 13 janvier 2022", "", "mercredi 12 janvier 2022"],
            days.Select(day => day.HasAttribute("hidden") ? "" : day.TextContent.Trim()));
    }

    [Fact]
    public async Task When_it_happened_is_told_with_the_day_only_where_that_is_another()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var at = DateTimeOffset.Parse("2022-01-12T17:38:00Z");
        await PostAsync(app, slug, new EntryInput { Headline = "a", PublishedAt = at, HappenedAt = at.AddMinutes(-43) });
        Assert.Equal("Survenu à 17:55", Text(await LoadAsync(app, $"/live/{slug}"), ".happened"));
        await PostAsync(app, slug, new EntryInput { Headline = "b", PublishedAt = at.AddMinutes(1), HappenedAt = at.AddDays(-1) });
        Assert.Equal("Survenu le 11.01.2022 à 18:38", Text(await LoadAsync(app, $"/live/{slug}"), ".happened"));
    }

    [Fact]
    public async Task An_edit_is_told_and_leads_to_the_versions_and_an_entry_never_edited_has_neither()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        var entry = await app.PostAsync(slug, "Avant");
        var fresh = await LoadAsync(app, $"/live/{slug}");
        Assert.Null(fresh.QuerySelector(".edited, a.history"));
        await app.Entries.EditAsync(slug, entry.Id, entry.Version, new EntryInput { Headline = "Après" }, TestDatabase.Editor, CancellationToken.None);
        var page = await LoadAsync(app, $"/live/{slug}");
        Assert.StartsWith("modifié à ", Text(page, ".edited"), StringComparison.Ordinal);
        Assert.Equal($"/live/{slug}/{entry.Id}/history", page.QuerySelector("a.history")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_photo_has_its_formats_its_place_and_its_words()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var figure = (await PostedAsync(app, new EntryInput { Headline = "Photo", Media = [Photo] })).QuerySelector("figure")!;
        Assert.Equal(["image/avif", "image/webp"], figure.QuerySelectorAll("source").Select(source => source.GetAttribute("type")));
        var image = figure.QuerySelector("img")!;
        Assert.Equal("960 640 lazy", $"{image.GetAttribute("width")} {image.GetAttribute("height")} {image.GetAttribute("loading")}");
        Assert.Equal("Des drapeaux", image.GetAttribute("alt"));
        Assert.Equal("Devant le siège. Agence", figure.QuerySelector("figcaption")!.TextContent.Trim());
    }

    [Fact]
    public async Task Several_photos_are_a_named_row_that_the_keyboard_reaches()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var entry = await PostedAsync(app, new EntryInput { Headline = "Photos", Media = [Photo, Photo with { Alt = "Une table" }] });
        var gallery = entry.QuerySelector(".gallery[role=group][tabindex='0']")!;
        Assert.Equal("Galerie de 2 photos", gallery.GetAttribute("aria-label"));
        Assert.Equal(["Des drapeaux", "Une table"], gallery.QuerySelectorAll("figure img").Select(image => image.GetAttribute("alt")));
    }

    [Fact]
    public async Task Sound_and_video_load_nothing_before_they_are_played()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var entry = await PostedAsync(app, new EntryInput
        {
            Headline = "Médias",
            Media =
            [
                new Medium { Kind = MediumKind.Audio, Path = "/demo/carillon.mp3", Caption = "Le signal" },
                new Medium { Kind = MediumKind.Video, Path = "/demo/drapeaux.mp4", Alt = "Drapeaux au vent", Poster = "/demo/drapeaux-960.jpg", AspectRatio = 1.5 },
            ],
        });
        Assert.Equal(["none", "none"], entry.QuerySelectorAll("audio[controls], video[controls]").Select(medium => medium.GetAttribute("preload")));
        Assert.Equal("Le signal", entry.QuerySelector("audio")!.GetAttribute("aria-label"));
        Assert.Equal("960 640", $"{entry.QuerySelector("video")!.GetAttribute("width")} {entry.QuerySelector("video")!.GetAttribute("height")}");
    }

    [Theory]
    [InlineData("/articles/a", "Article", null)]
    [InlineData("/live/b", "Direct", null)]
    [InlineData("/live/b/0190abcd-0000-7000-8000-000000000001", "Publication", null)]
    [InlineData("https://www.example.org/x", "example.org", "external noopener")]
    public async Task A_card_says_what_it_leads_to(string url, string kind, string? rel)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var card = (await PostedAsync(app, new EntryInput { Headline = "Carte", Related = new RelatedCard("Titre", url, new DateOnly(2022, 1, 10), "/demo/vienne-480.jpg") }))
            .QuerySelector(".card")!;
        Assert.StartsWith(kind, card.QuerySelector("small")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.EndsWith("10.01.2022", card.QuerySelector("small")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(rel, card.QuerySelector("a")!.GetAttribute("rel"));
        Assert.Equal("/demo/vienne-480.jpg", card.QuerySelector("img")!.GetAttribute("src"));
    }

    [Theory]
    [InlineData("", "on")]
    [InlineData("?images=no", null)]
    public async Task Who_saves_data_gets_no_picture_before_asking_for_it(string query, string? header)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        await PostAsync(app, slug, new EntryInput
        {
            Headline = "Photo",
            Media = [Photo, new Medium { Kind = MediumKind.Video, Path = "/demo/drapeaux.mp4", Poster = "/demo/drapeaux-960.jpg" }],
            Related = new RelatedCard("Carte", "/articles/a", null, "/demo/vienne-480.jpg"),
        });
        if (header is not null)
            app.Client.DefaultRequestHeaders.Add("Save-Data", header);
        var answer = await app.Client.GetAsync($"/live/{slug}{query}");
        Assert.Contains("Save-Data", answer.Headers.Vary);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        var entry = page.QuerySelector("#entries article")!;
        // What stands in a template is not loaded.
        Assert.Empty(entry.QuerySelectorAll("img, [poster]"));
        Assert.Equal("Afficher la photo\u00a0: Des drapeaux", entry.QuerySelector("button.load-photo")!.TextContent);
        Assert.NotNull(((IHtmlTemplateElement)entry.QuerySelector(".photo > template")!).Content.QuerySelector("picture > img"));
        Assert.Contains("/demo/drapeaux-960.jpg", entry.QuerySelector(".photo > noscript")!.InnerHtml, StringComparison.Ordinal);
        Assert.True(page.DocumentElement.HasAttribute("data-saver"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles/trois-tables-pour-une-meme-question")]
    [InlineData("/topics/garanties-de-securite")]
    [InlineData("/live/conseil-otan-russie")]
    public async Task Nor_on_any_other_page(string address)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        await app.Services.GetRequiredService<DemoEvents>().SeedAsync(CancellationToken.None);
        var plain = await app.Client.GetAsync(address);
        Assert.NotEmpty(new HtmlParser().ParseDocument(await plain.Content.ReadAsStringAsync()).QuerySelectorAll("img"));
        app.Client.DefaultRequestHeaders.Add("Save-Data", "on");
        var saving = await app.Client.GetAsync(address);
        Assert.Equal(["Accept-Encoding", "Save-Data"], saving.Headers.Vary.Order());
        Assert.NotEqual(plain.Headers.ETag, saving.Headers.ETag);
        Assert.Empty(new HtmlParser().ParseDocument(await saving.Content.ReadAsStringAsync()).QuerySelectorAll("img, [poster]"));
    }

    private static string Text(IHtmlDocument page, string selector) => page.QuerySelector(selector)!.TextContent.Trim();

    private static async Task<IElement> PostedAsync(LiveBlogApp app, EntryInput input)
    {
        var slug = await app.CreateEventAsync();
        await PostAsync(app, slug, input);
        return (await LoadAsync(app, $"/live/{slug}")).QuerySelector("#entries > article")!;
    }

    private static Task PostAsync(LiveBlogApp app, string slug, EntryInput input) =>
        app.Entries.PostAsync(slug, Guid.CreateVersion7(), input, TestDatabase.Editor, CancellationToken.None);

    private static async Task<IHtmlDocument> LoadAsync(LiveBlogApp app, string address) =>
        new HtmlParser().ParseDocument(await app.Client.GetStringAsync(address));
}
