using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Topics;

/// <summary>What is asked about topics.</summary>
public static class TopicQueries
{
    /// <summary>The topic of that name, made if there is none; null for an empty name.</summary>
    /// <exception cref="Refused">The name makes no address.</exception>
    public static async Task<Topic?> TopicAsync(this LiveBlogContext db, string name, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var wanted = Topic.Create(name);
        // By its name first: one that was renamed keeps its address.
        if (await db.Topics.OrderBy(t => t.Slug).FirstOrDefaultAsync(t => t.Name == wanted.Name, cancellation) is { } named)
            return named;
        if (await At(db, wanted.Slug, cancellation) is { } known)
            return known;
        // As with authors: the same new name twice at once is one topic.
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "Topics" ("Id", "Slug", "Name", "Description") VALUES ({wanted.Id}, {wanted.Slug}, {wanted.Name}, '') ON CONFLICT ("Slug") DO NOTHING""",
            cancellation);
        return await At(db, wanted.Slug, cancellation);
    }

    private static Task<Topic?> At(LiveBlogContext db, string slug, CancellationToken cancellation) =>
        db.Topics.SingleOrDefaultAsync(t => t.Slug == slug, cancellation);
}
