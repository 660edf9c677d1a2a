using LiveBlog.Core;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Media;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A new event: <c>/desk/new</c>.</summary>
public sealed class NewModel(
    EventWriter events, IDbContextFactory<LiveBlogContext> contexts, IOptions<SiteOptions> site, IStringLocalizer<Resources.Desk> words)
    : EventFormPage(contexts, words)
{
    /// <summary>The address of the event that has the address wished for.</summary>
    public string? TakenBy { get; private set; }

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Event = new EventForm { Language = site.Value.Language, TimeZone = site.Value.TimeZone };
        await LoadChoicesAsync(cancellation);
        return Page();
    }

    /// <summary>Creates the event.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? draft, [FromServices] MediaStore media, CancellationToken cancellation)
    {
        try
        {
            var input = Event.ToInput() with
            {
                Status = Event.Scheduled ? EventStatus.Scheduled : EventStatus.Live,
                Photo = await Event.Photo.TakeAsync(media, cancellation),
            };
            var created = await events.CreateAsync(input, Actor, cancellation);
            (Note, DraftDone) = (Words["event-created"], draft);
            return RedirectToPage("/Desk/Event", new { slug = created.Slug });
        }
        catch (Refused refused)
        {
            TakenBy = refused.Code == "slug-taken" ? refused.Arguments[0]?.ToString() : null;
            await LoadChoicesAsync(cancellation);
            return Show(refused, nameof(Event), EventForm.Fields);
        }
    }
}
