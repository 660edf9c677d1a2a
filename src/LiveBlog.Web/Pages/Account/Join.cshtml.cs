using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>What an invitation opens: <c>/account/join/{secret}</c>.</summary>
public sealed class JoinModel(
    InvitationWriter invitations, NewAccounts accounts, SignInManager<User> signIn, Attempts attempts, IdentityWords identity,
    IStringLocalizer<Resources.Desk> words) : NewAccountPage(accounts, signIn, attempts, identity, words)
{
    /// <summary>The invitation's secret.</summary>
    [BindProperty(SupportsGet = true)]
    public string Secret { get; set; } = "";

    /// <inheritdoc />
    protected override async Task FindAsync(CancellationToken cancellation)
    {
        if (await invitations.FindAsync(Secret, cancellation) is not { } invitation)
            return;
        (IsGood, Role, Member) = (true, invitation.Role, invitation.EventId);
        Name ??= invitation.Name;
        Email ??= invitation.Email;
    }

    /// <inheritdoc />
    protected override Task<bool> UseAsync(LiveBlogContext db, Guid user, CancellationToken cancellation) =>
        invitations.UseAsync(db, Secret, user, cancellation);
}
