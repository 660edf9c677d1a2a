using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using LiveBlog.Web.Media;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.File;

/// <summary>An entry that was filed by the link, and why it was sent back, if it was.</summary>
public sealed record Filed(Entry Entry, string? Note);

/// <summary>
/// A correspondent's page: <c>/file/{secret}</c>. Its address is all that lets them in, so there is no antiforgery token: another
/// site's page that knew the address could ask directly, and a text that waited for the network outlives any token.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class IndexModel(
    FilingLinkWriter links, EntryWriter entries, MediaStore store, IDbContextFactory<LiveBlogContext> contexts, Attempts attempts,
    IStringLocalizer<Resources.Desk> words) : PageModel
{
    private const int Most = 50;

    /// <summary>The link's secret.</summary>
    [FromRoute]
    public string Secret { get; set; } = "";

    /// <summary>The text's id: the same when it is sent again.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version that an edit began with; 0 for a new text.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>One line.</summary>
    [BindProperty]
    public string? Headline { get; set; }

    /// <summary>The text.</summary>
    [BindProperty]
    public string? Body { get; set; }

    /// <summary>Its photos, as <see cref="MediaField"/> writes them; empty leaves them as they are.</summary>
    [BindProperty]
    public string? Media { get; set; }

    /// <summary>The texts of each, from a browser without script.</summary>
    [BindProperty]
    public List<MediumTexts> MediaTexts { get; set; } = [];

    /// <summary>A photo to add, from a browser without script.</summary>
    [BindProperty]
    public IFormFile? Photo { get; set; }

    /// <summary>The texts of that one.</summary>
    [BindProperty]
    public MediumTexts PhotoTexts { get; set; } = new();

    /// <summary>What the last form brought about.</summary>
    [TempData]
    public string? Message { get; set; }

    /// <summary>What was refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>The link, if it is good.</summary>
    public FilingLink? Link { get; private set; }

    /// <summary>The link's event; null if the link is no good.</summary>
    public LiveEvent? Event { get; private set; }

    /// <summary>What was filed by the link, the latest first.</summary>
    public IReadOnlyList<Filed> Own { get; private set; } = [];

    /// <summary>Whether there is a text that must not be lost.</summary>
    public bool HasText => !string.IsNullOrWhiteSpace(Headline) || !string.IsNullOrWhiteSpace(Body);

    private Actor Correspondent => new(Link!.Name, Role.Contributor, Link.Id.ToString());

    // The script asks, as the browser itself says (Fetch Metadata), or by what it takes.
    private bool IsScript => Request.Headers["Sec-Fetch-Dest"] == "empty" || Request.Headers.Accept == "application/json";

    /// <summary>The photos to show in the form; none where they can't be read.</summary>
    public IReadOnlyList<Medium> MediaShown() => MediaField.Shown(Media);

    /// <summary>Whether the correspondent may still change it.</summary>
    public bool MayEdit(Entry entry) => entry.Status is EntryStatus.Submitted or EntryStatus.Draft;

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (!await attempts.AllowAsync(HttpContext, "file"))
        {
            context.Result = Refuse(words["too-many-attempts"], StatusCodes.Status429TooManyRequests);
            return;
        }
        var link = await links.FindAsync(Secret, HttpContext.RequestAborted);
        if (link is null || !links.IsGood(link))
        {
            context.Result = Refuse(words[HasText ? "file-gone" : "file-gone-empty"], StatusCodes.Status410Gone);
            return;
        }
        Link = link;
        await LoadAsync(HttpContext.RequestAborted);
        await next();
    }

    /// <summary>Answers the form, with one's own text in it if that is asked for.</summary>
    public IActionResult OnGet()
    {
        if (Own.FirstOrDefault(filed => filed.Entry.Id == Id && MayEdit(filed.Entry)) is { } filed)
            (Version, Headline, Body, Media) = (filed.Entry.Version, filed.Entry.Headline, filed.Entry.Body, MediaField.Write(filed.Entry.Media));
        else
            Id = Guid.CreateVersion7();
        // What the address says must not stand in for what was just made.
        ModelState.Clear();
        return Page();
    }

    /// <summary>Answers only what was filed, for the script.</summary>
    public IActionResult OnGetOwn() => Partial("_Own", this);

    /// <summary>Files the text, or changes one that waits.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await TakePhotosAsync();
            var input = new EntryInput { Headline = Headline ?? "", Body = Body ?? "", Media = MediaField.Read(Media), Status = EntryStatus.Submitted };
            var entry = Version > 0
                ? await entries.EditAsync(Event!.Slug, Id, Version, input, Correspondent, CancellationToken.None)
                : (await entries.PostAsync(Event!.Slug, Id, input, Correspondent, CancellationToken.None)).Entry;
            await links.TouchAsync(Link!.Id, CancellationToken.None);
            if (IsScript)
                return new JsonResult(new { id = entry.Id, version = entry.Version });
            Message = words["file-sent"];
            return RedirectToPage(new { Secret });
        }
        catch (Refused refused)
        {
            var code = refused.Code == "entry-stale" ? "filing-stale" : refused.Code;
            var said = words[$"refused-{code}", [.. refused.Arguments.Select(value => value ?? "")]];
            return Refuse(said.ResourceNotFound ? refused.Message : said.Value, Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest);
        }
    }

    private async Task TakePhotosAsync()
    {
        Media = await MediaField.TakeAsync(Media, MediaTexts, [], store, CancellationToken.None);
        // Should the form be shown again, it has them by now.
        MediaTexts = [];
        if (Photo is not { Length: > 0 } file)
            return;
        await using var content = file.OpenReadStream();
        var medium = PhotoTexts.Onto(await store.TakePhotoAsync(content, HttpContext.RequestAborted));
        Media = MediaField.Write([.. (MediaField.Read(Media) ?? []).Where(other => other.Path != medium.Path), medium]);
        PhotoTexts = new();
    }

    private IActionResult Refuse(string problem, int status)
    {
        Response.StatusCode = status;
        Problem = problem;
        return IsScript ? new JsonResult(new { detail = problem }) { StatusCode = status } : Page();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var key = Correspondent.Key;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Event = await db.Events.AsNoTracking().SingleAsync(e => e.Id == Link!.EventId, cancellation);
        var filed = await db.Entries.AsNoTracking().Where(e => e.EventId == Event.Id && e.FiledBy == key)
            .OrderByDescending(e => e.CreatedAt).Take(Most).ToListAsync(cancellation);
        var sentBack = filed.Where(entry => entry.Status == EntryStatus.Draft).Select(entry => entry.Id).ToList();
        var notes = (await db.Notes.AsNoTracking().Where(n => n.IsForAuthor && n.EntryId != null && sentBack.Contains(n.EntryId.Value)).ToListAsync(cancellation))
            .GroupBy(note => note.EntryId!.Value).ToDictionary(group => group.Key, group => group.MaxBy(note => note.CreatedAt)!.Text);
        Own = filed.ConvertAll(entry => new Filed(entry, notes.GetValueOrDefault(entry.Id)));
    }
}
