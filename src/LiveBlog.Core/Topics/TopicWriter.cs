using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Topics;

/// <summary>The commands that change topics.</summary>
public sealed class TopicWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Finds or makes the topic of that name and changes what it says of itself. Safe to repeat.</summary>
    /// <exception cref="Refused">A rule is broken.</exception>
    public async Task<Topic> PutAsync(string name, TopicInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var topic = await db.TopicAsync(Input.Required(name, "topic", Topic.LongestName), cancellation);
        return await EditAsync(topic!.Slug, null, input with { Name = null }, actor, cancellation);
    }

    /// <summary>Makes a topic.</summary>
    /// <exception cref="Refused">A rule is broken, or its address is taken (the exception then carries the other topic).</exception>
    public async Task<Topic> CreateAsync(TopicInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var topic = Topic.Create(Input.Required(input.Name, "name", Topic.LongestName));
        if (await db.Topics.AsNoTracking().FirstOrDefaultAsync(t => t.Slug == topic.Slug || t.Name == topic.Name, cancellation) is { } other)
            throw Taken(other);
        // Not stored if a field breaks a rule.
        topic.Apply(input);
        var made = await db.TopicAsync(topic.Name, cancellation);
        return await EditAsync(made!.Slug, null, input, actor, cancellation);
    }

    /// <summary>
    /// Edits a topic. Safe to repeat. Where its name is new, so is the head of every event in it, each changed in a transaction of its own.
    /// </summary>
    /// <param name="slug">The topic.</param>
    /// <param name="version">The version the edit started from; null to change whatever stands.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, or somebody saved another version first (the exception then carries it).</exception>
    public async Task<Topic> EditAsync(string slug, int? version, TopicInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        var (topic, isRenamed) = await SaveAsync(slug, version, input, actor, cancellation);
        // Carried through even if who asked goes away.
        if (isRenamed)
            await ShowAnewAsync(topic.Id, CancellationToken.None);
        return topic;
    }

    private async Task<(Topic Topic, bool IsRenamed)> SaveAsync(
        string slug, int? version, TopicInput input, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Locks the row: two who save at once come one after the other.
        await db.Topics.Where(t => t.Slug == slug).ExecuteUpdateAsync(set => set.SetProperty(t => t.Version, t => t.Version), cancellation);
        var topic = await db.Topics.SingleOrDefaultAsync(t => t.Slug == slug, cancellation)
            ?? throw new Refused(RefusalKind.Missing, "topic-unknown", "slug", $"There is no dossier \"{slug}\": look at the list of dossiers.");
        var name = topic.Name;
        if (!topic.Apply(input))
            return (topic, false);
        if (version is { } started && started != topic.Version)
        {
            await using var again = await contexts.CreateDbContextAsync(cancellation);
            throw new Refused(RefusalKind.Conflict, "topic-stale", "version",
                $"Somebody else saved version {topic.Version} of this dossier meanwhile: compare the two and save again.",
                await again.Topics.AsNoTracking().SingleAsync(t => t.Slug == slug, cancellation));
        }
        if (topic.Name != name && await db.Topics.AsNoTracking().FirstOrDefaultAsync(t => t.Name == topic.Name, cancellation) is { } other)
            throw Taken(other);
        topic.Stamp();
        db.AuditRecords.Add(Audit.Of(actor, clock.GetUtcNow(), "topic-saved", "topic", topic.Id.ToString(), topic.Name, topic.Name == name ? "" : name));
        await db.SaveChangesAsync(cancellation);
        var inLists = new Change(Change.ListsId, 0);
        await signal.AnnounceAsync(db, inLists, cancellation);
        await transaction.CommitAsync(cancellation);
        signal.Committed(inLists);
        return (topic, topic.Name != name);
    }

    private async Task ShowAnewAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var eventId in await db.Events.Where(e => e.TopicId == id).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync(cancellation))
        {
            await using var own = await contexts.CreateDbContextAsync(cancellation);
            await using var change = await EventChange.BeginAsync(own, signal, eventId, cancellation);
            change.Event.Stamp(clock.GetUtcNow());
            await change.CommitAsync(cancellation);
        }
    }

    private static Refused Taken(Topic other) => new(RefusalKind.Conflict, "topic-taken", "name",
        $"There is a dossier {other.Name} already, at /topics/{other.Slug}: edit that one, or choose another name.", other);
}
