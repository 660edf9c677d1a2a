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

    /// <summary>The latest published articles, of all or of one topic.</summary>
    public static async Task<IReadOnlyList<Article>> LatestArticlesAsync(
        this LiveBlogContext db, int most, CancellationToken cancellation, Guid? topicId = null, int skip = 0) =>
        await db.Articles.AsNoTracking().Include(a => a.Author).Include(a => a.Topic)
            .Where(a => a.Status == EntryStatus.Published && (topicId == null || a.TopicId == topicId))
            .OrderByDescending(a => a.PublishedAt).ThenBy(a => a.Id).Skip(skip).Take(most).ToListAsync(cancellation);

    /// <summary>Says that there is no article at that address.</summary>
    public static Refused Unknown(string slug) =>
        new(RefusalKind.Missing, "article-unknown", "slug", $"There is no article \"{slug}\": look at the list of articles for its address.");
}
