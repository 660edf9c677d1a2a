using LiveBlog.Core.Accounts;
using LiveBlog.Web.Rendering;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LiveBlog.Web.Pages.Account;

/// <summary>Takes the language that an account wants the desk in: a POST to <c>/account/language</c> from <c>_Language.cshtml</c>.</summary>
public sealed class LanguageModel(UserManager<User> users, SignedInCache signedIn) : PageModel
{
    /// <summary>There is nothing to see here.</summary>
    public IActionResult OnGet() => RedirectToPage("/Desk/Index");

    /// <summary>Keeps the language and goes back to the page it was asked from.</summary>
    public async Task<IActionResult> OnPostAsync(string? language, string? returnUrl)
    {
        if (Cultures.Offered.Contains(language) && await users.GetUserAsync(User) is { } user && user.Language != language)
        {
            user.Language = language;
            await users.UpdateAsync(user);
            await signedIn.ForgetEverywhereAsync();
        }
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/desk");
    }
}
