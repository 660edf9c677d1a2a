using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>One account, for administrators: <c>/desk/people/{id}</c>.</summary>
public sealed class PersonModel(
    LiveBlogContext db, UserManager<User> users, AccountWriter accounts, SessionWriter sessions, MailQueue mail, Letters letters, IdentityWords identity,
    SignedInCache signedIn, TimeProvider clock, IStringLocalizer<Resources.Desk> words) : PeoplePage(signedIn, words)
{
    /// <summary>The account.</summary>
    public User Shown { get; private set; } = null!;

    /// <summary>Its roles in single events.</summary>
    public IReadOnlyList<(string Slug, string Title, Role Role)> Events { get; private set; } = [];

    /// <summary>How many passkeys it has.</summary>
    public int Passkeys { get; private set; }

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await users.FindByIdAsync(context.RouteData.Values["id"]?.ToString() ?? "") is not { } user)
        {
            context.Result = NotFound();
            return;
        }
        Shown = user;
        await next();
    }

    /// <summary>Answers the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Gives another role.</summary>
    public Task<IActionResult> OnPostRoleAsync(Role role) => DoAsync("saved", () => NothingAsync(accounts.ChangeRoleAsync(Shown.Id, role, Actor, CancellationToken.None)));

    /// <summary>Shuts the account.</summary>
    public Task<IActionResult> OnPostDeactivateAsync() => DoAsync("saved", () => NothingAsync(accounts.DeactivateAsync(Shown.Id, Actor, CancellationToken.None)));

    /// <summary>Opens it again.</summary>
    public Task<IActionResult> OnPostReactivateAsync() => DoAsync("saved", () => NothingAsync(accounts.ReactivateAsync(Shown.Id, Actor, CancellationToken.None)));

    /// <summary>Ends all its sessions.</summary>
    public Task<IActionResult> OnPostSignOutAsync() => DoAsync("signed-out-them", () => NothingAsync(sessions.EndAllAsync(Shown.Id, null, Actor, CancellationToken.None)));

    /// <summary>Does without its second factors, for whoever lost phone, recovery codes or passkey.</summary>
    public Task<IActionResult> OnPostFactorOffAsync() => DoAsync("saved", async () =>
    {
        Tell("second-factor-taken-off");
        identity.Check(await users.SetTwoFactorEnabledAsync(Shown, false));
        await users.ResetAuthenticatorKeyAsync(Shown);
        // A passkey that is lost would keep its owner out where two factors are asked for.
        foreach (var passkey in await users.GetPasskeysAsync(Shown))
            identity.Check(await users.RemovePasskeyAsync(Shown, passkey.CredentialId));
        return null;
    });

    /// <summary>Makes a link to a new password, and mails it if that is possible.</summary>
    public Task<IActionResult> OnPostResetAsync() => DoAsync("", async () =>
    {
        Tell("password-link-made");
        await db.SaveChangesAsync();
        var link = await letters.ResetLinkAsync(Shown);
        if (!mail.CanSend)
            return new Handed(Words["reset-made"], link);
        var failure = await mail.SendAsync(letters.Reset(Shown, link), HttpContext.RequestAborted);
        return new Handed(failure is null ? Words["reset-mailed", Shown.Email!] : Words["mail-failed", failure], link);
    });

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        Events = (await db.EventMembers.Where(m => m.UserId == Shown.Id)
            .Join(db.Events, m => m.EventId, e => e.Id, (m, e) => new { e.Slug, e.Title, m.Role }).OrderBy(m => m.Title).ToListAsync(cancellation))
            .ConvertAll(m => (m.Slug, m.Title, m.Role));
        Passkeys = (await users.GetPasskeysAsync(Shown)).Count;
    }

    private void Tell(string action) =>
        db.AuditRecords.Add(Audit.Of(Actor, clock.GetUtcNow(), action, "account", Shown.Id.ToString(), Shown.DisplayName));

    private static async Task<Handed?> NothingAsync(Task act)
    {
        await act;
        return null;
    }
}
