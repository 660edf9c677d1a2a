using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>What the two pages share that make an account for whoever has a link.</summary>
public abstract class NewAccountPage(
    NewAccounts accounts, SignInManager<User> signIn, Attempts attempts, IdentityWords identity, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>The name shown.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The address to sign in with.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The password; never sent back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>A passkey, as the browser made it.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>Whether the link is good.</summary>
    public bool IsGood { get; protected set; }

    /// <summary>The role to get.</summary>
    public Role Role { get; protected set; } = Role.Admin;

    /// <summary>The event that the role is for.</summary>
    protected Guid? Member { get; set; }

    /// <summary>Looks the link up.</summary>
    protected abstract Task FindAsync(CancellationToken cancellation);

    /// <summary>Uses the link up.</summary>
    protected abstract Task<bool> UseAsync(LiveBlogContext db, Guid user, CancellationToken cancellation);

    /// <summary>Answers the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await OpenAsync(cancellation);
        return Page();
    }

    /// <summary>The question for an authenticator.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync(CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(cancellation) ? Content(await accounts.PasskeyOptionsAsync(Wanted), "application/json") : StatusCode(Response.StatusCode);
        }
        catch (Refused refused)
        {
            return new JsonResult(new { problem = Say(refused) }) { StatusCode = StatusCodes.Status400BadRequest };
        }
    }

    /// <summary>Makes the account and signs in.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await OpenAsync(cancellation))
            return Page();
        try
        {
            var (user, hasPasskey) = await accounts.CreateAsync(
                Wanted, Role, Member, (db, id) => UseAsync(db, id, cancellation), identity, CancellationToken.None);
            await signIn.SignInWithClaimsAsync(user, isPersistent: false, hasPasskey ? [SessionCheck.TwoFactors] : []);
            return Redirect("/desk");
        }
        catch (Refused refused)
        {
            Credential = null;
            ModelState.Remove(nameof(Credential));
            Problem = Say(refused);
            Response.StatusCode = Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest;
            return Page();
        }
    }

    private NewAccount Wanted => new(Name, Email, Password, Credential);

    private async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        Response.Headers.CacheControl = "no-store";
        if (!await attempts.AllowAsync(HttpContext, "invitation"))
        {
            Problem = Words["too-many-attempts"];
            return false;
        }
        await FindAsync(cancellation);
        if (!IsGood)
            Response.StatusCode = StatusCodes.Status410Gone;
        return IsGood;
    }
}
