using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>A link or secret that is shown once: the model of <c>_Handed.cshtml</c>.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Value">The link or secret.</param>
public sealed record Handed(string Text, string Value);

/// <summary>What the pages share that manage people and links.</summary>
public abstract class PeoplePage(SignedInCache signedIn, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>What was just made, shown once.</summary>
    public Handed? Handed { get; private set; }

    /// <summary>The roles to choose from, up to one.</summary>
    public IReadOnlyList<SelectListItem> Roles(Role highest, Role? chosen = null) =>
        [.. Enum.GetValues<Role>().Where(role => role <= highest).Select(role => new SelectListItem(Name(role), role.ToString(), role == chosen))];

    /// <summary>What a role is called.</summary>
    public string Name(Role role) => Words[$"role-{role}".ToLowerInvariant()];

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellation);

    /// <summary>Does what a form asks; the page that follows says so, or shows what was made, or what was refused.</summary>
    protected async Task<IActionResult> DoAsync(string done, Func<Task<Handed?>> act)
    {
        try
        {
            Handed = await act();
            await signedIn.ForgetEverywhereAsync();
            if (Handed is null)
            {
                Note = Words[done];
                return RedirectToPage();
            }
        }
        catch (Refused refused)
        {
            Problem = Say(refused);
            Response.StatusCode = Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest;
        }
        Response.Headers.CacheControl = "no-store";
        await LoadAsync(HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>An invitation's link, sent by mail if there is an address and a server; else to be handed over.</summary>
    protected async Task<Handed> InviteAsync(InvitationWriter invitations, MailQueue mail, Letters letters, string? email, string? name, Role role, string? slug)
    {
        var (invitation, secret) = await invitations.CreateAsync(email, name, role, slug, Actor, CancellationToken.None);
        var link = letters.InvitationLink(secret);
        if (invitation.Email.Length == 0 || !mail.CanSend)
            return new Handed(Words["invitation-made", InvitationWriter.Good.Days], link);
        var failure = await mail.SendAsync(letters.Invitation(invitation.Email, Actor.Name, link), HttpContext.RequestAborted);
        return failure is null
            ? new Handed(Words["invitation-mailed", invitation.Email], link)
            : new Handed(Words["mail-failed", failure], link);
    }
}
