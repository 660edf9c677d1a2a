using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Web.Rendering;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An entry in the desk's list.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Html">As readers see it.</param>
/// <param name="SavedBy">Who saved its present version.</param>
/// <param name="Filed">The name of whoever filed it.</param>
/// <param name="ByLink">Whether it came by a correspondent's link.</param>
/// <param name="Notes">What colleagues said of it and is not settled, the latest last.</param>
public sealed record DeskEntry(Entry Entry, string Html, string SavedBy, string Filed, bool ByLink, IReadOnlyList<Note> Notes)
{
    /// <summary>Changes whenever the entry is to be shown anew.</summary>
    public string Stamp => string.Create(CultureInfo.InvariantCulture, $"{Entry.Version}-{Notes.Count}-{Notes.LastOrDefault()?.Id:n}");
}

/// <summary>A page of an event's entries as the desk sees them.</summary>
public sealed record DeskEntries
{
    private const int Size = 50;
    private const int MostWaiting = 200;

    // How many entries one question looks through for a text.
    private const int Searched = 5_000;

    /// <summary>The event, from the same snapshot.</summary>
    public required LiveEvent Event { get; init; }

    /// <summary>The page's entries.</summary>
    public required IReadOnlyList<DeskEntry> Entries { get; init; }

    /// <summary>The published pinned ones, in the order in which readers see them.</summary>
    public required IReadOnlyList<Entry> Pinned { get; init; }

    /// <summary>What is shown.</summary>
    public required DeskView View { get; init; }

    /// <summary>The position that the next older page lies before, or null.</summary>
    public required string? OlderBefore { get; init; }

    /// <summary>Where a text was searched and there are older entries: down to when, UTC. Those before <see cref="OlderBefore"/> were not looked at.</summary>
    public required DateTime? SearchedTo { get; init; }

    /// <summary>How many entries there are of each status.</summary>
    public required EntryCounts Counts { get; init; }

    /// <summary>When the latest entry was published, UTC, or null.</summary>
    public required DateTime? LatestAt { get; init; }

    /// <summary>How many were published in the hour before that; at most <see cref="EntryCounts.Most"/>.</summary>
    public required int LastHour { get; init; }

    /// <summary>Who looks.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Tells whether the page is another one by now: drafts and notes change without a revision.</summary>
    public string Stamp
    {
        get
        {
            var all = new StringBuilder();
            all.Append(CultureInfo.InvariantCulture, $"{Event.Epoch}-{Event.Revision}-{Event.Status}-{Actor.Role}-{CultureInfo.CurrentUICulture.Name}-");
            foreach (var tab in DeskView.Tabs)
                all.Append(CultureInfo.InvariantCulture, $"{Counts.Of(tab)}-");
            foreach (var shown in Entries)
                all.Append(CultureInfo.InvariantCulture, $"{shown.Entry.Id:n}{shown.Stamp} ");
            foreach (var pinned in Pinned)
                all.Append(CultureInfo.InvariantCulture, $"{pinned.Id:n}{pinned.Version} ");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())), 0, 10);
        }
    }

    /// <summary>Reads a page, or answers null when there is no such event.</summary>
    public static async Task<DeskEntries?> ReadAsync(
        LiveBlogContext db, EventRenderer renderer, string slug, DeskView view, Actor actor, CancellationToken cancellation)
    {
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        var liveEvent = await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation);
        if (liveEvent is null || liveEvent.IsWire)
            return null;
        var all = db.Entries.AsNoTracking().Include(e => e.Author).Where(e => e.EventId == liveEvent.Id);
        var counts = await db.CountEntriesAsync([liveEvent.Id], cancellation);
        var published = all.Where(e => e.Status == EntryStatus.Published);
        var pinned = await published.Where(e => e.IsPinned)
            .OrderByDescending(e => e.PinRank).ThenByDescending(e => e.Position).ToListAsync(cancellation);
        // By the positions, which begin with the time and are in the index.
        var latest = await published.OrderByDescending(e => e.Position).Select(e => (DateTime?)e.PublishedAt).FirstOrDefaultAsync(cancellation);
        var lastHour = latest is null ? 0 : await db.CountPublishedAfterAsync(liveEvent.Id, latest.Value.AddHours(-1), cancellation);

        var (entries, before, searchedTo) = await PageAsync(all, view, cancellation);
        var ids = entries.ConvertAll(e => e.Id);
        var names = await db.EntryVersions.Where(v => ids.Contains(v.EntryId))
            .Join(db.Entries, v => v.EntryId, e => e.Id, (v, e) => new { v.EntryId, v.Version, IsLast = v.Version == e.Version, v.SavedBy, v.SavedByKey })
            .Where(v => v.IsLast || v.Version == 1).ToListAsync(cancellation);
        var notes = await db.Notes.AsNoTracking().Where(note => note.EntryId != null && ids.Contains(note.EntryId.Value) && note.ResolvedAt == null)
            .OrderBy(note => note.CreatedAt).ToListAsync(cancellation);
        var links = await db.FilingLinks.Where(link => link.EventId == liveEvent.Id).Select(link => link.Id).ToListAsync(cancellation);
        var linkKeys = links.ConvertAll(id => id.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var shown = new List<DeskEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var its = names.FindAll(name => name.EntryId == entry.Id);
            shown.Add(new DeskEntry(
                entry, await renderer.EntryAsync(liveEvent, entry),
                its.Find(name => name.IsLast)?.SavedBy ?? "", its.Find(name => name.Version == 1)?.SavedBy ?? "",
                linkKeys.Contains(entry.FiledBy), notes.FindAll(note => note.EntryId == entry.Id)));
        }
        return new DeskEntries
        {
            Event = liveEvent,
            Entries = shown,
            Pinned = pinned,
            View = view,
            OlderBefore = before,
            SearchedTo = searchedTo,
            Counts = counts[liveEvent.Id],
            LatestAt = latest,
            LastHour = lastHour,
            Actor = actor,
        };
    }

    // With the position before which the next page begins, and where it began to search no further, or nulls.
    private static async Task<(List<Entry> Entries, string? Before, DateTime? SearchedTo)> PageAsync(
        IQueryable<Entry> all, DeskView view, CancellationToken cancellation)
    {
        if (view.Status is { } status)
            all = all.Where(e => e.Status == status);
        if (!view.IsPaged)
        {
            // What is due first, and who has waited longest, stands on top.
            var queue = With(view.Query, all);
            queue = view.Status == EntryStatus.Scheduled ? queue.OrderBy(e => e.DueAt).ThenBy(e => e.Id) : queue.OrderBy(e => e.ModifiedAt).ThenBy(e => e.Id);
            return (await queue.Take(MostWaiting).ToListAsync(cancellation), null, null);
        }
        if (view.Before is { } before)
            all = all.Where(e => string.Compare(e.Position, before) < 0);
        // No index holds every part of every word: each question looks through so many entries, and the next one through those before.
        var window = view.Query.Length == 0 ? all : all.OrderByDescending(e => e.Position).Take(Searched);
        var entries = await With(view.Query, window).OrderByDescending(e => e.Position).Take(Size + 1).ToListAsync(cancellation);
        if (entries.Count > Size)
        {
            entries.RemoveAt(Size);
            return (entries, entries[^1].Position, null);
        }
        if (view.Query.Length == 0 || await window.OrderBy(e => e.Position).Select(e => new { e.Position, e.PublishedAt }).FirstOrDefaultAsync(cancellation) is not { } last
            || await all.Where(e => string.Compare(e.Position, last.Position) < 0).OrderByDescending(e => e.Position)
                .Select(e => e.Position).FirstOrDefaultAsync(cancellation) is null)
            return (entries, null, null);
        return (entries, last.Position, last.PublishedAt);
    }

    private static IQueryable<Entry> With(string query, IQueryable<Entry> entries)
    {
        if (query.Length == 0)
            return entries;
        var wanted = $"%{Escaped(query.ToLowerInvariant())}%";
        // SQLite lowers only the letters of ASCII: what is typed as it stands is found as well.
        return entries.Where(e => EF.Functions.Like(e.Headline.ToLower(), wanted, "\\") || EF.Functions.Like(e.Body.ToLower(), wanted, "\\")
            || e.Headline.Contains(query) || e.Body.Contains(query));
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
