using System.Security.Claims;
using LiveBlog.Core.Accounts;
using LiveBlog.Web.Demo;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>
/// Signing in as Identity has it, with a session for each sign-in; keeps out shut accounts, and demo accounts, whose password
/// everybody knows, where the demo is off.
/// </summary>
public sealed class DeskSignIn(
    UserManager<User> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<User> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation, IOptions<DemoOptions> demo,
    SessionWriter sessions, KnownDevices devices, TimeProvider clock)
    : SignInManager<User>(users, http, claims, options, log, schemes, confirmation)
{
    // Names, among an account's tokens, what is kept of its passkeys.
    private const string PasskeyTokens = "Passkey";

    /// <inheritdoc />
    public override async Task<bool> CanSignInAsync(User user) =>
        user.DeactivatedAt is null && (!user.IsDemo || demo.Value.Enabled) && await base.CanSignInAsync(user);

    /// <inheritdoc />
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        // An account without a language keeps the one chosen on the way.
        if (user.Language is null && DeskLanguage.Chosen(Context.Request) is { } chosen)
        {
            user.Language = chosen;
            await UserManager.UpdateAsync(user);
        }
        // A sign-in that is only made anew goes on in its session.
        var session = Context.User.FindFirstValue(Actors.KeyClaim) == user.Id.ToString() ? Context.User.Session() : null;
        session ??= await sessions.BeginAsync(user.Id, Browser.Of(Context.Request.Headers.UserAgent), Context.RequestAborted);
        devices.Remember(user);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(new Claim(Actors.SessionClaim, session.Value.ToString())));
    }

    /// <inheritdoc />
    public override async Task SignOutAsync()
    {
        if (Context.User.Session() is { } session && Guid.TryParse(Context.User.FindFirstValue(Actors.KeyClaim), out var user))
            await sessions.EndAsync(user, session, Context.RequestAborted);
        await base.SignOutAsync();
    }

    /// <summary>Signs in with a passkey; answers the account, or null. Guesses at its password do not stand in its way.</summary>
    public async Task<User?> PasskeyAsync(string credential, bool remember)
    {
        var asserted = await AssertAsync(credential);
        if (asserted is not { } user || !await CanSignInAsync(user))
            return null;
        await SignInWithClaimsAsync(user, remember, [SessionCheck.TwoFactors]);
        return user;
    }

    /// <summary>Notes that this sign-in has now shown two factors.</summary>
    public async Task StrengthenAsync(User user)
    {
        var current = await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await SignInWithClaimsAsync(user, current.Properties, [SessionCheck.TwoFactors]);
    }

    /// <summary>When each passkey was last used, UTC, by its id in base64url.</summary>
    public async Task<string?> PasskeyUsedAsync(User user, byte[] id) =>
        await UserManager.GetAuthenticationTokenAsync(user, PasskeyTokens, System.Buffers.Text.Base64Url.EncodeToString(id));

    /// <inheritdoc />
    protected override async Task<bool> IsLockedOut(User user) => devices.Find(user) is null && await base.IsLockedOut(user);

    private async Task<User?> AssertAsync(string credential)
    {
        PasskeyAssertionResult<User> asserted;
        try
        {
            asserted = await PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Text.Json.JsonException)
        {
            // The question was asked too long ago, or what came back is none of an authenticator.
            return null;
        }
        if (!asserted.Succeeded || !(await UserManager.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey)).Succeeded)
            return null;
        await UserManager.SetAuthenticationTokenAsync(asserted.User, PasskeyTokens,
            System.Buffers.Text.Base64Url.EncodeToString(asserted.Passkey.CredentialId), clock.GetUtcNow().ToString("O"));
        return asserted.User;
    }
}

/// <summary>Browsers as people know them.</summary>
public static class Browser
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>The browser and system that a <c>User-Agent</c> names: <c>Firefox, Linux</c>.</summary>
    public static string Of(string? agent)
    {
        var named = new[] { Browsers, Systems }
            .Select(known => Array.Find(known, candidate => agent?.Contains(candidate.Mark, StringComparison.Ordinal) == true).Name)
            .Where(name => name is not null).ToList();
        return named.Count > 0 ? string.Join(", ", named) : (agent ?? "").Split(' ')[0] is { Length: > 0 } first ? first[..Math.Min(first.Length, 60)] : "?";
    }
}
