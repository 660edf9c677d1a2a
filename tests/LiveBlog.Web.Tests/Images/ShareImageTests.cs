using System.Net;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Core.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Images;

public sealed class ShareImageTests : IAsyncLifetime
{
    private static readonly (byte, byte, byte) Ground = (0x12, 0x15, 0x1b);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly LiveBlogApp app = new(DatabaseProvider.Sqlite);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_event_an_entry_an_article_and_a_dossier_each_have_an_image_of_their_own()
    {
        var slug = await EventAsync("Conseil Otan-Russie en continu");
        var entry = await app.PostAsync(slug, "La Russie se dit prête à discuter");
        var article = await app.Services.GetRequiredService<ArticleWriter>().CreateAsync(
            Guid.CreateVersion7(), new ArticleInput { Title = "Trois villes en une semaine", Body = "Texte." }, TestDatabase.Editor, None);
        string[] addresses =
        [
            $"/live/{slug}/share.png", $"/live/{slug}/{entry.Id}/share.png", $"/articles/{article.Article.Slug}/share.png",
            "/topics/garanties-de-securite/share.png", "/share.png",
        ];
        var files = new HashSet<string>();
        foreach (var address in addresses)
        {
            var file = await app.Client.GetByteArrayAsync(address, None);
            var image = new Png(file);
            Assert.Equal((1200, 630), (image.Width, image.Height));
            Assert.True(files.Add(Convert.ToBase64String(file)), address);
            Assert.InRange(file.Length, 1, 300_000);
        }
    }

    [Theory]
    [InlineData("fr", "Élargir encore l’Otan apporterait plus de risques que d’avantages, avertit la diplomatie russe ; « à suivre »")]
    [InlineData("fr", "Court")]
    [InlineData("de", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsfeierlichkeiten in Wien")]
    [InlineData("ru", "Совет Россия — НАТО: стороны готовы обсуждать ударные вооружения и меры проверки, заявил Александр Грушко")]
    [InlineData("ar", "مجلس الناتو وروسيا: اليوم كما جرى في بروكسل، من الصباح حتى المساء، وما قاله الطرفان بعد أربع ساعات")]
    [InlineData("fr", "<b>&amp; \u0007\u202E \uD83D\uDE00 et toutes sortes de signes que l’on n’attend pas</b>")]
    public async Task No_headline_leaves_its_margins(string language, string title)
    {
        foreach (var text in new[] { title, string.Concat(Enumerable.Repeat(title + " ", 3))[..Math.Min(200, title.Length * 3)] })
        {
            var slug = await EventAsync(text, language);
            var image = new Png(await app.Client.GetByteArrayAsync($"/live/{slug}/share.png", None));
            // The bar stands where reading begins; the other side is free of everything.
            var isRightToLeft = language == "ar";
            var (barred, free) = isRightToLeft ? ((1200 - 60, 1200 - 14), (0, 60)) : ((14, 60), (1200 - 60, 1200));
            Assert.Equal(0, image.Others(Ground, barred.Item1, 0, barred.Item2, 630));
            Assert.Equal(0, image.Others(Ground, free.Item1, 0, free.Item2, 630));
            Assert.Equal(0, image.Others(Ground, 64, 0, 1136, 40));
            Assert.Equal(0, image.Others(Ground, 64, 596, 1136, 630));
            // Between headline and mark there is air.
            Assert.Equal(0, image.Others(Ground, 64, 514, 1136, 530));
            Assert.InRange(image.Others(Ground, 64, 180, 1136, 510), 2_000, 200_000);
        }
    }

    [Fact]
    public async Task The_photo_stands_where_reading_ends()
    {
        var photo = new Photo { Path = "/demo/otan-russie", Widths = "480 960 1600", AspectRatio = 1.5, Alt = "Une table" };
        var french = new Png(await app.Client.GetByteArrayAsync($"/live/{await EventAsync("Conseil", "fr", photo)}/share.png", None));
        Assert.InRange(french.Others(Ground, 740, 0, 1200, 630), 200_000, 460 * 630);
        Assert.Equal(0, french.Others(Ground, 680, 0, 730, 630));
        var arabic = new Png(await app.Client.GetByteArrayAsync($"/live/{await EventAsync("مجلس الناتو", "ar", photo)}/share.png", None));
        Assert.InRange(arabic.Others(Ground, 0, 0, 460, 630), 200_000, 460 * 630);
        Assert.Equal(0, arabic.Others(Ground, 470, 0, 520, 630));
    }

    [Fact]
    public async Task A_photo_whose_file_is_gone_or_broken_is_left_out()
    {
        var gone = new Photo { Path = "/media/gone", Widths = "480", AspectRatio = 1.5, Alt = "" };
        var image = new Png(await app.Client.GetByteArrayAsync($"/live/{await EventAsync("Sans photo", "fr", gone)}/share.png", None));
        Assert.Equal(0, image.Others(Ground, 1140, 0, 1200, 630));

        var media = Path.Combine(app.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Data:Directory"]!, "media");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(media).FullName, "broken-480.jpg"), "no image", None);
        var broken = gone with { Path = "/media/broken" };
        image = new Png(await app.Client.GetByteArrayAsync($"/live/{await EventAsync("Photo abîmée", "fr", broken)}/share.png", None));
        Assert.Equal(0, image.Others(Ground, 1140, 0, 1200, 630));
    }

    [Fact]
    public async Task What_does_not_show_on_it_does_not_change_it()
    {
        var slug = await EventAsync("Une journée en continu");
        var first = await app.Client.GetAsync($"/live/{slug}/share.png", None);
        Assert.Equal("image/png", first.Content.Headers.ContentType?.MediaType);
        Assert.Contains("s-maxage", first.Headers.CacheControl!.ToString());
        await app.PostAsync(slug, "Rien de neuf sur l’image");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}/share.png") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await app.Client.SendAsync(again, None)).StatusCode);
        await app.Events.EditAsync(slug, null, new EventInput { Title = "Un autre titre" }, TestDatabase.Editor, None);
        using var changed = new HttpRequestMessage(HttpMethod.Get, $"/live/{slug}/share.png") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.OK, (await app.Client.SendAsync(changed, None)).StatusCode);
    }

    [Fact]
    public async Task Drafts_and_the_unknown_answer_404_and_what_was_withdrawn_410()
    {
        var slug = await EventAsync("Une journée");
        var draft = await app.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = "Pas encore", Status = EntryStatus.Draft }, TestDatabase.Editor, None);
        var withdrawn = await app.PostAsync(slug, "Plus maintenant");
        await app.Entries.WithdrawAsync(slug, withdrawn.Id, TestDatabase.Editor, None);
        var other = await EventAsync("Une autre journée");
        async Task<HttpStatusCode> Answer(string address) => (await app.Client.GetAsync(address, None)).StatusCode;
        Assert.Equal(HttpStatusCode.NotFound, await Answer("/live/inconnu/share.png"));
        Assert.Equal(HttpStatusCode.NotFound, await Answer($"/live/{slug}/{Guid.CreateVersion7()}/share.png"));
        Assert.Equal(HttpStatusCode.NotFound, await Answer($"/live/{slug}/{draft.Entry.Id}/share.png"));
        Assert.Equal(HttpStatusCode.NotFound, await Answer($"/live/{other}/{withdrawn.Id}/share.png"));
        Assert.Equal(HttpStatusCode.NotFound, await Answer("/articles/inconnu/share.png"));
        Assert.Equal(HttpStatusCode.NotFound, await Answer("/topics/inconnu/share.png"));
        Assert.Equal(HttpStatusCode.Gone, await Answer($"/live/{slug}/{withdrawn.Id}/share.png"));
    }

    private async Task<string> EventAsync(string title, string language = "fr", Photo? photo = null) => (await app.Events.CreateAsync(
        new EventInput
        {
            Title = title, Slug = $"e-{Guid.NewGuid():N}", Topic = "Garanties de sécurité", Language = language, TimeZone = "Europe/Brussels",
            Status = EventStatus.Live, Photo = photo,
        },
        TestDatabase.Editor, None)).Slug;
}
