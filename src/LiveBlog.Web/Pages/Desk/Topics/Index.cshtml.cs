using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk.Topics;

/// <summary>A dossier in the list.</summary>
/// <param name="Topic">The dossier.</param>
/// <param name="Events">How many events are in it.</param>
/// <param name="Articles">How many articles, drafts included.</param>
public sealed record TopicRow(Topic Topic, int Events, int Articles);

/// <summary>The desk's list of dossiers: <c>/desk/topics</c>.</summary>
public sealed class TopicListModel(TopicWriter topics, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : DeskPage(words)
{
    private const int Most = 500;

    /// <summary>The new one's name.</summary>
    [BindProperty]
    public TopicForm Topic { get; set; } = new();

    /// <summary>The dossiers, by name.</summary>
    public IReadOnlyList<TopicRow> Topics { get; private set; } = [];

    /// <summary>Answers the list.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Makes a dossier.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        try
        {
            var made = await topics.CreateAsync(new TopicInput { Name = Topic.Name }, Actor, cancellation);
            Note = Words["topic-made"];
            return RedirectToPage("/Desk/Topics/Edit", new { slug = made.Slug });
        }
        catch (Refused refused)
        {
            await LoadAsync(cancellation);
            return Show(refused, nameof(Topic), TopicForm.Fields);
        }
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Topics = await db.Topics.AsNoTracking().OrderBy(t => t.Name).Take(Most)
            .Select(t => new TopicRow(t,
                db.Events.Where(e => e.TopicId == t.Id).Take(EntryCounts.Most).Count(), db.Articles.Where(a => a.TopicId == t.Id).Take(EntryCounts.Most).Count()))
            .ToListAsync(cancellation);
    }
}
