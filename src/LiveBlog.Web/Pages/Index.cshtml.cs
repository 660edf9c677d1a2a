using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages;

/// <summary>The home page: what is live, and what was.</summary>
public sealed class IndexModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>The latest events, live ones first.</summary>
    public IReadOnlyList<LiveEvent> Events { get; private set; } = [];

    /// <summary>Answers the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Events = await db.LatestEventsAsync(40, cancellation);
    }
}
