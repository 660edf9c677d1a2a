using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Numbers;
using LiveBlog.Web.Numbers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An event's numbers: <c>/desk/{slug}/numbers</c>. Whoever has a part in the event sees them.</summary>
public sealed class NumbersModel(
    IDbContextFactory<LiveBlogContext> contexts, ReaderCount readers, TimeProvider clock, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>Its numbers.</summary>
    public ReaderNumbers Numbers { get; private set; } = null!;

    /// <summary>When they were read, in the event's zone.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!await FindAsync(db, slug, cancellation))
            return NotFound();
        var now = clock.GetUtcNow();
        Numbers = await ReaderNumbers.ReadAsync(db, Event.Id, readers.Node, readers.Of(Event.Id), now, cancellation);
        At = Event.Local(now.UtcDateTime);
        return Page();
    }

    /// <summary>Answers only the line of the desk's head, for the script.</summary>
    public async Task<IActionResult> OnGetLineAsync(string slug, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!await FindAsync(db, slug, cancellation))
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        return Partial("_Numbers", Event);
    }

    private async Task<bool> FindAsync(LiveBlogContext db, string slug, CancellationToken cancellation)
    {
        try
        {
            var eventId = await db.EventIdAsync(slug, cancellation);
            await db.MustBeAsync(Actor, eventId, Role.Contributor, cancellation);
            Event = await db.Events.AsNoTracking().SingleAsync(e => e.Id == eventId, cancellation);
            return true;
        }
        catch (Refused)
        {
            return false;
        }
    }
}
