using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LiveBlog.Web.Pages.Account;

/// <summary>Signing out: a POST to <c>/account/sign-out</c>.</summary>
public sealed class SignOutModel(SignInManager<User> signIn) : PageModel
{
    /// <summary>Signs nobody out: a link or an image of another site could ask for it.</summary>
    public IActionResult OnGet() => RedirectToPage("/Desk/Index");

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return RedirectToPage("/Account/SignIn");
    }
}
