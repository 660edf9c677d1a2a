using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Pages.Account;

/// <summary>An authenticator app and its recovery codes: <c>/account/second-factor</c>.</summary>
public sealed class SecondFactorModel(
    LiveBlogContext db, UserManager<User> users, SignInManager<User> signIn, SignedInCache signedIn, Attempts attempts, IOptions<SiteOptions> site,
    TimeProvider clock, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    private const int CodesMade = 10;

    private User me = null!;

    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>New recovery codes, shown once; null unless they were just made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>The app's secret in groups of four, while it is not confirmed.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The same for an app on this device, and as QR code: Google's Key Uri Format.</summary>
    public string Address { get; private set; } = "";

    /// <summary>How many recovery codes are left.</summary>
    public int Left { get; private set; }

    /// <summary>Whether an app is set up.</summary>
    public bool IsOn => me.TwoFactorEnabled;

    /// <summary>Whether there are passkeys.</summary>
    public bool HasPasskey { get; private set; }

    /// <summary>Whether administrators ask for more than this sign-in has shown.</summary>
    public bool IsWeak => User.HasClaim(claim => claim.Type == Actors.WeakClaim);

    /// <summary>Whoever came with the password alone shows the passkey that there is: else a stolen password would make the second factor too.</summary>
    public bool MustShowPasskey => IsWeak && HasPasskey && !IsOn;

    /// <summary>Where to go afterwards, within the site.</summary>
    public string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/account";

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        me = await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
        HasPasskey = (await users.GetPasskeysAsync(me)).Count > 0;
        Response.Headers.CacheControl = "no-store";
        await next();
    }

    /// <summary>Answers the page.</summary>
    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Confirms the app with a code of it.</summary>
    public Task<IActionResult> OnPostOnAsync(string? code) => DoAsync(async () =>
    {
        if (IsOn || MustShowPasskey)
            return;
        await CheckAsync(code, recovery: false);
        await using var transaction = await db.Database.BeginTransactionAsync();
        Tell("second-factor-on");
        await users.SetTwoFactorEnabledAsync(me, true);
        Codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(me, CodesMade))!];
        await transaction.CommitAsync();
        await ((DeskSignIn)signIn).StrengthenAsync(me);
    });

    /// <summary>Makes new recovery codes; the old ones are void.</summary>
    public Task<IActionResult> OnPostRenewAsync(string? code) => DoAsync(async () =>
    {
        await CheckAsync(code, recovery: true);
        Tell("recovery-codes-renewed");
        Codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(me, CodesMade))!];
    });

    /// <summary>Does without the app.</summary>
    public Task<IActionResult> OnPostOffAsync(string? code) => DoAsync(async () =>
    {
        await CheckAsync(code, recovery: true);
        await using var transaction = await db.Database.BeginTransactionAsync();
        Tell("second-factor-off");
        await users.SetTwoFactorEnabledAsync(me, false);
        await users.ResetAuthenticatorKeyAsync(me);
        await transaction.CommitAsync();
        Note = Words["second-factor-off"];
    });

    private void Tell(string action) => db.AuditRecords.Add(
        Audit.Of(new Actor(me.DisplayName, me.Role, me.Id.ToString()), clock.GetUtcNow(), action, "account", me.Id.ToString(), me.DisplayName));

    private async Task CheckAsync(string? code, bool recovery)
    {
        if (!await attempts.AllowForAsync(HttpContext, "code", me.Id.ToString()))
            throw new Refused(RefusalKind.Invalid, "too-many", "", $"Too many attempts: wait a few minutes.");
        var typed = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (await users.VerifyTwoFactorTokenAsync(me, TokenOptions.DefaultAuthenticatorProvider, typed))
            return;
        if (recovery && (await users.RedeemTwoFactorRecoveryCodeAsync(me, typed.ToUpperInvariant())).Succeeded)
            return;
        throw new Refused(RefusalKind.Invalid, "code-wrong", "", $"The code is wrong or too old: type the one shown now.");
    }

    private async Task<IActionResult> DoAsync(Func<Task> act)
    {
        try
        {
            await act();
            await signedIn.ForgetEverywhereAsync();
            return Codes is null ? RedirectToPage(new { ReturnUrl }) : Page();
        }
        catch (Refused refused)
        {
            Problem = Say(refused);
            Response.StatusCode = Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest;
            return await ShowAsync();
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (MustShowPasskey)
            return Page();
        if (IsOn)
        {
            Left = await users.CountRecoveryCodesAsync(me);
            return Page();
        }
        var key = await users.GetAuthenticatorKeyAsync(me);
        if (string.IsNullOrEmpty(key))
        {
            await users.ResetAuthenticatorKeyAsync(me);
            key = (await users.GetAuthenticatorKeyAsync(me))!;
        }
        Key = string.Join(' ', key.Chunk(4).Select(group => new string(group)));
        Address = $"otpauth://totp/{Uri.EscapeDataString(site.Value.Name)}:{Uri.EscapeDataString(me.Email!)}?secret={key}&issuer={Uri.EscapeDataString(site.Value.Name)}&digits=6";
        return Page();
    }
}
