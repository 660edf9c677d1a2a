using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Articles;

/// <summary>What is asked about articles.</summary>
public static class ArticleQueries
{
    /// <summary>The article at that address with its byline and dossier, whatever its status; null if there is none.</summary>
    public static Task<Article?> FindArticleAsync(this LiveBlogContext db, string slug, CancellationToken cancellation) =>
        db.Articles.AsNoTracking().Include(a => a.Author).Include(a => a.Topic).SingleOrDefaultAsync(a => a.Slug == slug, cancellation);

    /// <summary>The latest published articles.</summary>
    /// <param name="db">The database.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="topicId">Only those of that topic.</param>
    /// <param name="authorId">Only those of that author.</param>
    /// <param name="after">Only those after that one.</param>
    public static async Task<IReadOnlyList<Article>> LatestArticlesAsync(
        this LiveBlogContext db, int most, CancellationToken cancellation, Guid? topicId = null, Guid? authorId = null, ListCursor? after = null)
    {
        var articles = db.Articles.AsNoTracking().Include(a => a.Author).Include(a => a.Topic).Where(a => a.Status == EntryStatus.Published);
        if (topicId is not null)
            articles = articles.Where(a => a.TopicId == topicId);
        if (authorId is not null)
            articles = articles.Where(a => a.AuthorId == authorId);
        if (after is not null)
            articles = articles.After(after);
        return await articles.OrderByDescending(a => a.PublishedAt).ThenBy(a => a.Id).Take(most).ToListAsync(cancellation);
    }

    /// <summary>Those after that one, where the latest come first.</summary>
    public static IQueryable<Article> After(this IQueryable<Article> articles, ListCursor after) =>
        articles.Where(a => a.PublishedAt <= after.At && (a.PublishedAt < after.At || a.Id.CompareTo(after.Id) > 0));

    /// <summary>Says that there is no article at that address.</summary>
    public static Refused Unknown(string slug) =>
        new(RefusalKind.Missing, "article-unknown", "slug", $"There is no article \"{slug}\": look at the list of articles for its address.");
}
