using LiveBlog.Core.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>What the forms of a new event and of one that there is share: the model of <c>_EventFields.cshtml</c>.</summary>
public abstract class EventFormPage(IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : VersionedPage(words)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public EventForm Event { get; set; } = new();

    /// <summary>The dossiers there are, to choose from.</summary>
    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>The authors there are, to choose from.</summary>
    public IReadOnlyList<string> Authors { get; private set; } = [];

    /// <summary>Whether the event is being made.</summary>
    public virtual bool IsNew => true;

    /// <summary>The event as it stands, as a form has it, where somebody else changed it meanwhile.</summary>
    public virtual EventForm? Theirs => null;

    /// <summary>What to choose from.</summary>
    protected async Task LoadChoicesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Topics = await db.Topics.Select(t => t.Name).OrderBy(name => name).Take(500).ToListAsync(cancellation);
        Authors = await db.Authors.Select(a => a.Name).OrderBy(name => name).Take(1_000).ToListAsync(cancellation);
    }
}
