using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>What the form of a template holds.</summary>
public sealed class TemplateForm
{
    /// <summary>The template's id; a new one's is made with the form, so that a form sent twice makes one.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>What it is called.</summary>
    public string? Name { get; set; }

    /// <summary>The headline to begin with.</summary>
    public string? Headline { get; set; }

    /// <summary>The Markdown to begin with.</summary>
    public string? Body { get; set; }

    /// <summary>Marks a key event.</summary>
    public bool Key { get; set; }

    /// <summary>Marks breaking news.</summary>
    public bool Breaking { get; set; }

    /// <summary>Marks it for the wire.</summary>
    public bool Wire { get; set; }

    /// <summary>Whether it is for every event.</summary>
    public bool Everywhere { get; set; }

    internal static TemplateForm Of(EntryTemplate template) => new()
    {
        Id = template.Id,
        Name = template.Name,
        Headline = template.Headline,
        Body = template.Body,
        Key = template.IsKey,
        Breaking = template.IsBreaking,
        Wire = template.IsOnWire,
        Everywhere = template.EventId is null,
    };

    internal TemplateInput ToInput() => new()
    {
        Name = Name ?? "",
        Headline = Headline ?? "",
        Body = Body ?? "",
        Key = Key,
        Breaking = Breaking,
        Wire = Wire,
    };
}

/// <summary>The texts an event's entries begin with: <c>/desk/{slug}/templates</c>.</summary>
public sealed class TemplatesModel(
    TemplateWriter writer, IDbContextFactory<LiveBlogContext> contexts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private static readonly string[] Fields = ["name", "headline", "body"];

    /// <summary>The template that is being changed; a new one, if null.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Edit { get; set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public TemplateForm Template { get; set; } = new();

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>Its templates, and those for every event.</summary>
    public IReadOnlyList<EntryTemplate> Templates { get; private set; } = [];

    /// <summary>Events that have templates to copy.</summary>
    public IReadOnlyList<LiveEvent> Others { get; private set; } = [];

    /// <summary>Whether whoever looks may change this event's.</summary>
    public bool MayChange => IsEditor;

    /// <summary>Whether they may change those for every event.</summary>
    public bool MayShare => Actor.Role >= Role.Editor;

    /// <summary>Whether they may change that one.</summary>
    public bool MayEdit(EntryTemplate template) => template.EventId is null ? MayShare : MayChange;

    /// <summary>Answers the page.</summary>
    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        if (Templates.FirstOrDefault(template => template.Id == Edit) is { } edited)
            Template = TemplateForm.Of(edited);
        return Page();
    }

    /// <summary>Makes or changes one.</summary>
    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancellation)
    {
        if (!await LoadAsync(slug, cancellation))
            return NotFound();
        try
        {
            if (Edit is { } id)
                await writer.EditAsync(slug, id, Template.ToInput(), Actor, CancellationToken.None);
            else
                await writer.CreateAsync(slug, Template.Id, Template.ToInput(), Template.Everywhere, Actor, CancellationToken.None);
            Note = Words["template-saved"];
            return RedirectToPage(new { slug, edit = (Guid?)null });
        }
        catch (Refused refused)
        {
            return Show(refused, nameof(Template), Fields);
        }
    }

    /// <summary>Moves one up or down.</summary>
    public Task<IActionResult> OnPostMoveAsync(string slug, Guid id, int by) => DoAsync(slug, async () =>
    {
        await writer.MoveAsync(slug, id, by, Actor, CancellationToken.None);
        return null;
    });

    /// <summary>Deletes one.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string slug, Guid id) => DoAsync(slug, async () =>
    {
        await writer.DeleteAsync(slug, id, Actor, CancellationToken.None);
        return Words["template-deleted"];
    });

    /// <summary>Takes over those of another event.</summary>
    public Task<IActionResult> OnPostCopyAsync(string slug, string from) => DoAsync(slug, async () =>
        Words["templates-made", await writer.CopyAsync(slug, from, Actor, CancellationToken.None)]);

    /// <summary>Makes those to begin with.</summary>
    public Task<IActionResult> OnPostStockAsync(string slug) => DoAsync(slug, async () =>
        Words["templates-made", await writer.CreateAllAsync(slug, StockTemplates.All(Words), Actor, CancellationToken.None)]);

    private async Task<IActionResult> DoAsync(string slug, Func<Task<string?>> action)
    {
        try
        {
            Note = await action();
        }
        catch (Refused refused)
        {
            Note = Say(refused);
        }
        return RedirectToPage(new { slug, edit = (Guid?)null });
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken cancellation)
    {
        try
        {
            Templates = await writer.ListAsync(slug, Actor, cancellation);
        }
        catch (Refused)
        {
            return false;
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Event = await db.Events.AsNoTracking().SingleAsync(e => e.Slug == slug, cancellation);
        // Whoever works in one event only is told of no other.
        Others = MayShare
            ? await db.Events.AsNoTracking().Where(e => e.Id != Event.Id && db.EntryTemplates.Any(t => t.EventId == e.Id))
                .OrderByDescending(e => e.StartedAt).Take(50).ToListAsync(cancellation)
            : [];
        return true;
    }
}
