using LiveBlog.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Live;

/// <summary>
/// The safety net of <see cref="ChangeMarks"/>: compares what this process has heard of with what the database holds, so that a
/// change whose signal was lost, or was sent by a process that sends none here, is noted after all.
/// </summary>
public sealed class ChangeCheck(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal)
{
    // Not an event: stands for a change of any that nothing is held of.
    private static readonly Guid Elsewhere = new("fffffffe-ffff-ffff-ffff-ffffffffffff");

    private string? lists;

    /// <summary>Looks once.</summary>
    /// <param name="events">The events that something held shows.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task LookAsync(IReadOnlyCollection<Guid> events, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var heads = await db.Events.Where(e => events.Contains(e.Id)).Select(e => new { e.Id, e.Revision }).ToListAsync(cancellation);
        foreach (var head in heads)
            signal.Marks.Note(new Change(head.Id, head.Revision));
        // What is counted here never becomes less by a change: revisions and versions grow, and nothing of this is deleted.
        var all = await db.Events.GroupBy(_ => 1)
            .Select(group => new { Count = group.Count(), Revisions = group.Sum(e => e.Revision), Headers = group.Sum(e => e.HeaderRevision) })
            .SingleOrDefaultAsync(cancellation);
        var articles = await db.Articles.GroupBy(_ => 1).Select(group => new { Count = group.Count(), Sum = group.Sum(a => a.Version) }).SingleOrDefaultAsync(cancellation);
        var topics = await db.Topics.GroupBy(_ => 1).Select(group => new { Count = group.Count(), Sum = group.Sum(t => t.Version) }).SingleOrDefaultAsync(cancellation);
        var authors = await db.Authors.GroupBy(_ => 1).Select(group => new { Count = group.Count(), Sum = group.Sum(a => a.Version) }).SingleOrDefaultAsync(cancellation);
        signal.Marks.Note(new Change(Elsewhere, all?.Revisions ?? 0));
        var found = $"{all?.Count} {all?.Headers} {articles} {topics} {authors}";
        if (found != lists)
            signal.Marks.Note(new Change(Change.ListsId, 0));
        lists = found;
    }
}
