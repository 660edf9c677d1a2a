using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Topics;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Articles;

/// <summary>The commands that change articles. Each holds the wire's lock, so that the wire shows just what stands.</summary>
public sealed class ArticleWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Creates an article. Safe to repeat: the same id again answers the article as it stands.</summary>
    /// <returns>The article, and whether this call made it.</returns>
    /// <exception cref="Refused">A rule is broken, or the address is taken (the exception then carries the other article).</exception>
    public async Task<(Article Article, bool Created)> CreateAsync(Guid id, ArticleInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Before the wire is locked: it is always locked last, and others wait for it.
        var author = await db.AuthorAsync(input.Author ?? actor.Name, cancellation);
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var complete = input with { Related = await db.FilledAsync(input.Related, cancellation) };
        await using var change = await EventChange.BeginAsync(db, signal, LiveEvent.WireId, cancellation);
        if (await db.Articles.Include(a => a.Author).Include(a => a.Topic).SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } existing)
            return (existing, false);
        var created = Article.Create(id, complete, author, topic, clock.GetUtcNow());
        if (await db.FindArticleAsync(created.Slug, cancellation) is { } other)
        {
            throw new Refused(RefusalKind.Conflict, "article-slug-taken", "slug",
                $"There is an article at /articles/{created.Slug} already: choose another address.", other);
        }
        db.Articles.Add(created);
        Record(db, created, null, actor);
        await WireWriter.ShowAsync(change, db, created, clock.GetUtcNow(), cancellation);
        await change.CommitAsync(cancellation);
        return (created, true);
    }

    /// <summary>Edits an article. Safe to repeat: an edit whose outcome already stands succeeds.</summary>
    /// <param name="slug">The article.</param>
    /// <param name="version">The version the edit started from; null to change whatever stands.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, the article is unknown, or somebody saved another version first (the exception then carries it).</exception>
    public async Task<Article> EditAsync(string slug, int? version, ArticleInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var author = input.Author is null ? null : await db.AuthorAsync(input.Author, cancellation);
        var topic = await db.TopicAsync(input.Topic ?? "", cancellation);
        var complete = input with { Related = await db.FilledAsync(input.Related, cancellation) };
        await using var change = await EventChange.BeginAsync(db, signal, LiveEvent.WireId, cancellation);
        var article = await db.Articles.Include(a => a.Author).Include(a => a.Topic).SingleOrDefaultAsync(a => a.Slug == slug, cancellation)
            ?? throw ArticleQueries.Unknown(slug);
        var (stood, status) = (article.Version, article.Status);
        if (!article.Apply(complete, author, topic, clock.GetUtcNow()))
            return article;
        if (version is { } started && started != stood)
        {
            await using var again = await contexts.CreateDbContextAsync(cancellation);
            throw new Refused(RefusalKind.Conflict, "article-stale", "version",
                $"The article was saved as version {stood} while version {started} was being edited: compare the two texts and save again from version {stood}.",
                await again.FindArticleAsync(slug, cancellation));
        }
        article.Stamp();
        Record(db, article, status, actor);
        if (status == EntryStatus.Published && article.Status != EntryStatus.Published)
            db.Purges.Add(Purge.Of(article, clock.GetUtcNow()));
        await WireWriter.ShowAsync(change, db, article, clock.GetUtcNow(), cancellation);
        await change.CommitAsync(cancellation);
        return article;
    }

    private void Record(LiveBlogContext db, Article article, EntryStatus? before, Actor actor)
    {
        var action = article.Status == before ? "article-saved" : article.Status switch
        {
            EntryStatus.Published => "article-published",
            EntryStatus.Withdrawn => "article-withdrawn",
            _ => "article-saved",
        };
        db.AuditRecords.Add(Audit.Of(actor, clock.GetUtcNow(), action, "article", article.Id.ToString(), article.Title));
    }
}
