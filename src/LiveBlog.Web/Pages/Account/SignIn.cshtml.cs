using System.ComponentModel.DataAnnotations;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>Signing in: <c>/account/sign-in</c>.</summary>
public sealed class SignInModel(
    SignInManager<User> signIn, UserManager<User> users, IStringLocalizer<Resources.Desk> words) : PageModel
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

    /// <summary>Whether the sign-in outlives the browser.</summary>
    [BindProperty]
    public bool Remember { get; set; }

    /// <summary>What went wrong, in the reader's words.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether this is the extra window and its work is done.</summary>
    public bool IsDone => IsPopup && User.Identity is { IsAuthenticated: true };

    /// <summary>Whether this is the extra window.</summary>
    public bool IsPopup => Popup == "1";

    /// <summary>Answers the form; whoever is signed in goes on.</summary>
    public IActionResult OnGet() => !IsPopup && User.Identity is { IsAuthenticated: true } ? LocalRedirect(Target) : Page();

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var result = await TryAsync();
        if (result.Succeeded)
            return IsPopup ? RedirectToPage(new { popup = 1 }) : LocalRedirect(Target);
        Error = words[result.IsLockedOut ? "sign-in-locked" : "sign-in-wrong"];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Password = null;
        return Page();
    }

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/desk";

    private async Task<Microsoft.AspNetCore.Identity.SignInResult> TryAsync()
    {
        if (await users.FindByEmailAsync(Email?.Trim() ?? "") is { } user)
            return await signIn.PasswordSignInAsync(user, Password ?? "", Remember, lockoutOnFailure: true);
        // As much work as for a known address, so that the time taken does not tell who has an account.
        users.PasswordHasher.HashPassword(new User(), Password ?? "");
        return Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }
}
