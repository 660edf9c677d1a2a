using AngleSharp.Html.Parser;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Tests;

namespace LiveBlog.Web.Tests.Rendering;

public sealed class ExternalCardTests
{
    [Fact]
    public async Task A_video_of_another_site_is_a_card_that_loads_nothing_and_says_who_would_receive_data()
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var slug = await app.CreateEventAsync();
        await app.Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Body = "Avant\n\nhttps://youtu.be/dQw4w9WgXcQ?t=90&x=\"'" }, TestDatabase.Editor, CancellationToken.None);
        var page = new HtmlParser().ParseDocument(await app.Client.GetStringAsync($"/live/{slug}"));

        var card = page.QuerySelector("article .text > figure.external")!;
        Assert.Equal("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90", card.GetAttribute("data-src"));
        Assert.Equal("16/9", card.GetAttribute("data-ratio"));
        Assert.Equal("YouTube", card.GetAttribute("data-provider"));
        Assert.Contains("vient de YouTube. Si vous l’affichez, Google recevra votre adresse IP", card.QuerySelector("p")!.TextContent);
        Assert.StartsWith("https://youtu.be/dQw4w9WgXcQ?t=90", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("external noopener nofollow", card.QuerySelector("a")!.GetAttribute("rel"));
        Assert.NotNull(card.QuerySelector("button.load[data-needs-script]"));
        Assert.Empty(page.QuerySelectorAll("iframe, [src^='http']"));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/live/nothing-here", true)]
    [InlineData("/desk", false)]
    [InlineData("/account/sign-in", false)]
    public async Task Only_readers_pages_may_frame_those_sites(string address, bool may)
    {
        await using var app = new LiveBlogApp(DatabaseProvider.Sqlite);
        var policy = (await app.Client.GetAsync(address)).Headers.GetValues("Content-Security-Policy").Single();
        var frames = policy.Split("; ").SingleOrDefault(rule => rule.StartsWith("frame-src ", StringComparison.Ordinal));
        Assert.Equal(may, frames?.Split(' ').Contains("https://www.youtube-nocookie.com") == true);
        Assert.DoesNotContain("*", policy);
    }
}
