using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Somebody with a role in the event.</summary>
public sealed record MemberRow(Guid UserId, string Name, Role Role);

/// <summary>Who works on one event, and by which links correspondents file: <c>/desk/{slug}/people</c>.</summary>
public sealed class PeopleOfEventModel(
    IDbContextFactory<LiveBlogContext> contexts, AccountWriter accounts, InvitationWriter invitations, FilingLinkWriter links, MailQueue mail,
    Letters letters, SignedInCache signedIn, IStringLocalizer<Resources.Desk> words) : PeoplePage(signedIn, words)
{
    /// <summary>The event's address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Slug { get; set; } = "";

    /// <summary>The event.</summary>
    public LiveEvent Event { get; private set; } = null!;

    /// <summary>Who has a role in it.</summary>
    public IReadOnlyList<MemberRow> Members { get; private set; } = [];

    /// <summary>Who could get one.</summary>
    public IReadOnlyList<SelectListItem> Others { get; private set; } = [];

    /// <summary>The correspondents' links.</summary>
    public IReadOnlyList<FilingLink> Links { get; private set; } = [];

    /// <summary>The open invitations into it.</summary>
    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    /// <summary>Whether invitations can go by mail.</summary>
    public bool HasMail => mail.CanSend;

    /// <summary>Whether something may be filed by the link.</summary>
    public bool IsGood(FilingLink link) => links.IsGood(link);

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var found = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Slug == Slug && e.Id != LiveEvent.WireId);
        context.Result = found is null ? NotFound() : null;
        if (context.Result is not null)
            return;
        Event = found!;
        await next();
    }

    /// <summary>Answers the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Makes a link for a correspondent.</summary>
    public Task<IActionResult> OnPostLinkAsync(string? name, int days) => DoAsync("", async () =>
    {
        var (link, secret) = await links.CreateAsync(Slug, name, TimeSpan.FromDays(days), Actor, CancellationToken.None);
        return new Handed(Words["link-made", link.Name], letters.Absolute($"/file/{secret}"));
    });

    /// <summary>Takes a link back.</summary>
    public Task<IActionResult> OnPostRevokeLinkAsync(Guid id) => DoAsync("taken-back", async () =>
    {
        await links.RevokeAsync(Slug, id, Actor, CancellationToken.None);
        return null;
    });

    /// <summary>Gives an account a role in the event.</summary>
    public Task<IActionResult> OnPostMemberAsync(Guid user, Role role) => DoAsync("saved", async () =>
    {
        await accounts.SetMemberAsync(Slug, user, role, Actor, CancellationToken.None);
        return null;
    });

    /// <summary>Takes that role away.</summary>
    public Task<IActionResult> OnPostRemoveMemberAsync(Guid user) => DoAsync("saved", async () =>
    {
        await accounts.SetMemberAsync(Slug, user, null, Actor, CancellationToken.None);
        return null;
    });

    /// <summary>Invites somebody into the event.</summary>
    public Task<IActionResult> OnPostInviteAsync(string? email, Role role) =>
        DoAsync("", async () => await InviteAsync(invitations, mail, letters, email, null, role, Slug));

    /// <summary>Takes an invitation back.</summary>
    public Task<IActionResult> OnPostRevokeAsync(Guid id) => DoAsync("taken-back", async () =>
    {
        await invitations.RevokeAsync(id, Event.Id, Actor, CancellationToken.None);
        return null;
    });

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        Members = await db.EventMembers.Where(m => m.EventId == Event.Id)
            .Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new MemberRow(u.Id, u.DisplayName, m.Role)).ToListAsync(cancellation);
        Members = [.. Members.OrderBy(member => member.Name, StringComparer.CurrentCulture)];
        var known = Members.Select(member => member.UserId).ToList();
        // Addresses are for who runs the whole site: who runs one event knows colleagues by name.
        var withAddress = Actor.Role >= Role.Editor;
        Others = await db.Users.Where(u => u.DeactivatedAt == null && u.Role != Role.Admin && !known.Contains(u.Id)).OrderBy(u => u.DisplayName)
            .Select(u => new SelectListItem(withAddress ? u.DisplayName + " (" + u.Email + ")" : u.DisplayName, u.Id.ToString())).ToListAsync(cancellation);
        Links = await links.ListAsync(Event.Id, cancellation);
        Invitations = await invitations.OpenAsync(Event.Id, cancellation);
    }
}
