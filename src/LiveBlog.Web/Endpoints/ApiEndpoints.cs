using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Endpoints;

/// <summary>The JSON API of tools and of the desk: <c>/api/v1</c>. Failures are problem details (RFC 9457).</summary>
public static class ApiEndpoints
{
    /// <summary>
    /// The largest request body, in bytes. Far above what an entry may hold: a text that is too long then gets an answer
    /// that says so, where Kestrel would cut the connection while it is still being sent.
    /// </summary>
    public const int LargestBody = 10 * 1024 * 1024;

    /// <summary>Maps it.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(Access.ApiPolicy)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .AddEndpointFilter<SameSiteFilter>()
            .AddEndpointFilter<AccountFilter>();
        api.MapEventApi();
        api.MapEntryApi();
        api.MapWorkingCopyApi();
        api.MapPost("/articles", CreateArticleAsync).WithSummary("Create an article; the same id again is the same article");
        api.MapGet("/articles/{slug}", ArticleAsync).WithSummary("An article; for editors, whatever its status");
        api.MapPatch("/articles/{slug}", EditArticleAsync).WithSummary("Change an article, from a version");
        api.MapPut("/topics", PutTopicAsync).WithSummary("Say what a dossier is about; it is made if there is none of that name");
    }

    private static async Task<IResult> CreateArticleAsync(
        NewArticle wanted, ArticleWriter articles, IOptions<SiteOptions> site, HttpContext http)
    {
        var (article, created) = await articles.CreateAsync(
            wanted.Id ?? Guid.CreateVersion7(),
            wanted with { TimeZone = wanted.TimeZone ?? site.Value.TimeZone, Language = wanted.Language ?? site.Value.Language },
            http.User.Actor(), CancellationToken.None);
        var answer = ApiModels.Of(article);
        return created ? Results.Created($"/api/v1/articles/{Uri.EscapeDataString(article.Slug)}", answer) : Results.Ok(answer);
    }

    // What is not published is for who may change it.
    private static async Task<ArticleAnswer> ArticleAsync(
        string slug, IDbContextFactory<LiveBlogContext> contexts, HttpContext http, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.FindArticleAsync(slug, cancellation) is { } found && (found.Status == EntryStatus.Published || http.User.Actor().Role >= Role.Editor)
            ? ApiModels.Of(found)
            : throw ArticleQueries.Unknown(slug);
    }

    private static async Task<ArticleAnswer> EditArticleAsync(string slug, ArticleEdit edit, ArticleWriter articles, HttpContext http) =>
        ApiModels.Of(await articles.EditAsync(slug, edit.Version, edit, http.User.Actor(), CancellationToken.None));

    private static async Task<TopicAnswer> PutTopicAsync(TopicInput edit, TopicWriter topics, HttpContext http) =>
        ApiModels.Of(await topics.PutAsync(edit.Name ?? "", edit, http.User.Actor(), CancellationToken.None));
}
