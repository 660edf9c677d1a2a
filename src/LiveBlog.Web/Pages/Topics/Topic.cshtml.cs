using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LiveBlog.Web.Pages.Topics;

/// <summary>A dossier: <c>/topics/{slug}</c>.</summary>
public sealed class TopicModel(IDbContextFactory<LiveBlogContext> contexts) : ReaderPage
{
    /// <summary>The dossier.</summary>
    public Topic Topic { get; private set; } = null!;

    /// <summary>Its events, live ones first.</summary>
    public IReadOnlyList<LiveEvent> Events { get; private set; } = [];

    /// <summary>Answers the page; 404 for an unknown dossier.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Topics.AsNoTracking().SingleOrDefaultAsync(topic => topic.Slug == slug, cancellation) is not { } found)
            return NotFound();
        Topic = found;
        Events = await db.LatestEventsAsync(100, cancellation, topicId: found.Id);
        return Page();
    }
}
