using System.Text.Json;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Desk;

/// <summary>A text as typed, as a browser sends it.</summary>
public sealed record WorkingCopyInput
{
    /// <summary>The entry being edited; null for a new one. Counts when the text is first kept.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>The version that the edit started from.</summary>
    public int? EntryVersion { get; init; }

    /// <summary>The form's fields by name.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>The browser that has the text open.</summary>
    public required string Browser { get; init; }

    /// <summary>When it was typed; the present, if null or yet to come.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Whether this browser takes the text from the one that had it.</summary>
    public bool TakeOver { get; init; }
}

/// <summary>What is kept of a text beside the schema's columns.</summary>
/// <param name="Browser">The browser that has it open.</param>
/// <param name="Fields">The form's fields by name.</param>
public sealed record TypedText(string Browser, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Reads what <see cref="WorkingCopy.Fields"/> holds.</summary>
    public static TypedText Of(WorkingCopy copy) => JsonSerializer.Deserialize<TypedText>(copy.Fields)!;
}

/// <summary>
/// Keeps texts as they are typed, so that no browser, phone or battery can lose them. Everybody sees and changes only their own.
/// </summary>
public sealed class WorkingCopies(IDbContextFactory<LiveBlogContext> contexts, TimeProvider clock)
{
    /// <summary>How many texts one person may have kept.</summary>
    public const int Most = 200;

    /// <summary>How long a text is kept that nobody goes on with.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int LongestBrowser = 100;

    /// <summary>The actor's texts in an event, the latest first.</summary>
    /// <exception cref="Refused">The event is unknown.</exception>
    public async Task<IReadOnlyList<WorkingCopy>> ListAsync(string slug, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventIdAsync(slug, cancellation);
        return await Of(db, actor).AsNoTracking().Where(c => c.EventId == eventId).OrderByDescending(c => c.SavedAt).ToListAsync(cancellation);
    }

    /// <summary>One of the actor's texts, or null.</summary>
    public async Task<WorkingCopy?> FindAsync(Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await Of(db, actor).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation);
    }

    /// <summary>Keeps a text; an older state of it than the one that is kept changes nothing.</summary>
    /// <returns>The text as it is kept now.</returns>
    /// <exception cref="Refused">
    /// It is too long, there are too many, another browser has taken it over, or it has become an entry by now.
    /// </exception>
    public async Task<WorkingCopy> SaveAsync(string slug, Guid id, WorkingCopyInput input, Actor actor, CancellationToken cancellation)
    {
        var browser = Input.Required(input.Browser, "browser", LongestBrowser);
        var fields = JsonSerializer.Serialize(new TypedText(browser, input.Fields));
        if (fields.Length > WorkingCopy.LongestFields)
        {
            throw new Refused(RefusalKind.Invalid, "working-copy-too-long", "fields",
                $"The text has {fields.Length} characters with all its fields; at most {WorkingCopy.LongestFields} are kept here: shorten it or split it.");
        }
        var now = Input.Instant(clock.GetUtcNow());
        var savedAt = input.SavedAt is { } typed && Input.Instant(typed) < now ? Input.Instant(typed) : now;

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var eventId = await db.EventIdAsync(slug, cancellation);
        var kept = await Of(db, actor).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (kept is null)
        {
            // The last keystrokes may arrive after the entry that they belong to.
            if (await db.Entries.AnyAsync(e => e.Id == id, cancellation))
                throw new Refused(RefusalKind.Conflict, "working-copy-sent", "id", $"The text has become an entry by now: edit that.");
            await Of(db, actor).Where(c => c.SavedAt < now - KeptFor).ExecuteDeleteAsync(cancellation);
            if (await Of(db, actor).CountAsync(cancellation) >= Most)
            {
                throw new Refused(RefusalKind.Conflict, "working-copies-too-many", "",
                    $"There are {Most} unfinished texts already: send or discard some of them.");
            }
            kept = new WorkingCopy
            {
                Id = id, ActorKey = actor.Key, EventId = eventId, EntryId = input.EntryId, EntryVersion = input.EntryVersion,
                Fields = fields, SavedAt = savedAt,
            };
            db.WorkingCopies.Add(kept);
        }
        else
        {
            if (!input.TakeOver && TypedText.Of(kept).Browser != browser)
            {
                throw new Refused(RefusalKind.Conflict, "working-copy-taken", "browser",
                    $"Another browser has taken this text over: go on there, or keep this one under an id of its own.");
            }
            if (savedAt < kept.SavedAt && !input.TakeOver)
                return kept;
            (kept.Fields, kept.EntryVersion, kept.SavedAt) = (fields, input.EntryVersion, savedAt);
        }
        await db.SaveChangesAsync(cancellation);
        return kept;
    }

    /// <summary>Forgets a text; one that is not there is forgotten already.</summary>
    public async Task RemoveAsync(Guid id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await Of(db, actor).Where(c => c.Id == id).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<WorkingCopy> Of(LiveBlogContext db, Actor actor) => db.WorkingCopies.Where(c => c.ActorKey == actor.Key);
}
