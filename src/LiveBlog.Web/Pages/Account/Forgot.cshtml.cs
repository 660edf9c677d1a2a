using LiveBlog.Core.Accounts;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>A link to a new password, by mail: <c>/account/forgot</c>.</summary>
public sealed class ForgotModel(
    UserManager<User> users, SignInManager<User> signIn, Letters letters, MailQueue mail, Attempts attempts, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>The account's address.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Whether the form was sent: what is said then is the same whether there is such an account or not.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether LiveBlog can send mail.</summary>
    public bool HasMail => mail.CanSend;

    /// <summary>Sends the link. The answer does not wait for the mail, whose time would tell who has an account.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var email = (Email ?? "").Trim();
        if (!await attempts.AllowAsync(HttpContext, "forgot") || !await attempts.AllowForAsync(HttpContext, "forgot", email.ToUpperInvariant()))
        {
            Problem = Words["too-many-attempts"];
            return Page();
        }
        if (await users.FindByEmailAsync(email) is { } user && await signIn.CanSignInAsync(user))
            mail.Send(letters.Reset(user, await letters.ResetLinkAsync(user)));
        IsSent = true;
        return Page();
    }
}
