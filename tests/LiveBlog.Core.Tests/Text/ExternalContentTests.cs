using LiveBlog.Core.Text;

namespace LiveBlog.Core.Tests.Text;

public class ExternalContentTests
{
    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&list=PL1", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=abc", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?t=90", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3723")]
    [InlineData("https://youtube.com/live/dQw4w9WgXcQ?feature=share", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://youtube.com/shorts/dQw4w9WgXcQ/", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("HTTPS://YouTube.com/watch?v=dQw4w9WgXcQ#x", "YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")]
    [InlineData("https://x.com/OTAN/status/1481315425617125377?t=19&s=20", "X", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1481315425617125377")]
    [InlineData("https://twitter.com/OTAN/status/1481315425617125377/photo/1", "X", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1481315425617125377")]
    [InlineData("http://mobile.twitter.com/i/web/status/20", "X", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20")]
    [InlineData("https://t.me/durov/68", "Telegram", "https://t.me/durov/68?embed=1")]
    [InlineData("https://t.me/s/durov/68?single", "Telegram", "https://t.me/durov/68?embed=1")]
    [InlineData("https://www.facebook.com/NATO/posts/pfbid0abcDEF", "Facebook", "https://www.facebook.com/plugins/post.php?show_text=true&href=https%3A%2F%2Fwww.facebook.com%2FNATO%2Fposts%2Fpfbid0abcDEF")]
    [InlineData("https://m.facebook.com/NATO/videos/123456/", "Facebook", "https://www.facebook.com/plugins/video.php?show_text=false&href=https%3A%2F%2Fwww.facebook.com%2FNATO%2Fvideos%2F123456")]
    [InlineData("https://www.facebook.com/watch/?v=123456", "Facebook", "https://www.facebook.com/plugins/video.php?show_text=false&href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D123456")]
    [InlineData("https://www.instagram.com/p/CYoR0abc_-1/?igsh=x", "Instagram", "https://www.instagram.com/p/CYoR0abc_-1/embed/")]
    [InlineData("https://instagram.com/nato/reel/CYoR0abc/", "Instagram", "https://www.instagram.com/p/CYoR0abc/embed/")]
    [InlineData("https://www.tiktok.com/@nato.int/video/7052345678901234567", "TikTok", "https://www.tiktok.com/player/v1/7052345678901234567")]
    [InlineData("https://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1")]
    [InlineData("https://vimeo.com/76979871/0a1b2c3d4e", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e")]
    [InlineData("https://www.dailymotion.com/video/x84sh87", "Dailymotion", "https://geo.dailymotion.com/player.html?video=x84sh87")]
    [InlineData("https://dai.ly/x84sh87?start=12", "Dailymotion", "https://geo.dailymotion.com/player.html?video=x84sh87&startTime=12")]
    [InlineData("https://soundcloud.com/forss/flickermood", "SoundCloud", "https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood")]
    [InlineData("https://soundcloud.com/forss/sets/soulhack", "SoundCloud", "https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fsets%2Fsoulhack")]
    public void An_address_of_a_known_site_gives_the_address_of_its_frame(string address, string provider, string frame)
    {
        var content = ExternalContent.From(address);
        Assert.Equal((provider, frame), (content?.Provider, content?.Frame));
    }

    public static TheoryData<string> NoContent =>
    [
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evilyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be@evil.example/dQw4w9WgXcQ",
        "https://reader:secret@youtu.be/dQw4w9WgXcQ",
        "https://@youtu.be/dQw4w9WgXcQ",
        "https://youtu.be:443/dQw4w9WgXcQ",
        "https://youtu.be:8080/dQw4w9WgXcQ",
        "https://youtu.be./dQw4w9WgXcQ",
        "https://youtu%2Ebe/dQw4w9WgXcQ",
        "https://уoutu.be/dQw4w9WgXcQ",
        "https:\\\\youtu.be\\dQw4w9WgXcQ",
        "https://evil.example\\@youtu.be/dQw4w9WgXcQ",
        "https:youtu.be/dQw4w9WgXcQ",
        "//youtu.be/dQw4w9WgXcQ",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "javascript:alert('https://youtu.be/dQw4w9WgXcQ')",
        "data:text/html,https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ\"onload=\"alert(1)",
        "https://youtu.be/dQw4w9WgXcQ<script>",
        "https://youtu.be/dQw4w9WgXcQ/../x",
        "https://youtu.be/dQw4w9WgXc",
        "https://youtu.be/dQw4w9WgXcQ&start=5",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&v=xxxxxxxxxxx",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ%26start=5",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/@nato",
        "https://x.com/OTAN",
        "https://x.com/OTAN/status/12/34",
        "https://x.com/OTAN/status/١٢٣",
        "https://t.me/durov",
        "https://t.me/c/1234/5",
        "https://www.facebook.com/NATO",
        "https://www.instagram.com/nato/",
        "https://www.tiktok.com/@nato",
        "https://vimeo.com/about",
        "https://soundcloud.com/forss",
        "https://soundcloud.com/forss/likes",
        "https://soundcloud.com/discover/sets",
        "",
    ];

    [Theory, MemberData(nameof(NoContent))]
    public void What_only_looks_like_one_is_none(string address) => Assert.Null(ExternalContent.From(address));

    [Fact]
    public void A_frame_is_always_on_an_origin_that_the_policy_lists_whatever_is_typed()
    {
        string[] pieces =
        [
            "https://", "youtu.be", "www.youtube.com", "x.com", "t.me", "facebook.com", "soundcloud.com", "/", "watch?v=", "dQw4w9WgXcQ", "durov", "68", "status",
            "posts", "videos", "sets", "?", "&", "#", "@", ":", "..", "%2F", "%00", "\"", "<", ">", "'", "\\", " ", "t=", "1h", "9", "é", "\u0000", "javascript:",
        ];
        Check.ForTextsOf(pieces, text =>
        {
            foreach (var address in new[] { text, "https://youtu.be/dQw4w9WgXcQ" + text, "https://www.youtube.com/watch?v=dQw4w9WgXcQ" + text, "https://soundcloud.com/" + text })
            {
                if (ExternalContent.From(address) is not { } content)
                    continue;
                Assert.Contains(new Uri(content.Frame).GetLeftPart(UriPartial.Authority), ExternalContent.FrameOrigins);
                Assert.DoesNotContain(content.Frame, c => c is <= ' ' or '"' or '\'' or '<' or '>' or '\\' or '`' or > '~');
            }
        });
    }

    [Theory]
    [InlineData("https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("<https://youtu.be/dQw4w9WgXcQ>")]
    [InlineData("  https://youtu.be/dQw4w9WgXcQ  ")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3")]
    [InlineData("www.youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/a_b-c_d-e_f")]
    public void Alone_in_a_paragraph_the_address_is_external_content(string line) =>
        Assert.Equal("<p>Avant</p>\n[YouTube]\n<p>Après</p>\n", Html($"Avant\n\n{line}\n\nAprès"));

    [Theory]
    [InlineData("Voir https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ.")]
    [InlineData("Une ligne\nhttps://youtu.be/dQw4w9WgXcQ")]
    [InlineData("[la vidéo](https://youtu.be/dQw4w9WgXcQ)")]
    [InlineData("[https://youtu.be/dQw4w9WgXcQ](https://youtu.be/dQw4w9WgXcQ)")]
    [InlineData("- https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("> https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("# https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("**https://youtu.be/dQw4w9WgXcQ**")]
    [InlineData("https://user:pw@youtu.be/dQw4w9WgXcQ")]
    [InlineData("https://youtu.be:8443/dQw4w9WgXcQ")]
    [InlineData("<javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ>")]
    public void Anywhere_else_it_stays_what_it_was(string markdown) =>
        Assert.Equal(MarkdownText.ToHtml(markdown, "fr"), Html(markdown));

    [Fact]
    public void Where_nobody_shows_cards_it_is_a_link() => Assert.Equal(
        "<p><a href=\"https://youtu.be/dQw4w9WgXcQ\" rel=\"noopener\">https://youtu.be/dQw4w9WgXcQ</a></p>\n",
        MarkdownText.ToHtml("https://youtu.be/dQw4w9WgXcQ", "fr"));

    [Theory]
    [InlineData("https://youtu.be/dQw4w9WgXcQ")]
    [InlineData("<https://youtu.be/dQw4w9WgXcQ>")]
    public void In_plain_text_it_is_its_address(string line) =>
        Assert.Equal("Avant\n\nhttps://youtu.be/dQw4w9WgXcQ", PlainText.FromMarkdown($"Avant\n\n{line}"));

    private static string Html(string markdown) => MarkdownText.ToHtml(markdown, "fr", content => $"[{content.Provider}]");
}
