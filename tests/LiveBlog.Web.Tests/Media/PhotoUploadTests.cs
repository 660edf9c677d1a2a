using System.Net;
using System.Net.Http.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Media;

namespace LiveBlog.Web.Tests.Media;

/// <summary>What becomes of photos, and of what only claims to be one.</summary>
public sealed class PhotoUploadTests(UploadApp newsroom) : IClassFixture<UploadApp>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_photo_is_kept_in_several_widths_and_formats_and_served_for_ever()
    {
        var photo = await newsroom.KeptAsync(newsroom.Photo());
        Assert.Equal((MediumKind.Photo, "480 960", "avif webp jpg"), (photo.Kind, photo.Widths, photo.Formats));
        Assert.InRange(photo.AspectRatio, 1.49, 1.51);
        Assert.Matches("^/media/20[0-9]{2}/[01][0-9]/[0-9a-f]{32}$", photo.Path);
        var served = await newsroom.App.Client.GetAsync($"{photo.Path}-480.avif", None);
        Assert.Equal("image/avif", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", served.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString());
        Assert.Equal(6, (await newsroom.ServedAsync(photo)).Count);
    }

    [Fact]
    public async Task The_same_file_twice_is_one_and_keeps_the_texts_it_came_with()
    {
        var first = await newsroom.KeptAsync(newsroom.Photo("carte-480.jpg"));
        var files = newsroom.Kept();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(newsroom.Photo("carte-480.jpg")), "files", "autre.jpg" },
            { new StringContent("Une carte"), "alt" }, { new StringContent("AFP"), "credit" },
        };
        var again = await newsroom.Editor.PostAsync("/api/v1/media", form, None);
        var second = (await again.Content.ReadFromJsonAsync<Medium>(LiveBlogApp.Json, None))!;
        Assert.Equal(first with { Alt = "Une carte", Credit = "AFP" }, second);
        Assert.Equal(files, newsroom.Kept());
    }

    [Fact]
    public async Task A_photo_sent_in_several_widths_is_one_photo_if_they_show_the_same()
    {
        var together = await newsroom.SendAsync([TestImages.Png(700, 466), TestImages.Png(480, 320)], type: "image/png");
        Assert.Equal("480 700", (await together.Content.ReadFromJsonAsync<Medium>(LiveBlogApp.Json, None))!.Widths);
        var others = await newsroom.SendAsync([TestImages.Png(700, 466), TestImages.Png(480, 480)]);
        Assert.Contains("media-shapes", await others.Content.ReadAsStringAsync(None));
    }

    [Fact]
    public async Task A_small_photo_is_not_enlarged() => Assert.Equal("64", (await newsroom.KeptAsync(TestImages.Png(64, 48))).Widths);

    [Fact]
    public async Task Where_a_photo_was_taken_is_in_no_file_that_is_served()
    {
        var sent = TestImages.WithGps(newsroom.Photo());
        Assert.True(sent.AsSpan().IndexOf("LIEU-SECRET"u8) > 0);
        await newsroom.ServesNoneWithAsync(await newsroom.KeptAsync(sent), TestImages.Secret, "Exif", "xmpmeta", "GPS");
    }

    [Fact]
    public async Task What_follows_the_end_of_a_photo_is_in_no_file_that_is_served()
    {
        byte[] sent = [.. newsroom.Photo(), .. "<html><script>alert(1)</script></html>"u8];
        await newsroom.ServesNoneWithAsync(await newsroom.KeptAsync(sent), "<html", "<script", "alert(1)");
    }

    [Fact]
    public async Task HTML_named_as_a_photo_is_refused() =>
        Assert.Contains("HTML", await newsroom.RefusesAsync("media-type", [.. "<!doctype html><script>alert(1)</script>"u8], "photo.jpg", "image/jpeg"));

    [Fact]
    public async Task SVG_with_a_script_is_refused() =>
        Assert.Contains("SVG", await newsroom.RefusesAsync(
            "media-type", [.. "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8], "dessin.svg", "image/svg+xml"));

    [Fact]
    public async Task A_GIF_that_is_HTML_as_well_is_refused() =>
        Assert.Contains("GIF", await newsroom.RefusesAsync("media-type", [.. "GIF89a/*<html>*/=1;alert(1)//"u8], "anim.gif", "image/gif"));

    [Theory]
    [InlineData("%PDF-1.7 %\u00e2\u00e3", "PDF")]
    [InlineData("II*\0\u0008\0\0\0", "TIFF")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC")]
    [InlineData("PK\u0003\u0004zip", "ZIP")]
    public async Task What_is_sent_by_mistake_is_refused_by_its_name(string begin, string name) =>
        Assert.Contains(name, await newsroom.RefusesAsync("media-type", [.. System.Text.Encoding.Latin1.GetBytes(begin), .. new byte[2_000]], "photo.jpg"));

    [Fact]
    public async Task A_photo_that_claims_400_megapixels_is_refused_before_it_is_decoded()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var sentence = await newsroom.RefusesAsync("media-too-many-pixels", TestImages.Png(20_000, 20_000, dataHeight: 4), "bombe.png", "image/png");
        Assert.Contains("400 megapixels", sentence);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_text_in_a_photo_that_unpacks_to_a_hundred_times_its_size_is_not_kept()
    {
        var sent = TestImages.WithPackedText(TestImages.Png(64, 64), 100_000_000);
        Assert.InRange(sent.Length, 1, 500_000);
        var photo = await newsroom.KeptAsync(sent, "bombe.png", "image/png");
        Assert.All((await newsroom.ServedAsync(photo)).Values, file => Assert.InRange(file.Length, 1, 5_000));
    }

    [Fact]
    public async Task A_photo_that_is_cut_off_is_refused()
    {
        var whole = newsroom.Photo();
        await newsroom.RefusesAsync("media-broken", whole[..(whole.Length / 2)]);
        await newsroom.RefusesAsync("media-broken", whole[..200]);
        await newsroom.RefusesAsync("media-broken", TestImages.Png(600, 400, dataHeight: 100));
    }

    [Fact]
    public async Task An_empty_file_is_refused() => await newsroom.RefusesAsync("media-empty", []);

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("..\\\\..\\\\web.config")]
    [InlineData("a.jpg%00.html")]
    public async Task A_file_name_leads_nowhere(string name)
    {
        var photo = await newsroom.KeptAsync(TestImages.Png(50, 50 + name.Length), name);
        Assert.Matches("^/media/[0-9/]+/[0-9a-f]{32}$", photo.Path);
        Assert.All(newsroom.Kept(), path => Assert.Matches(@"^(\d{4}/\d\d/\.?[0-9a-f]{32}[-.a-z0-9]*)$", Path.GetRelativePath(newsroom.MediaFolder, path)));
    }

    [Fact]
    public async Task What_the_sender_says_of_the_type_counts_for_nothing()
    {
        Assert.Equal(MediumKind.Photo, (await newsroom.KeptAsync(TestImages.Png(40, 30), "page.html", "text/html")).Kind);
        await newsroom.RefusesAsync("media-unknown", [1, 2, 3, 4, 5, 6, 7, 8], "photo.png", "image/png");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_while_it_is_sent()
    {
        var large = new byte[26_000_000];
        newsroom.Photo().CopyTo(large, 0);
        Assert.Contains("25 MB", await newsroom.RefusesAsync("media-too-large", large));
    }

    [Fact]
    public async Task A_request_that_is_no_form_is_refused()
    {
        foreach (HttpContent content in new HttpContent[] { new StringContent("{}"), new ByteArrayContent(newsroom.Photo()), new FormUrlEncodedContent([]) })
        {
            var answer = await newsroom.Editor.PostAsync("/api/v1/media", content, None);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("media-form", await answer.Content.ReadAsStringAsync(None));
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_sends_nothing_and_a_contributor_may()
    {
        var stranger = await newsroom.SendAsync(newsroom.Photo(), sender: newsroom.App.Client);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        var contributor = await newsroom.App.ToolAsync(Role.Contributor, "Correspondante");
        Assert.Equal(HttpStatusCode.OK, (await newsroom.SendAsync(newsroom.Photo(), sender: contributor)).StatusCode);
    }

    [Fact]
    public async Task Notes_of_ours_beside_the_files_are_not_served()
    {
        var photo = await newsroom.KeptAsync(newsroom.Photo());
        var note = photo.Path[..^32] + "." + photo.Path[^32..] + ".json";
        Assert.True(File.Exists(Path.Combine(newsroom.MediaFolder, note["/media/".Length..])));
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.App.Client.GetAsync(note, None)).StatusCode);
    }

    [Fact]
    public async Task The_limits_are_said_beforehand()
    {
        var limits = await newsroom.Editor.GetFromJsonAsync<Dictionary<string, object>>("/api/v1/media/limits", None);
        Assert.Equal("25000000", limits!["photoBytes"].ToString());
    }

    [Fact]
    public async Task Credits_used_lately_are_suggested_the_latest_first()
    {
        var slug = await newsroom.App.CreateEventAsync();
        foreach (var credit in new[] { "AFP / Jean Dupont", "Reuters", "AFP / Jean Dupont" })
        {
            await newsroom.Editor.PostAsJsonAsync($"/api/v1/events/{slug}/entries", new
            {
                headline = "Photo", media = new[] { new { kind = "photo", path = "/media/x", widths = "480", formats = "jpg", credit } },
            }, None);
        }
        Assert.Equal(["AFP / Jean Dupont", "Reuters"], await newsroom.Editor.GetFromJsonAsync<string[]>("/api/v1/media/credits", None) ?? []);
    }
}
