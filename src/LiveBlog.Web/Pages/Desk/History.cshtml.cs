using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Every version of an entry, drafts and withdrawn ones included: <c>/desk/{slug}/{id}/history</c>.</summary>
public sealed class HistoryModel(EntryWriter entries, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : DeskPage(words)
{
    private IReadOnlyList<EntryVersion> versions = [];
    private Dictionary<Guid, string> bylines = [];

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>The entry as it stands.</summary>
    public Entry Entry { get; private set; } = null!;

    /// <summary>Whether the reader of this page may bring a version back.</summary>
    public bool MayRestore => EntryActions.MayEdit(Entry, Here);

    /// <summary>The versions, the latest first, each with the one before it; the first one has none.</summary>
    public IEnumerable<(EntryVersion Version, EntryVersion? Before)> Versions =>
        versions.Select((version, i) => (version, versions.ElementAtOrDefault(i + 1)));

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, Guid id, CancellationToken cancellation) =>
        await LoadAsync(slug, id, cancellation) ? Page() : NotFound();

    /// <summary>Makes what a version said the new one.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid id, int version, int from, CancellationToken cancellation)
    {
        try
        {
            await entries.RestoreAsync(slug, id, version, from, Actor, CancellationToken.None);
            Note = Words["done-restore-version", from];
            return RedirectToPage(new { slug, id });
        }
        catch (Refused refused)
        {
            return await LoadAsync(slug, id, cancellation) ? Show(refused, "") : NotFound();
        }
    }

    /// <summary>What changed beside the texts, in words.</summary>
    public IEnumerable<string> Changes(EntryVersion version, EntryVersion? before)
    {
        foreach (var (was, isNow, word) in Marks(version, before))
        {
            if (was != isNow)
                yield return Words[isNow ? "history-mark-set" : "history-mark-taken", Words[word]];
        }
        if (version.Certainty != (before?.Certainty ?? Certainty.None))
            yield return Words["history-certainty", Words[$"certainty-{version.Certainty}".ToLowerInvariant()]];
        if (version.DueAt is { } due && due != before?.DueAt)
            yield return Words["scheduled-for", Event.Local(due).ToString("d MMM, HH:mm", null)];
        if (version.EmbargoUntil is { } until && until != before?.EmbargoUntil)
            yield return $"{Words["embargo-until"]} {Event.Local(until).ToString("d MMM, HH:mm", null)}";
        if (before is null)
            yield break;
        if (version.PublishedAt != before.PublishedAt)
            yield return Words["history-shown-at", Event.Local(version.PublishedAt).ToString("d MMM, HH:mm", null)];
        if (version.HappenedAt != before.HappenedAt)
            yield return version.HappenedAt is { } happened ? Words["history-happened-at", Event.Local(happened).ToString("d MMM, HH:mm", null)] : Words["history-happened-gone"];
        if (version.AuthorId != before.AuthorId)
            yield return Words["history-byline", version.AuthorId is { } author ? bylines.GetValueOrDefault(author, "") : ""];
        if (!version.Media.SequenceEqual(before.Media))
            yield return Words["history-media", before.Media.Count, version.Media.Count];
        if (version.Related != before.Related)
            yield return Words["history-related", version.Related?.Headline ?? "–"];
    }

    private static IEnumerable<(bool Was, bool IsNow, string Word)> Marks(EntryVersion version, EntryVersion? before) =>
    [
        (before?.IsKey ?? false, version.IsKey, "key"),
        (before?.IsBreaking ?? false, version.IsBreaking, "breaking"),
        (before?.IsPinned ?? false, version.IsPinned, "pinned"),
        (before?.IsOnWire ?? false, version.IsOnWire, "wire"),
    ];

    private async Task<bool> LoadAsync(string slug, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var snapshot = await db.BeginSnapshotAsync(cancellation);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { IsWire: false } liveEvent)
            return false;
        if (await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.EventId == liveEvent.Id, cancellation) is not { } entry)
            return false;
        (Event, Entry) = (liveEvent, entry);
        versions = await db.EntryVersions.AsNoTracking().Where(v => v.EntryId == id).OrderByDescending(v => v.Version).ToListAsync(cancellation);
        var ids = versions.Select(v => v.AuthorId).OfType<Guid>().Distinct().ToList();
        bylines = await db.Authors.Where(author => ids.Contains(author.Id)).ToDictionaryAsync(author => author.Id, author => author.Name, cancellation);
        return true;
    }
}
