using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Web.Setup;

/// <summary>What a new account is made of.</summary>
/// <param name="Name">The name shown.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Password">The password; null or empty where a passkey is all there is.</param>
/// <param name="Credential">A passkey, as the browser made it, or null.</param>
public sealed record NewAccount(string? Name, string? Email, string? Password, string? Credential);

/// <summary>Makes accounts for whoever was let in by a link.</summary>
public sealed class NewAccounts(LiveBlogContext db, UserManager<User> users, SignInManager<User> signIn, TimeProvider clock)
{
    /// <summary>The question for an authenticator, for an account that is not there yet.</summary>
    /// <exception cref="Refused">The name or the address won't do.</exception>
    public Task<string> PasskeyOptionsAsync(NewAccount wanted)
    {
        var email = InvitationWriter.Address(wanted.Email);
        return signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = Guid.CreateVersion7().ToString(),
            Name = email,
            DisplayName = Input.Required(wanted.Name, "name", Core.Authors.Author.LongestName),
        });
    }

    /// <summary>Makes the account in one transaction with what lets it in.</summary>
    /// <param name="wanted">What it is made of.</param>
    /// <param name="role">Its role.</param>
    /// <param name="member">The event that the role is for, or null.</param>
    /// <param name="use">Uses up what lets it in; false if that is no good any more.</param>
    /// <param name="words">Says what Identity refuses.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The account, and whether it has a passkey.</returns>
    /// <exception cref="Refused">A rule is broken.</exception>
    public async Task<(User User, bool HasPasskey)> CreateAsync(
        NewAccount wanted, Role role, Guid? member, Func<LiveBlogContext, Guid, Task<bool>> use, IdentityWords words, CancellationToken cancellation)
    {
        var email = InvitationWriter.Address(wanted.Email);
        var name = Input.Required(wanted.Name, "name", Core.Authors.Author.LongestName);
        var hasPasskey = !string.IsNullOrEmpty(wanted.Credential);
        if (!hasPasskey && string.IsNullOrEmpty(wanted.Password))
            throw new Refused(RefusalKind.Invalid, "text-missing", "password", $"The password is missing: fill it in, or make a passkey.");
        var attested = hasPasskey ? await signIn.AttestAsync(wanted.Credential!) : null;
        var user = new User
        {
            Id = attested is null ? Guid.CreateVersion7() : Guid.Parse(attested.UserEntity!.Id),
            UserName = email,
            Email = email,
            DisplayName = name,
            Role = member is null ? role : Role.Guest,
            CreatedAt = Input.Instant(clock.GetUtcNow()),
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!await use(db, user.Id))
            throw new Refused(RefusalKind.Conflict, "invitation-unknown", "", $"The invitation was used or taken back already.");
        words.Check(string.IsNullOrEmpty(wanted.Password) ? await users.CreateAsync(user) : await users.CreateAsync(user, wanted.Password));
        if (attested is not null)
        {
            attested.Passkey!.Name = words.FirstPasskey;
            words.Check(await users.AddOrUpdatePasskeyAsync(user, attested.Passkey));
        }
        if (member is { } eventId)
            db.EventMembers.Add(new EventMember { EventId = eventId, UserId = user.Id, Role = role });
        db.AuditRecords.Add(Audit.Of(new Actor(name, role, user.Id.ToString()), clock.GetUtcNow(), "account-made", "account", user.Id.ToString(), name, role.ToString()));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (user, hasPasskey);
    }
}

/// <summary>What is done with passkeys in more than one place.</summary>
public static class Passkeys
{
    /// <summary>Checks a passkey that the browser has just made.</summary>
    /// <exception cref="Refused">It is none, or the question was asked too long ago.</exception>
    public static async Task<PasskeyAttestationResult> AttestAsync(this SignInManager<User> signIn, string credential)
    {
        try
        {
            var attested = await signIn.PerformPasskeyAttestationAsync(credential);
            if (attested.Succeeded)
                return attested;
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Text.Json.JsonException)
        {
            // As below: there is nothing more to say of it.
        }
        throw new Refused(RefusalKind.Invalid, "passkey-failed", "passkey", $"The passkey was not made, or too late: try again.");
    }
}
