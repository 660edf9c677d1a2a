using LiveBlog.Core;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using LiveBlog.Web.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Topics;

/// <summary>A dossier and what is in it: <c>/desk/topics/{slug}</c>.</summary>
public sealed class TopicEditModel(TopicWriter topics, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : VersionedPage(words)
{
    private const int Most = 100;

    /// <summary>What was typed.</summary>
    [BindProperty]
    public TopicForm Topic { get; set; } = new();

    /// <summary>What stands.</summary>
    public Topic Current { get; private set; } = null!;

    /// <summary>The events in it, the newest first.</summary>
    public IReadOnlyList<LiveEvent> Events { get; private set; } = [];

    /// <summary>The articles in it, drafts included, the newest first.</summary>
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        Topic = TopicForm.Of(Current);
        return Page();
    }

    /// <summary>Saves.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            await topics.EditAsync(slug, Topic.Version, Topic.ToInput() with { Photo = await Topic.Photo.TakeAsync(media, cancellation) }, Actor, cancellation);
            (Note, DraftDone) = (Words["saved-it"], draft);
            return RedirectToPage(new { slug });
        }
        catch (Refused refused)
        {
            if (refused is { Code: "topic-stale", Current: Topic current })
            {
                (Current, Topic.Version) = (current, current.Version);
                ShowTheirs("Topic.Version");
            }
            return Show(refused, nameof(Topic), TopicForm.Fields);
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Slug == slug, cancellation) is not { } found)
            return false;
        Current = found;
        Events = await db.Events.AsNoTracking().Where(e => e.TopicId == found.Id).OrderByDescending(e => e.StartedAt).Take(Most).ToListAsync(cancellation);
        Articles = await db.Articles.AsNoTracking().Where(a => a.TopicId == found.Id).OrderByDescending(a => a.PublishedAt).Take(Most).ToListAsync(cancellation);
        return true;
    }
}
