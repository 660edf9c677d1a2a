using System.ComponentModel.DataAnnotations;
using LiveBlog.Core.Accounts;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>Signing in: <c>/account/sign-in</c>.</summary>
public sealed class SignInModel(
    SignInManager<User> signIn, UserManager<User> users, KnownDevices devices, Attempts attempts, IStringLocalizer<Resources.Desk> words) : PageModel
{
    /// <summary>Where to go afterwards; a foreign address counts as none.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>"1" in the window that the desk opens when a sign-in ran out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Popup { get; set; }

    /// <summary>The address; an account's user name.</summary>
    [BindProperty, DataType(DataType.EmailAddress)]
    public string? Email { get; set; }

    /// <summary>The password; never sent back.</summary>
    [BindProperty, DataType(DataType.Password)]
    public string? Password { get; set; }

    /// <summary>What an authenticator answered.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>Whether the sign-in outlives the browser.</summary>
    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>What went wrong, in the reader's words.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether this is the extra window and its work is done.</summary>
    public bool IsDone => IsPopup && User.Identity is { IsAuthenticated: true };

    /// <summary>Whether this is the extra window.</summary>
    public bool IsPopup => Popup == "1";

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/desk";

    /// <summary>Answers the form; whoever is signed in goes on.</summary>
    public IActionResult OnGet() => !IsPopup && User.Identity is { IsAuthenticated: true } ? LocalRedirect(Target) : Page();

    /// <summary>Signs in with a password.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await attempts.AllowAsync(HttpContext, "sign-in"))
            return Show("too-many-attempts", Response.StatusCode);
        var user = await users.FindByEmailAsync(Email?.Trim() ?? "");
        var device = user is null ? null : devices.Find(user);
        if (device is not null && !await attempts.AllowForAsync(HttpContext, "sign-in", device))
            return Show("too-many-attempts", Response.StatusCode);
        var result = await TryAsync(user, device is null);
        if (result.RequiresTwoFactor)
            return RedirectToPage("/Account/SecondStep", new { ReturnUrl, Popup, remember = Remember ? "true" : null });
        return result.Succeeded ? GoOn() : Show(result.IsLockedOut ? "sign-in-locked" : "sign-in-wrong", StatusCodes.Status400BadRequest);
    }

    /// <summary>The question for an authenticator: whoever it knows here.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => await attempts.AllowAsync(HttpContext, "passkey")
        ? Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
        : StatusCode(Response.StatusCode);

    /// <summary>Signs in with a passkey.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync() =>
        !await attempts.AllowAsync(HttpContext, "passkey") ? Show("too-many-attempts", Response.StatusCode)
        : await ((DeskSignIn)signIn).PasskeyAsync(Credential ?? "", Remember) is not null ? GoOn()
        : Show("sign-in-passkey-wrong", StatusCodes.Status400BadRequest);

    private IActionResult GoOn() => IsPopup ? RedirectToPage("/Account/SignIn", null, new { popup = 1 }) : LocalRedirect(Target);

    private PageResult Show(string error, int status)
    {
        Error = words[error];
        Response.StatusCode = status;
        Password = null;
        return Page();
    }

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> TryAsync(User? user, bool mayLock)
    {
        if (user?.PasswordHash is not null)
            return await signIn.PasswordSignInAsync(user, Password ?? "", Remember, mayLock);
        // As much work as for a known address, so that the time taken does not tell who has an account.
        users.PasswordHasher.HashPassword(new User(), Password ?? "");
        return Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }
}
