using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Topics;

/// <summary>What somebody wants a topic to say. A field left null keeps its value; an empty text empties it.</summary>
public record TopicInput
{
    /// <summary>One or two sentences on what it groups.</summary>
    public string? Description { get; init; }

    /// <summary>Its photo; one without path takes it away.</summary>
    public Photo? Photo { get; init; }
}

/// <summary>The commands that change topics.</summary>
public sealed class TopicWriter(IDbContextFactory<LiveBlogContext> contexts)
{
    /// <summary>Finds or makes the topic of that name and changes what it says of itself. Safe to repeat.</summary>
    /// <exception cref="Refused">A rule is broken.</exception>
    public async Task<Topic> PutAsync(string name, TopicInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var topic = await db.TopicAsync(Input.Required(name, "topic", Topic.LongestName), cancellation);
        topic!.Apply(input);
        await db.SaveChangesAsync(cancellation);
        return topic;
    }
}
