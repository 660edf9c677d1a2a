using System.Text.Json;
using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>
/// An entry as readers will get it, before it is published: <c>/desk/{slug}/preview</c>. Asked for, a page without an entry;
/// posted to, with the entry that the composer's fields make, rendered as every entry is. Nothing is stored.
/// </summary>
public sealed class PreviewModel(
    EventRenderer renderer, IDbContextFactory<LiveBlogContext> contexts, TimeProvider time, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What the composer holds.</summary>
    [BindProperty]
    public EntryForm Entry { get; set; } = new();

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>The entry's element; empty without one.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The empty page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) =>
        await FindAsync(slug, null, cancellation) is null ? NotFound() : Page();

    /// <summary>The page with the entry.</summary>
    /// <param name="slug">The event.</param>
    /// <param name="entry">The entry that is edited, or null for a new one.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IActionResult> OnPostAsync(string slug, [FromQuery] Guid? entry, CancellationToken cancellation)
    {
        if (await FindAsync(slug, entry, cancellation) is not { } found || entry is not null && found.Entry is null)
            return NotFound();
        ModelState.Clear();
        Response.Headers.CacheControl = "no-store";
        try
        {
            Html = await renderer.EntryAsync(new EntryView(Event, Made(found.Entry), StartsDay: true));
        }
        catch (Refused refused) when (refused.Code == "entry-empty")
        {
            // Nothing is written yet, and nothing is shown.
        }
        catch (Refused refused)
        {
            Problem = Say(refused);
        }
        return Page();
    }

    private Entry Made(Entry? present)
    {
        var now = time.GetUtcNow();
        var input = Entry.ToInput(Event) with
        {
            Author = null,
            Media = Read<IReadOnlyList<Medium>>("Entry.Media"),
            Related = Read<RelatedCard>("Entry.Related"),
            Status = EntryStatus.Published,
            // It is shown as it will stand, whenever that will be.
            DueAt = null,
            EmbargoUntil = null,
        };
        var byline = string.IsNullOrWhiteSpace(Entry.Author) ? null : Author.Create(Entry.Author);
        if (present is null)
            return Core.Entries.Entry.Create(Guid.CreateVersion7(), Event, input, byline ?? Author.Create(Actor.Name), Actor.Key, now);
        present.Apply(input with { Status = present.IsPublic ? null : EntryStatus.Published }, byline, now);
        return present;
    }

    private T? Read<T>(string field)
        where T : class
    {
        try
        {
            return Request.Form[field].ToString() is { Length: > 0 } json ? JsonSerializer.Deserialize<T>(json, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Found(Entry? Entry);

    private async Task<Found?> FindAsync(string slug, Guid? id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Events.AsNoTracking().WithDetails().SingleOrDefaultAsync(e => e.Slug == slug, cancellation) is not { } liveEvent)
            return null;
        Event = liveEvent;
        if (id is null)
            return new Found(null);
        var entry = await db.Entries.AsNoTracking().Include(e => e.Author)
            .SingleOrDefaultAsync(e => e.Id == id && e.EventId == liveEvent.Id, cancellation);
        return new Found(entry is not null && (entry.IsPublic || EntryActions.MayEdit(entry, Here)) ? entry : null);
    }
}
