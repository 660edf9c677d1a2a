using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>The second factor after the password: <c>/account/second-step</c>.</summary>
public sealed class SecondStepModel(
    SignInManager<User> signIn, Attempts attempts, LiveBlogContext db, TimeProvider clock, IStringLocalizer<Resources.Desk> words) : PageModel
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>"1" in the extra window.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Popup { get; set; }

    /// <summary>Whether the sign-in outlives the browser.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Remember { get; set; }

    /// <summary>Six digits from the app, or one of the recovery codes.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; private set; }

    /// <summary>Answers the form; whoever has not given a password begins there.</summary>
    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? Again() : Page();

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
            return Again();
        if (!await attempts.AllowAsync(HttpContext, "code") || !await attempts.AllowForAsync(HttpContext, "code", user.Id.ToString()))
            return Show("too-many-attempts");
        var code = string.Concat((Code ?? "").Where(c => !char.IsWhiteSpace(c)));
        var isRecovery = code.Length != 6 || !code.All(char.IsAsciiDigit);
        var result = isRecovery
            ? await signIn.TwoFactorRecoveryCodeSignInAsync(code.ToUpperInvariant())
            : await signIn.TwoFactorAuthenticatorSignInAsync(code, Remember, rememberClient: false);
        if (!result.Succeeded)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Show(result.IsLockedOut ? "sign-in-locked" : "code-wrong");
        }
        if (isRecovery)
        {
            db.AuditRecords.Add(Audit.Of(new Actor(user.DisplayName, user.Role, user.Id.ToString()), clock.GetUtcNow(), "recovery-code-used", "account", user.Id.ToString(), user.DisplayName));
            await db.SaveChangesAsync(cancellation);
        }
        return Popup == "1" ? RedirectToPage("/Account/SignIn", new { popup = 1 }) : LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/desk");
    }

    private RedirectToPageResult Again() => RedirectToPage("/Account/SignIn", new { ReturnUrl, Popup });

    private PageResult Show(string error)
    {
        Error = words[error];
        return Page();
    }
}
