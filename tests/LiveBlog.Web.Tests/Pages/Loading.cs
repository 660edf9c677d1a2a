using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Web.Tests.Pages;

internal static class Loading
{
    public static readonly CancellationToken None = CancellationToken.None;

    public static async Task<IHtmlDocument> LoadAsync(this LiveBlogApp app, string address) =>
        new HtmlParser().ParseDocument(await app.Client.GetStringAsync(address));

    public static async Task<Article> PublishAsync(this LiveBlogApp app, ArticleInput input) =>
        (await app.Services.GetRequiredService<ArticleWriter>().CreateAsync(Guid.CreateVersion7(), input, TestDatabase.Editor, None)).Article;

    public static IEnumerable<string> Texts(this IHtmlDocument page, string selector) =>
        page.QuerySelectorAll(selector).Select(element => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Asks until it is so: what one event changed reaches another's timeline a moment later.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds())
                return;
            await Task.Delay(50);
        }
        Assert.Fail("It did not come to be so within five seconds.");
    }
}
