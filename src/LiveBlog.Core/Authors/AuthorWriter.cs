using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Authors;

/// <summary>The commands that change authors.</summary>
public sealed class AuthorWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    /// <summary>Makes an author, with a page.</summary>
    /// <exception cref="Refused">A rule is broken, or there is an author of that name (the exception then carries them).</exception>
    public async Task<Author> CreateAsync(AuthorInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var name = Input.Required(input.Name, "name", Author.LongestName);
        if (await db.Authors.AsNoTracking().SingleOrDefaultAsync(a => a.Name == name, cancellation) is { } other)
            throw Taken(other);
        // Nobody is stored if a field breaks a rule.
        Author.Create(name).Apply(input);
        var author = await db.AuthorAsync(name, cancellation);
        return await EditAsync(author!.Id, null, input, actor, cancellation);
    }

    /// <summary>
    /// Edits an author, who has a page from then on. Safe to repeat. Where their name or their page is new, every event that names
    /// them is changed as well, each in a transaction of its own, and its open pages load anew.
    /// </summary>
    /// <param name="id">The author.</param>
    /// <param name="version">The version the edit started from; null to change whatever stands.</param>
    /// <param name="input">What to change.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="Refused">A rule is broken, or somebody saved another version first (the exception then carries it).</exception>
    public async Task<Author> EditAsync(Guid id, int? version, AuthorInput input, Actor actor, CancellationToken cancellation)
    {
        actor.MustBeEditor();
        var (author, isShownAnew) = await SaveAsync(id, version, input, actor, cancellation);
        // After the commit: whoever renders an entry from now on reads the new name, and who did so before is told to do it again.
        // Carried through even if who asked goes away.
        if (isShownAnew)
            await ShowAnewAsync(id, CancellationToken.None);
        return author;
    }

    private async Task<(Author Author, bool IsShownAnew)> SaveAsync(
        Guid id, int? version, AuthorInput input, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Locks the row: two who save at once come one after the other.
        await db.Authors.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version), cancellation);
        var author = await db.Authors.SingleOrDefaultAsync(a => a.Id == id, cancellation) ?? throw Unknown();
        var (name, slug) = (author.Name, author.Slug);
        var changed = author.Apply(input);
        if (!changed && slug is not null)
            return (author, false);
        if (changed && version is { } started && started != author.Version)
        {
            await using var again = await contexts.CreateDbContextAsync(cancellation);
            throw new Refused(RefusalKind.Conflict, "author-stale", "version",
                $"Somebody else saved version {author.Version} of this author meanwhile: compare the two and save again.",
                await again.Authors.AsNoTracking().SingleAsync(a => a.Id == id, cancellation));
        }
        if (author.Name != name && await db.Authors.AsNoTracking().SingleOrDefaultAsync(a => a.Name == author.Name, cancellation) is { } other)
            throw Taken(other);
        if (slug is null)
            author.Settle(await FreeSlugAsync(db, author.Name, cancellation));
        author.Stamp();
        db.AuditRecords.Add(Audit.Of(actor, clock.GetUtcNow(), "author-saved", "author", author.Id.ToString(), author.Name, author.Name == name ? "" : name));
        await db.SaveChangesAsync(cancellation);
        var inLists = new Change(Change.ListsId, 0);
        await signal.AnnounceAsync(db, inLists, cancellation);
        await transaction.CommitAsync(cancellation);
        signal.Committed(inLists);
        return (author, author.Name != name || slug is null);
    }

    private async Task ShowAnewAsync(Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var eventId in await db.EventIdsOfAsync(id, cancellation))
        {
            await using var own = await contexts.CreateDbContextAsync(cancellation);
            await using var change = await EventChange.BeginAsync(own, signal, eventId, cancellation);
            change.Event.RenewEpoch();
            change.Event.Advance(clock.GetUtcNow());
            await change.CommitAsync(cancellation);
        }
    }

    private static async Task<string> FreeSlugAsync(LiveBlogContext db, string name, CancellationToken cancellation)
    {
        var wished = Slug.From(name, "name");
        var taken = await db.Authors.Where(a => a.Slug!.StartsWith(wished)).Select(a => a.Slug).ToListAsync(cancellation);
        var free = wished;
        for (var next = 2; taken.Contains(free); next++)
            free = $"{wished}-{next}";
        return free;
    }

    private static Refused Unknown() =>
        new(RefusalKind.Missing, "author-unknown", "id", $"There is no such author: look at the list of authors.");

    private static Refused Taken(Author other) => new(RefusalKind.Conflict, "author-name-taken", "name",
        $"There is an author named {other.Name} already: edit that one, or write this name otherwise.", other);
}
