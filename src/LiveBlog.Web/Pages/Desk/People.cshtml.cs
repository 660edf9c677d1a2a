using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Mail;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>An account in the list.</summary>
public sealed record PersonRow(
    Guid Id, string Name, string Email, Role Role, bool TwoFactor, int Passkeys, DateTime? LastSignedInAt, DateTime? DeactivatedAt);

/// <summary>Accounts and invitations: <c>/desk/people</c>.</summary>
public sealed class PeopleModel(
    IDbContextFactory<LiveBlogContext> contexts, AccountWriter accounts, InvitationWriter invitations, MailQueue mail, Letters letters,
    SignedInCache signedIn, IStringLocalizer<Resources.Desk> words) : PeoplePage(signedIn, words)
{
    /// <summary>The accounts, those shut last.</summary>
    public IReadOnlyList<PersonRow> People { get; private set; } = [];

    /// <summary>The invitations that are open.</summary>
    public IReadOnlyList<Invitation> Invitations { get; private set; } = [];

    /// <summary>Whether everybody needs a second factor.</summary>
    public bool NeedsSecondFactor { get; private set; }

    /// <summary>Whether invitations can go by mail.</summary>
    public bool HasMail => mail.CanSend;

    /// <summary>Answers the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Invites somebody.</summary>
    public Task<IActionResult> OnPostInviteAsync(string? email, string? name, Role role) =>
        DoAsync("", async () => await InviteAsync(invitations, mail, letters, email, name, role, null));

    /// <summary>Takes an invitation back.</summary>
    public Task<IActionResult> OnPostRevokeAsync(Guid id) => DoAsync("taken-back", async () =>
    {
        await invitations.RevokeAsync(id, null, Actor, CancellationToken.None);
        return null;
    });

    /// <summary>Asks everybody for a second factor, or no longer.</summary>
    public Task<IActionResult> OnPostSecondFactorAsync(bool needed) => DoAsync("saved", async () =>
    {
        await accounts.SetAsync(SettingKeys.SecondFactor, needed ? SettingKeys.On : SettingKeys.Off, Actor, CancellationToken.None);
        return null;
    });

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        People = await db.Users.OrderBy(u => u.DeactivatedAt != null).ThenBy(u => u.DisplayName)
            .Select(u => new PersonRow(u.Id, u.DisplayName, u.Email!, u.Role, u.TwoFactorEnabled,
                db.Set<IdentityUserPasskey<Guid>>().Count(p => p.UserId == u.Id), u.LastSignedInAt, u.DeactivatedAt))
            .ToListAsync(cancellation);
        NeedsSecondFactor = await db.Settings.AnyAsync(s => s.Key == SettingKeys.SecondFactor && s.Value == SettingKeys.On, cancellation);
        Invitations = await invitations.OpenAsync(null, cancellation);
    }
}
