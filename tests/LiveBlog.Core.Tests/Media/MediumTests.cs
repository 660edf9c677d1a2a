using LiveBlog.Core.Media;

namespace LiveBlog.Core.Tests.Media;

public sealed class MediumTests
{
    [Theory]
    [InlineData("https://elsewhere.example/photo")]
    [InlineData("//elsewhere.example/photo")]
    [InlineData("/media/../keys/key")]
    [InlineData("/media//etc/hostname")]
    [InlineData("/media/a\" onerror=\"alert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public void A_medium_is_a_file_of_this_site(string path)
    {
        var refused = Assert.Throws<Refused>(() => Medium.Checked([new Medium { Path = path, Widths = "480" }]));
        Assert.Equal(("media-path", "media[0].path"), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData("", "webp jpg", 1.5, "photo-widths")]
    [InlineData("480 x", "webp jpg", 1.5, "photo-widths")]
    [InlineData("480", "webp", 1.5, "photo-formats")]
    [InlineData("480", "jpg exe", 1.5, "photo-formats")]
    [InlineData("480", "jpg", 0, "photo-shape")]
    [InlineData("480", "jpg", double.NaN, "photo-shape")]
    public void A_photo_says_truly_what_files_there_are(string widths, string formats, double ratio, string code)
    {
        var photo = new Medium { Path = "/media/salle", Widths = widths, Formats = formats, AspectRatio = ratio };
        Assert.Equal(code, Assert.Throws<Refused>(() => Medium.Checked([photo])).Code);
    }

    [Fact]
    public void A_medium_that_is_null_has_no_address() =>
        Assert.Equal("media-path", Assert.Throws<Refused>(() => Medium.Checked([null!])).Code);

    [Fact]
    public void Widths_and_formats_come_out_in_the_order_that_pages_need()
    {
        var photo = Assert.Single(Medium.Checked([new Medium { Path = "/media/salle", Widths = "1600 480 960", Formats = "jpg avif" }]));
        Assert.Equal(("480 960 1600", "avif jpg"), (photo.Widths, photo.Formats));
    }
}
