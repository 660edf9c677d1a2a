using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Purges;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Live;

/// <summary>What an entry said before: <c>/live/{slug}/{entryId}/history</c>.</summary>
public sealed class HistoryModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>What is shown.</summary>
    public EntryHistory History { get; private set; } = null!;

    /// <summary>The versions, the latest first, each with the one before it; the first one has none.</summary>
    public IEnumerable<(SeenVersion Version, SeenVersion? Before)> Versions =>
        History.Versions.Select((version, i) => (version, History.Versions.ElementAtOrDefault(i + 1)));

    /// <summary>Answers the page; 404 for an entry that readers never saw, 410 for a withdrawn one, 304 where the reader has it.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, Guid entryId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EntryHistory.ReadAsync(db, slug, entryId, cancellation) is not { Event.IsWire: false, Versions.Count: > 0 } history)
            return NotFound();
        if (history.Entry.Status == EntryStatus.Withdrawn)
            return StatusCode(StatusCodes.Status410Gone);
        History = history;
        Language = history.Event.Language;
        return Response.Revalidate(Request, $"{SurrogateKeys.Event(history.Event.Slug)} {SurrogateKeys.Entry(history.Entry.Id)}", $"{history.Event.Epoch}-{history.Event.HeaderRevision}-{history.Entry.Revision}-history", source: history.Event.Id)
            ? StatusCode(StatusCodes.Status304NotModified)
            : Page();
    }

    /// <summary>The keys of the words for what changed beside headline and text.</summary>
    public static IEnumerable<string> OtherChanges(SeenVersion version, SeenVersion before)
    {
        if (version.Body != before.Body && version.Text == before.Text)
            yield return "history-markup";
        if (version.Media != before.Media)
            yield return "history-media";
        if (version.Related != before.Related)
            yield return "history-related";
        if (version.PublishedAt != before.PublishedAt || version.HappenedAt != before.HappenedAt)
            yield return "history-time";
        if (version.Certainty != before.Certainty)
            yield return "history-certainty";
        if (version.Byline != before.Byline)
            yield return "history-byline";
    }
}
