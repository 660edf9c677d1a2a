using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Desk;

/// <summary>
/// The commands of templates. Whoever has a part in an event uses them; its editors make and change its own; those for every event
/// are changed by editors of the whole site.
/// </summary>
public sealed class TemplateWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>The most templates one event may have, and the most there may be for every event.</summary>
    public const int Most = 100;

    /// <summary>What is offered in an event: its own, then those for every event.</summary>
    /// <exception cref="Refused">The event is unknown, or the actor has no part in it.</exception>
    public async Task<IReadOnlyList<EntryTemplate>> ListAsync(string slug, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventForAsync(slug, actor, Role.Contributor, cancellation);
        return await Ordered(db.EntryTemplates.AsNoTracking().Where(t => t.EventId == eventId || t.EventId == null)).ToListAsync(cancellation);
    }

    /// <summary>Makes one. Safe to repeat: the same id again answers the template as it stands.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="id">Its id, made by whoever makes it.</param>
    /// <param name="input">What it holds.</param>
    /// <param name="everywhere">Whether it is for every event.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, the event is unknown, or the actor may not.</exception>
    public async Task<EntryTemplate> CreateAsync(
        string slug, Guid id, TemplateInput input, bool everywhere, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var owner = await OwnerAsync(db, slug, everywhere, actor, cancellation);
        if (await db.EntryTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.EventId == owner, cancellation) is { } existing)
            return existing;
        var those = await Ordered(db.EntryTemplates.Where(t => t.EventId == owner)).ToListAsync(cancellation);
        var made = Add(db, those, id, owner, input);
        await SaveAsync(db, owner, cancellation);
        return made;
    }

    /// <summary>Makes several in an event at once, but those whose name is there already. Answers how many.</summary>
    /// <exception cref="Refused">A rule is broken, the event is unknown, or the actor may not.</exception>
    public async Task<int> CreateAllAsync(string slug, IEnumerable<TemplateInput> inputs, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var owner = await OwnerAsync(db, slug, everywhere: false, actor, cancellation);
        var those = await Ordered(db.EntryTemplates.Where(t => t.EventId == owner)).ToListAsync(cancellation);
        var before = those.Count;
        foreach (var input in inputs.Where(input => !those.Any(t => IsNamed(t, input.Name ?? ""))).ToList())
            Add(db, those, Guid.CreateVersion7(), owner, input);
        if (those.Count > before)
            await SaveAsync(db, owner, cancellation);
        return those.Count - before;
    }

    /// <summary>Takes over the templates of another event, but those whose name is there already. Answers how many.</summary>
    /// <exception cref="Refused">One of the events is unknown, or the actor may not.</exception>
    public async Task<int> CopyAsync(string slug, string from, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var there = await db.EventForAsync(from, actor, Role.Contributor, cancellation);
        var theirs = await Ordered(db.EntryTemplates.AsNoTracking().Where(t => t.EventId == there)).ToListAsync(cancellation);
        return await CreateAllAsync(slug, theirs.Select(t => new TemplateInput
        {
            Name = t.Name,
            Headline = t.Headline,
            Body = t.Body,
            Key = t.IsKey,
            Breaking = t.IsBreaking,
            Wire = t.IsOnWire,
        }), actor, cancellation);
    }

    /// <summary>Changes one.</summary>
    /// <exception cref="Refused">A rule is broken, event or template are unknown, or the actor may not.</exception>
    public async Task<EntryTemplate> EditAsync(string slug, Guid id, TemplateInput input, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var template = await FindAsync(db, slug, id, actor, cancellation);
        var those = await db.EntryTemplates.AsNoTracking().Where(t => t.EventId == template.EventId).ToListAsync(cancellation);
        Apply(template, input, those);
        await SaveAsync(db, template.EventId, cancellation);
        return template;
    }

    /// <summary>Moves one up or down among those of its event, or among those for every event.</summary>
    /// <exception cref="Refused">Event or template are unknown, or the actor may not.</exception>
    public async Task MoveAsync(string slug, Guid id, int by, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var template = await FindAsync(db, slug, id, actor, cancellation);
        var those = await Ordered(db.EntryTemplates.Where(t => t.EventId == template.EventId)).ToListAsync(cancellation);
        var to = Math.Clamp(those.IndexOf(template) + Math.Sign(by), 0, those.Count - 1);
        those.Remove(template);
        those.Insert(to, template);
        for (var rank = 0; rank < those.Count; rank++)
            those[rank].Rank = rank;
        await SaveAsync(db, template.EventId, cancellation);
    }

    /// <summary>Deletes one. Where there is none any more, nothing happens.</summary>
    /// <exception cref="Refused">The event is unknown, or the actor may not.</exception>
    public async Task DeleteAsync(string slug, Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        EntryTemplate template;
        try
        {
            template = await FindAsync(db, slug, id, actor, cancellation);
        }
        catch (Refused refused) when (refused.Code == "template-unknown")
        {
            return;
        }
        db.EntryTemplates.Remove(template);
        await SaveAsync(db, template.EventId, cancellation);
    }

    private static IQueryable<EntryTemplate> Ordered(IQueryable<EntryTemplate> templates) =>
        templates.OrderBy(t => t.EventId == null).ThenBy(t => t.Rank).ThenBy(t => t.Name).ThenBy(t => t.Id);

    private static async Task<Guid?> OwnerAsync(LiveBlogContext db, string slug, bool everywhere, Actor actor, CancellationToken cancellation)
    {
        var eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        if (!everywhere)
            return eventId;
        actor.MustBeEditor();
        return null;
    }

    private static async Task<EntryTemplate> FindAsync(LiveBlogContext db, string slug, Guid id, Actor actor, CancellationToken cancellation)
    {
        var eventId = await db.EventForAsync(slug, actor, Role.Editor, cancellation);
        var found = await db.EntryTemplates.SingleOrDefaultAsync(t => t.Id == id && (t.EventId == eventId || t.EventId == null), cancellation)
            ?? throw new Refused(RefusalKind.Missing, "template-unknown", "id", $"There is no template {id} in this event: look at the event's templates for its id.");
        if (found.EventId is null)
            actor.MustBeEditor();
        return found;
    }

    private EntryTemplate Add(LiveBlogContext db, List<EntryTemplate> those, Guid id, Guid? owner, TemplateInput input)
    {
        if (those.Count >= Most)
        {
            throw new Refused(RefusalKind.Invalid, "templates-too-many", "",
                $"There are {those.Count} templates already; at most {Most} are allowed: delete some first.");
        }
        var made = new EntryTemplate
        {
            Id = id,
            EventId = owner,
            Name = "",
            Headline = "",
            Body = "",
            Rank = those.Count == 0 ? 0 : those.Max(t => t.Rank) + 1,
            ChangedAt = Input.Instant(clock.GetUtcNow()),
        };
        Apply(made, input with { Name = input.Name ?? "" }, those);
        those.Add(made);
        db.EntryTemplates.Add(made);
        return made;
    }

    private void Apply(EntryTemplate template, TemplateInput input, IEnumerable<EntryTemplate> those)
    {
        var name = input.Name is null ? template.Name : Input.Required(input.Name, "name", EntryTemplate.LongestName);
        if (those.Any(other => other.Id != template.Id && IsNamed(other, name)))
            throw new Refused(RefusalKind.Conflict, "template-name-taken", "name", $"There is a template \"{name}\" already: choose another name.");
        var headline = input.Headline is null ? template.Headline : Input.Line(input.Headline, "headline", Entry.LongestHeadline);
        var body = input.Body is null ? template.Body : Input.Text(input.Body, "body", Entry.LongestBody);
        if (headline.Length == 0 && body.Length == 0)
            throw new Refused(RefusalKind.Invalid, "template-empty", "body", $"The template has neither headline nor text: write at least one of them.");
        (template.Name, template.Headline, template.Body) = (name, headline, body);
        template.IsKey = input.Key ?? template.IsKey;
        template.IsBreaking = input.Breaking ?? template.IsBreaking;
        template.IsOnWire = input.Wire ?? template.IsOnWire;
        template.ChangedAt = Input.Instant(clock.GetUtcNow());
    }

    private static bool IsNamed(EntryTemplate template, string name) =>
        template.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase);

    private Task SaveAsync(LiveBlogContext db, Guid? owner, CancellationToken cancellation) =>
        db.SaveAsync(signal, new DeskChange(owner ?? Guid.Empty, DeskPart.Templates), cancellation);
}
