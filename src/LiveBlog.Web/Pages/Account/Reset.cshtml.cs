using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>What a password link opens: <c>/account/reset</c>.</summary>
public sealed class ResetModel(
    LiveBlogContext db, UserManager<User> users, Attempts attempts, SignedInCache signedIn, IdentityWords identity, TimeProvider clock,
    IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>The account.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Account { get; set; }

    /// <summary>The link's secret.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>The new password; never sent back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Sets the password and ends all sessions: whoever forgot it may have had it stolen.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await attempts.AllowAsync(HttpContext, "reset"))
            {
                Problem = Words["too-many-attempts"];
                return Page();
            }
            var user = await users.FindByIdAsync(Account.ToString())
                ?? throw new Refused(RefusalKind.Invalid, "reset-link-bad", "", $"The link was used already or is too old: ask for another.");
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            identity.Check(await users.ResetPasswordAsync(user, Code ?? "", Password ?? ""));
            await users.SetLockoutEndDateAsync(user, null);
            await db.EndSessionsAsync(user.Id, null, clock.GetUtcNow(), cancellation);
            db.AuditRecords.Add(Audit.Of(new Actor(user.DisplayName, user.Role, user.Id.ToString()), clock.GetUtcNow(), "password-reset", "account", user.Id.ToString(), user.DisplayName));
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            await signedIn.ForgetEverywhereAsync();
            Note = Words["reset-done"];
            return RedirectToPage("/Account/Index");
        }
        catch (Refused refused)
        {
            return Show(refused, "");
        }
    }
}
