using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;

namespace LiveBlog.Web.Rendering;

/// <summary>Something else in a dossier, as its box names it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Language">Its language, an IETF tag (BCP 47).</param>
/// <param name="IsLive">Whether it is an event that is live.</param>
public sealed record TopicItem(string Title, string Address, string Language, bool IsLive);

/// <summary>
/// The box of a dossier on top of an event or article in it: the model of <c>_TopicBox.cshtml</c>. A page that shows it reads
/// it and says so before <see cref="PublicCaching.Revalidate"/>, for it changes when others in the dossier do:
/// <c>Response.AlsoShows(box.State, Change.ListsId)</c>.
/// </summary>
/// <param name="Topic">The dossier.</param>
/// <param name="Items">What else is in it: events that are live, then the latest of all.</param>
public sealed record TopicBox(Topic Topic, IReadOnlyList<TopicItem> Items)
{
    /// <summary>How many items a box names.</summary>
    public const int Size = 4;

    /// <summary>What a page that shows the box depends on.</summary>
    public string State => PublicCaching.StateOf([Topic.Name, Topic.Description, $"{Topic.Photo}", .. Items.Select(item => item.ToString())]);

    /// <summary>Reads the box for something in the dossier; null where it is in none.</summary>
    /// <param name="db">The database.</param>
    /// <param name="topic">The dossier.</param>
    /// <param name="without">The id of the event or article that shows the box.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<TopicBox?> ReadAsync(LiveBlogContext db, Topic? topic, Guid without, CancellationToken cancellation)
    {
        if (topic is null)
            return null;
        var events = await db.LatestEventsAsync(Size + 1, cancellation, topic.Id);
        var articles = await db.LatestArticlesAsync(Size + 1, cancellation, topic.Id);
        var items = events.Select(e => (e.Id, At: e.StartedAt, Item: new TopicItem(e.Title, e.Address(), e.Language, e.Status == EventStatus.Live)))
            .Concat(articles.Select(a => (a.Id, At: a.PublishedAt, Item: new TopicItem(a.Title, a.Address(), a.Language, false))))
            .Where(item => item.Id != without)
            .OrderByDescending(item => item.Item.IsLive).ThenByDescending(item => item.At)
            .Take(Size).Select(item => item.Item);
        return new TopicBox(topic, [.. items]);
    }
}
