using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Media;
using LiveBlog.Web.Tests.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.People;

/// <summary>Photos of a correspondent who has a link and no account.</summary>
public sealed class FilingPhotoTests(UploadApp newsroom) : IClassFixture<UploadApp>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Without_script_a_photo_goes_with_its_texts_into_the_queue_and_loses_its_place()
    {
        var page = await LinkAsync();
        var id = Guid.CreateVersion7();
        var sent = await FileAsync(page, id, 0, TestImages.WithGps(newsroom.Photo()), ("PhotoTexts.Alt", "Un pont fermé"), ("PhotoTexts.Credit", "Anna"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var entry = await EntryAsync(id);
        var photo = Assert.Single(entry.Media);
        Assert.Equal((EntryStatus.Submitted, "Un pont fermé", "Anna", "480 960"), (entry.Status, photo.Alt, photo.Credit, photo.Widths));
        await newsroom.ServesNoneWithAsync(photo, "LIEU-SECRET");

        // Another one, and the texts of the first, by the form that shows what was sent.
        var form = new HtmlParser().ParseDocument(await newsroom.App.Client.GetStringAsync($"{page}?id={id}", None)).QuerySelector("#file")!;
        Assert.Equal("multipart/form-data", form.GetAttribute("enctype"));
        Assert.Contains("25", form.QuerySelector("#photos-hint")!.TextContent);
        var media = form.QuerySelector("[name=Media]")!.GetAttribute("value")!;
        sent = await FileAsync(page, id, 1, TestImages.Png(64, 48), ("Media", media), ("MediaTexts[0].Alt", "Le pont, fermé"), ("PhotoTexts.Alt", "La Meuse"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Equal(["Le pont, fermé", "La Meuse"], (await EntryAsync(id)).Media.Select(medium => medium.Alt));
    }

    [Fact]
    public async Task A_file_that_is_no_photo_is_refused_in_words_and_the_text_stays()
    {
        var before = newsroom.Kept();
        var sent = await FileAsync(await LinkAsync(), Guid.CreateVersion7(), 0, UploadApp.Fixture("son.mp3"));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var page = new HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync(None));
        Assert.Contains("JPEG", page.QuerySelector("#problem")!.TextContent);
        Assert.Equal("Vu sur place", page.QuerySelector("#headline")!.GetAttribute("value"));
        Assert.Equal(before, newsroom.Kept());
    }

    [Fact]
    public async Task The_script_sends_photos_by_a_good_link_only_and_nothing_but_photos()
    {
        var page = await LinkAsync();
        var kept = await SendAsync(page, newsroom.Photo("carte-480.jpg"));
        Assert.Matches("^/media/", (await kept.Content.ReadFromJsonAsync<Medium>(LiveBlogApp.Json, None))!.Path);
        var sound = await SendAsync(page, UploadApp.Fixture("son.mp3"));
        Assert.Equal(HttpStatusCode.BadRequest, sound.StatusCode);
        Assert.Contains("photo-needed", await sound.Content.ReadAsStringAsync(None));
        var stranger = await SendAsync("/file/nobody-was-given-this", newsroom.Photo("carte-480.jpg"));
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        Assert.Contains("link-gone", await stranger.Content.ReadAsStringAsync(None));
    }

    private async Task<string> LinkAsync()
    {
        var slug = await newsroom.App.CreateEventAsync($"Crue {Guid.NewGuid():n}");
        var (_, secret) = await newsroom.App.Services.GetRequiredService<FilingLinkWriter>().CreateAsync(slug, "Anna", TimeSpan.FromDays(1), TokenWriter.CommandLine, None);
        return $"/file/{secret}";
    }

    private async Task<Entry> EntryAsync(Guid id)
    {
        await using var db = await newsroom.App.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync(None);
        return await db.Entries.AsNoTracking().SingleAsync(entry => entry.Id == id, None);
    }

    private async Task<HttpResponseMessage> FileAsync(string page, Guid id, int version, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new StringContent(id.ToString()), "Id" }, { new StringContent($"{version}"), "Version" }, { new StringContent("Vu sur place"), "Headline" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(file), "Photo", "IMG_1.jpg");
        return await newsroom.App.Client.PostAsync(page, form, None);
    }

    private async Task<HttpResponseMessage> SendAsync(string page, byte[] file)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(part, "files", "photo.jpg");
        return await newsroom.App.Client.PostAsync($"{page}/photos", form, None);
    }
}
