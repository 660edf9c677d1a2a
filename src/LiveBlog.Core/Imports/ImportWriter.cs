using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using LiveBlog.Core.Topics;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Core.Imports;

/// <summary>
/// Stores what was read from a file. Idempotent: entries are recognized by their stable ids, and compared with what the
/// last import brought rather than with what stands, so that the desk's edits and withdrawals stay.
/// </summary>
public sealed class ImportWriter(IDbContextFactory<LiveBlogContext> contexts, ChangeSignal signal, TimeProvider clock)
{
    private static readonly Actor Importer = new("import", Role.Editor, "import");

    /// <summary>Creates or completes the event that was read, in the zone named.</summary>
    /// <param name="imported">What was read.</param>
    /// <param name="timeZone">The IANA zone a new event gets.</param>
    /// <param name="slug">The address a new event gets; made from its title, if null.</param>
    /// <param name="cancellation">Ends the attempt; nothing has happened then to entries.</param>
    /// <exception cref="Refused">The address is taken by another event, or a field of the event breaks a rule.</exception>
    public async Task<ImportReport> WriteAsync(ImportedEvent imported, string timeZone, string? slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var source = SourceOf(imported);
        var known = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.ImportedFrom == source, cancellation);
        var target = known ?? await CreateAsync(imported, timeZone, slug, cancellation);
        var report = new ImportReport { Slug = target.Slug, IsNew = known is null };

        await using var change = await EventChange.BeginAsync(db, signal, target.Id, cancellation);
        var standing = await db.Entries.Where(e => e.EventId == target.Id).ToDictionaryAsync(e => e.Id, cancellation);
        var lastImport = (await db.EntryVersions.AsNoTracking()
                .Where(v => v.SavedByKey == Importer.Key && db.Entries.Any(e => e.Id == v.EntryId && e.EventId == target.Id))
                .ToListAsync(cancellation))
            .GroupBy(v => v.EntryId).ToDictionary(versions => versions.Key, versions => versions.MaxBy(v => v.Version)!);
        foreach (var entry in imported.Entries)
        {
            try
            {
                await WriteEntryAsync(db, change, report, imported, entry, standing.GetValueOrDefault(entry.Id), lastImport.GetValueOrDefault(entry.Id), cancellation);
            }
            catch (Refused refused)
            {
                report.Skipped.Add($"{Label(entry)}: {refused.Message}");
            }
        }
        await WireWriter.ShowAsync(change, db, change.Event, clock.GetUtcNow(), cancellation);
        await change.CommitAsync(cancellation);
        return report;
    }

    private async Task WriteEntryAsync(
        LiveBlogContext db, EventChange change, ImportReport report, ImportedEvent imported, ImportedEntry entry,
        Entry? standing, EntryVersion? lastImport, CancellationToken cancellation)
    {
        var input = new EntryInput
        {
            Headline = entry.Headline,
            Body = entry.Body,
            PublishedAt = entry.PublishedAt,
            Related = entry.Related is { } card ? new RelatedCard(card.Headline, card.Url, card.PublishedOn) : null,
        };
        if (standing is null)
        {
            // New here, but not new: it was stored when its source published it.
            var then = report.IsNew ? new DateTimeOffset(entry.ModifiedAt ?? entry.PublishedAt) : clock.GetUtcNow();
            var byline = entry.AuthorName ?? imported.AuthorName ?? imported.Publisher ?? "";
            var author = await db.AuthorAsync(Cut(byline, Author.LongestName), cancellation);
            var created = Entry.Create(entry.Id, change.Event, input, author, Importer.Key, then > clock.GetUtcNow() ? clock.GetUtcNow() : then);
            db.Entries.Add(created);
            await EntryWriter.StampAsync(change, created, Importer, db, then, cancellation);
            report.Created++;
        }
        else if (lastImport is not null && lastImport.Headline == entry.Headline && lastImport.Body == entry.Body
            && lastImport.PublishedAt == entry.PublishedAt)
        {
            report.Unchanged++;
        }
        else if (lastImport?.Version != standing.Version)
        {
            report.Skipped.Add($"{Label(entry)}: it was changed at the desk since the last import, so the file's new version was left out.");
        }
        else if (standing.Apply(input, null, clock.GetUtcNow()))
        {
            await EntryWriter.StampAsync(change, standing, Importer, db, clock.GetUtcNow(), cancellation);
            report.Updated++;
        }
        else
        {
            report.Unchanged++;
        }
    }

    private async Task<LiveEvent> CreateAsync(ImportedEvent imported, string timeZone, string? slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = clock.GetUtcNow();
        var started = imported.Start ?? imported.Published ?? (imported.Entries.Count > 0 ? imported.Entries.Min(e => e.PublishedAt) : now.UtcDateTime);
        var last = imported.Entries.Count > 0 ? imported.Entries.Max(e => e.PublishedAt) : started;
        // A page that never said it ended, and whose last entry is a day old, has.
        var ended = imported.End ?? (last < now.UtcDateTime.AddDays(-1) ? last : null);
        var input = new EventInput
        {
            Slug = slug ?? await FreeSlugAsync(db, imported.Title, cancellation),
            Title = imported.Title,
            Standfirst = Cut(imported.Standfirst, LiveEvent.LongestStandfirst),
            Background = imported.Background,
            Language = imported.Language,
            TimeZone = timeZone,
            StartedAt = started,
            EndedAt = ended is { } end && end > started ? end : ended is null ? null : started,
            Status = ended is null ? EventStatus.Live : EventStatus.Ended,
            Topic = Cut(imported.TopicName ?? "", Topic.LongestName),
        };
        var topic = await db.TopicAsync(input.Topic, cancellation);
        if (topic is { Description: "" })
            topic.Apply(new TopicInput { Description = Cut(imported.TopicDescription ?? "", Topic.LongestDescription) });
        var created = LiveEvent.Create(input, topic, started, importedFrom: SourceOf(imported));
        if (await db.FindEventIdAsync(created.Slug, cancellation) is not null)
            throw EventWriter.Taken(created.Slug);
        db.Events.Add(created);
        await db.SaveChangesAsync(cancellation);
        var inLists = new Change(Change.ListsId, 0);
        await signal.AnnounceAsync(db, inLists, cancellation);
        signal.Committed(inLists);
        return created;
    }

    private static async Task<string> FreeSlugAsync(LiveBlogContext db, string title, CancellationToken cancellation)
    {
        var wanted = Slug.From(title, "title");
        var free = wanted;
        for (var i = 2; await db.FindEventIdAsync(free, cancellation) is not null; i++)
            free = $"{wanted[..Math.Min(wanted.Length, Slug.Longest - 5)]}-{i}";
        return free;
    }

    // An index entry has to stay short, and an address in a file need not be.
    private static string SourceOf(ImportedEvent imported) =>
        imported.Key.Length <= 500 ? imported.Key : StableId.From(imported.Key, "").ToString();

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static string Label(ImportedEntry entry) =>
        $"{entry.PublishedAt:u} \"{Cut(entry.Headline.Length > 0 ? entry.Headline : entry.Body, 60)}\"";
}
