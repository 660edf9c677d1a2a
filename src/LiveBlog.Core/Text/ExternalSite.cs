using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace LiveBlog.Core.Text;

/// <summary>One row of the table of sites whose content can be shown in a frame; see <see cref="ExternalContent"/>.</summary>
internal sealed class ExternalSite
{
    private const string YouTubeId = "(?<id>[A-Za-z0-9_-]{11})";
    private const string FacebookPage = @"(?:(?:www|m)\.)?facebook\.com/(?<path>[A-Za-z0-9.-]{1,80}";

    public static readonly IReadOnlyList<ExternalSite> All =
    [
        new("YouTube", "Google", "16/9",
            @"(?:(?:www|m)\.)?youtube\.com/(?:watch\?v=|(?:live|embed)/)" + YouTubeId + @"|youtu\.be/" + YouTubeId,
            "https://www.youtube-nocookie.com/embed/{id}", "?start={start}"),
        new("YouTube", "Google", "9/16",
            @"(?:(?:www|m)\.)?youtube\.com/shorts/" + YouTubeId,
            "https://www.youtube-nocookie.com/embed/{id}", "?start={start}"),
        new("X", "X Corp.", "4/5",
            @"(?:(?:www|mobile)\.)?(?:x|twitter)\.com/(?:[A-Za-z0-9_]{1,15}|i/web)/status/(?<id>[0-9]{1,20})(?:/(?:photo|video)/[0-9])?",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}"),
        new("Telegram", "Telegram", "4/5",
            @"(?:t|telegram)\.me/(?:s/)?(?<channel>[A-Za-z][A-Za-z0-9_]{3,31})/(?<id>[0-9]{1,10})",
            "https://t.me/{channel}/{id}?embed=1"),
        new("Facebook", "Meta", "4/5",
            FacebookPage + "/posts/(?:[A-Za-z0-9%_-]+/)?(?:pfbid[A-Za-z0-9]{1,100}|[0-9]{1,25}))",
            "https://www.facebook.com/plugins/post.php?show_text=true&href=https%3A%2F%2Fwww.facebook.com%2F{path}"),
        new("Facebook", "Meta", "16/9",
            FacebookPage + "/videos/(?:[A-Za-z0-9%_-]+/)?[0-9]{1,25})",
            "https://www.facebook.com/plugins/video.php?show_text=false&href=https%3A%2F%2Fwww.facebook.com%2F{path}"),
        new("Facebook", "Meta", "16/9",
            @"(?:(?:www|m)\.)?facebook\.com/watch/?\?v=(?<id>[0-9]{1,25})",
            "https://www.facebook.com/plugins/video.php?show_text=false&href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D{id}"),
        new("Instagram", "Meta", "4/5",
            @"(?:www\.)?instagram\.com/(?:[A-Za-z0-9._]{1,30}/)?(?:p|reel)/(?<id>[A-Za-z0-9_-]{5,40})",
            "https://www.instagram.com/p/{id}/embed/"),
        new("TikTok", "TikTok", "9/16",
            @"(?:(?:www|m)\.)?tiktok\.com/@[A-Za-z0-9._]{1,24}/video/(?<id>[0-9]{5,20})",
            "https://www.tiktok.com/player/v1/{id}"),
        new("Vimeo", "Vimeo", "16/9",
            @"(?:www\.)?vimeo\.com/(?:channels/[a-z0-9]+/)?(?<id>[0-9]{5,12})(?:/(?<secret>[0-9a-f]{6,20}))?",
            "https://player.vimeo.com/video/{id}?dnt=1", "&h={secret}"),
        new("Dailymotion", "Dailymotion", "16/9",
            @"(?:(?:www\.)?dailymotion\.com/video|dai\.ly)/(?<id>[A-Za-z0-9]{5,20})",
            "https://geo.dailymotion.com/player.html?video={id}", "&startTime={start}"),
        new("SoundCloud", "SoundCloud", "16/9",
            @"(?:(?:www|m)\.)?soundcloud\.com/(?<path>(?!discover/|you/|search/|charts/|pages/)[a-z0-9_-]{3,25}/"
            + @"(?:sets/[a-z0-9_-]{1,100}|(?!(?:sets|tracks|popular-tracks|albums|likes|reposts|followers|following|comments)[?&])[a-z0-9_-]{1,100}))",
            "https://w.soundcloud.com/player/?visual=true&url=https%3A%2F%2Fsoundcloud.com%2F{path}"),
    ];

    private ExternalSite(
        string provider, string company, string ratio, [StringSyntax(StringSyntaxAttribute.Regex)] string address, string frame, string? option = null)
    {
        (Provider, Company, Ratio, Address, Frame, Option) = (provider, company, ratio, address, frame, option);
        // No host holds a slash, so a host that is written out before the first one is the whole host.
        Pattern = new Regex($@"\A(?:{address})(?:\?v=[^&]*)?&start=(?<start>[0-9]*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);
    }

    /// <summary>See <see cref="ExternalContent.Provider"/>.</summary>
    public string Provider { get; }

    /// <summary>See <see cref="ExternalContent.Company"/>.</summary>
    public string Company { get; }

    /// <summary>See <see cref="ExternalContent.Ratio"/>.</summary>
    public string Ratio { get; }

    /// <summary>What its addresses look like, without what may follow the path.</summary>
    public string Address { get; }

    /// <summary>What its addresses look like: <c>host/path?v=…&amp;start=…</c>.</summary>
    public Regex Pattern { get; }

    /// <summary>The frame's address; <c>{name}</c> stands for the pattern's group of that name, percent-encoded.</summary>
    public string Frame { get; }

    /// <summary>What follows it if the pattern's group was found.</summary>
    public string? Option { get; }
}
