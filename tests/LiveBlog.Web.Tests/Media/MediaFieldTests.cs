using LiveBlog.Core;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;
using LiveBlog.Web.Pages.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Media;

/// <summary>The media of a form, as a browser with or without script sends them.</summary>
public sealed class MediaFieldTests(UploadApp newsroom) : IClassFixture<UploadApp>
{
    private static readonly Medium First = new() { Path = "/media/a", Widths = "480", Formats = "jpg", Alt = "Une table" };
    private static readonly Medium Second = new() { Kind = MediumKind.Audio, Path = "/media/b.mp3", Caption = "Le discours" };

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal([First, Second], MediaField.Read(MediaField.Write([First, Second])));

    [Fact]
    public void A_field_that_says_nothing_leaves_media_as_they_are_and_an_empty_list_takes_them_away()
    {
        Assert.Null(MediaField.Read(""));
        Assert.Null(MediaField.Read(null));
        Assert.Empty(MediaField.Read("[]")!);
    }

    [Fact]
    public void What_is_still_on_its_way_is_left_out() =>
        Assert.Equal([First], MediaField.Read("[{\"kind\":\"photo\",\"path\":\"\",\"local\":\"x\"}," + MediaField.Write([First])[1..]));

    [Theory]
    [InlineData("{oops")]
    [InlineData("[{\"kind\":\"virus\",\"path\":\"/x\"}]")]
    public void What_is_no_list_of_media_is_refused(string json) => Assert.Equal("media-field", Assert.Throws<Refused>(() => MediaField.Read(json)).Code);

    [Fact]
    public void A_photo_without_a_path_takes_the_photo_away()
    {
        var photo = MediaField.ReadPhoto("""{"path":"","widths":"","aspectRatio":1,"alt":""}""");
        Assert.Null(Photo.Checked(photo!, "photo"));
        Assert.Null(MediaField.ReadPhoto(""));
    }

    [Fact]
    public async Task Without_a_script_texts_order_and_files_are_taken_from_the_forms_own_fields()
    {
        var file = newsroom.Photo("carte-480.jpg");
        var store = newsroom.App.Services.GetRequiredService<MediaStore>();
        MediumTexts[] texts = [new() { Alt = "Autre chose", Credit = "AFP", Place = 2 }, new() { Caption = "Le discours", Place = 1 }];
        var media = MediaField.Read(await MediaField.TakeAsync(
            MediaField.Write([First, Second]), texts, [new FormFile(new MemoryStream(file), 0, file.Length, "files", "x.exe")], store, CancellationToken.None))!;
        Assert.Equal([Second, First with { Alt = "Autre chose", Credit = "AFP" }], media.Take(2));
        Assert.Equal((3, MediumKind.Photo, "480"), (media.Count, media[2].Kind, media[2].Widths));
        Assert.Equal([Second], MediaField.Read(await MediaField.TakeAsync(
            MediaField.Write([First, Second]), [new() { Remove = true }, new() { Caption = "Le discours" }], [], store, CancellationToken.None)));
    }
}
