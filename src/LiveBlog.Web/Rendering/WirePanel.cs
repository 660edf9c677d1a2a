using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Live;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Rendering;

/// <summary>The wire's latest headlines, ready for every page: the model of <c>_WirePanel.cshtml</c>.</summary>
/// <param name="Wire">The wire as of these headlines.</param>
/// <param name="Items">Their HTML, the latest first.</param>
/// <param name="From">The lower bound of the positions shown, inclusive; empty when there are no others.</param>
/// <param name="Newest">The highest position; empty if there is none.</param>
public sealed record WireHead(LiveEvent Wire, IReadOnlyList<string> Items, string From, string Newest)
{
    /// <summary>What a page that shows these headlines depends on.</summary>
    public string State => $"{Wire.Epoch}-{Wire.Revision}";
}

/// <summary>
/// Holds the wire's head in memory. The wire's timeline says when there is another; only then is it read again, from one
/// snapshot of the database, so that no headline is missing however many older ones changed.
/// </summary>
public sealed class WirePanel(TimelineStore timelines, IDbContextFactory<LiveBlogContext> contexts, EventRenderer renderer)
{
    /// <summary>How many headlines a panel shows.</summary>
    public const int Size = 10;

    private readonly SemaphoreSlim gate = new(1);
    private WireHead? head;

    /// <summary>The head as this node knows it.</summary>
    public async Task<WireHead?> ReadAsync(CancellationToken cancellation)
    {
        if (await timelines.GetAsync(LiveEvent.WireSlug, cancellation) is not { } timeline)
            return null;
        if (Holds(timeline) is { } known)
            return known;
        await gate.WaitAsync(cancellation);
        try
        {
            return Holds(timeline) ?? (head = await LoadAsync(cancellation));
        }
        finally
        {
            gate.Release();
        }
    }

    private WireHead? Holds(Timeline timeline) =>
        head is { } known && known.Wire.Epoch == timeline.Epoch && known.Wire.Revision >= timeline.Revision ? known : null;

    private async Task<WireHead?> LoadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await EventPage.ReadAsync(db, LiveEvent.WireSlug, new PageRequest(), cancellation) is not { } page)
            return null;
        var shown = page.Entries.Take(Size).ToList();
        var items = new List<string>();
        foreach (var entry in shown)
            items.Add(await renderer.EntryAsync(new EntryView(page.Event, entry)));
        return new WireHead(page.Event, items, page.Entries.Count > Size ? shown[^1].Position : page.From, page.Newest);
    }
}
