using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Moving an entry to another event: <c>/desk/{slug}/{id}/move</c>.</summary>
public sealed class MoveModel(EntryWriter entries, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words)
    : DeskPage(words)
{
    private const int Most = 200;

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>The entry.</summary>
    public Entry Entry { get; private set; } = null!;

    /// <summary>The events it may go to, those that are live first.</summary>
    public IReadOnlyList<LiveEvent> Others { get; private set; } = [];

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, Guid id, CancellationToken cancellation) =>
        await LoadAsync(slug, id, cancellation) ? Page() : NotFound();

    /// <summary>Moves it.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, Guid id, string to, int version, CancellationToken cancellation)
    {
        try
        {
            var moved = await entries.MoveAsync(slug, id, to, version, Actor, CancellationToken.None);
            Note = Words["done-move"];
            return Redirect(Url.Page("/Desk/Event", null, new { slug = to, status = DeskView.Name(moved.Status) }, null, null, $"d-{moved.Id}") ?? "/desk");
        }
        catch (Refused refused)
        {
            return await LoadAsync(slug, id, cancellation) ? Show(refused, "") : NotFound();
        }
    }

    private async Task<bool> LoadAsync(string slug, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { IsWire: false } liveEvent)
            return false;
        if (await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.EventId == liveEvent.Id, cancellation) is not { } entry)
            return false;
        (Event, Entry) = (liveEvent, entry);
        Others = [.. (await db.LatestEventsAsync(Most, cancellation, of: db.EventsOf(Actor, Role.Editor))).Where(other => other.Id != liveEvent.Id)];
        return true;
    }
}
