using System.Buffers.Text;
using LiveBlog.Core;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Desk;
using LiveBlog.Web.Pages.Desk;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>One's own account: <c>/account</c>.</summary>
public sealed class IndexModel(
    LiveBlogContext db, UserManager<User> users, SignInManager<User> signIn, SessionWriter sessions, SignedInCache signedIn, IdentityWords identity,
    Attempts attempts, TimeProvider clock, IStringLocalizer<Resources.Desk> words) : DeskPage(words)
{
    /// <summary>The account.</summary>
    public User Me { get; private set; } = null!;

    /// <summary>Whether it has a password, beside its passkeys.</summary>
    public bool HasPassword => Me.PasswordHash is not null;

    /// <summary>Its passkeys: id in base64url, name, when made and last used, UTC.</summary>
    public IReadOnlyList<(string Id, string Name, DateTime? Created, DateTime? Used)> Passkeys { get; private set; } = [];

    /// <summary>Its sessions.</summary>
    public IReadOnlyList<UserSession> Sessions { get; private set; } = [];

    private Actor Self => new(Me.DisplayName, Me.Role, Me.Id.ToString());

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Me = await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
        Response.Headers.CacheControl = "no-store";
        // Whoever came with the password alone changes nothing of an account that has a second factor.
        if (User.HasClaim(claim => claim.Type == Actors.WeakClaim) && (Me.TwoFactorEnabled || (await users.GetPasskeysAsync(Me)).Count > 0))
        {
            context.Result = RedirectToPage("/Account/SecondFactor");
            return;
        }
        await next();
    }

    /// <summary>Answers the page.</summary>
    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>Takes another name.</summary>
    public Task<IActionResult> OnPostNameAsync(string? name) => DoAsync("saved", async () =>
    {
        Me.DisplayName = Input.Required(name, "name", Author.LongestName);
        Tell("account-renamed");
        identity.Check(await users.UpdateAsync(Me));
        await signedIn.ForgetEverywhereAsync();
    });

    /// <summary>Takes another password, and ends the other sessions.</summary>
    public Task<IActionResult> OnPostPasswordAsync(string? current, string? password) => DoAsync("password-changed", async () =>
    {
        if (!await attempts.AllowForAsync(HttpContext, "password", Me.Id.ToString()))
            throw new Refused(RefusalKind.Invalid, "too-many", "", $"Too many attempts: wait a few minutes.");
        await using var transaction = await db.Database.BeginTransactionAsync();
        identity.Check(HasPassword ? await users.ChangePasswordAsync(Me, current ?? "", password ?? "") : await users.AddPasswordAsync(Me, password ?? ""));
        await db.EndSessionsAsync(Me.Id, User.Session(), clock.GetUtcNow(), CancellationToken.None);
        Tell("password-changed");
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        await signedIn.ForgetEverywhereAsync();
    });

    /// <summary>The question for an authenticator.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(
        await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = Me.Id.ToString(), Name = Me.Email!, DisplayName = Me.DisplayName }),
        "application/json");

    /// <summary>Keeps a passkey that the browser has made.</summary>
    public Task<IActionResult> OnPostPasskeyAsync(string? credential, string? name) => DoAsync("passkey-added", async () =>
    {
        var attested = await signIn.AttestAsync(credential ?? "");
        attested.Passkey!.Name = Input.Line(name, "name", Author.LongestName) is { Length: > 0 } given ? given : identity.FirstPasskey;
        Tell("passkey-added", attested.Passkey.Name);
        identity.Check(await users.AddOrUpdatePasskeyAsync(Me, attested.Passkey));
        await ((DeskSignIn)signIn).StrengthenAsync(Me);
        await signedIn.ForgetEverywhereAsync();
    });

    /// <summary>Names a passkey.</summary>
    public Task<IActionResult> OnPostRenameAsync(string id, string? name) => DoAsync("saved", async () =>
    {
        var passkey = await FindAsync(id);
        passkey.Name = Input.Required(name, "name", Author.LongestName);
        identity.Check(await users.AddOrUpdatePasskeyAsync(Me, passkey));
    });

    /// <summary>Forgets a passkey, if there is another way to sign in.</summary>
    public Task<IActionResult> OnPostRemoveAsync(string id) => DoAsync("passkey-removed", async () =>
    {
        var passkey = await FindAsync(id);
        if (!HasPassword && (await users.GetPasskeysAsync(Me)).Count == 1)
            throw new Refused(RefusalKind.Conflict, "last-passkey", "", $"This is the only way to sign in: choose a password first.");
        Tell("passkey-removed", passkey.Name ?? "");
        identity.Check(await users.RemovePasskeyAsync(Me, passkey.CredentialId));
        await signedIn.ForgetEverywhereAsync();
    });

    /// <summary>Ends one session.</summary>
    public Task<IActionResult> OnPostEndAsync(Guid id) => DoAsync("session-ended", async () =>
    {
        await sessions.EndAsync(Me.Id, id, CancellationToken.None);
        await signedIn.ForgetEverywhereAsync();
    });

    /// <summary>Ends all sessions, this one too.</summary>
    public async Task<IActionResult> OnPostEndAllAsync()
    {
        await sessions.EndAllAsync(Me.Id, null, Self, CancellationToken.None);
        await signedIn.ForgetEverywhereAsync();
        await signIn.SignOutAsync();
        return RedirectToPage("/Account/SignIn");
    }

    private void Tell(string action, string details = "") =>
        db.AuditRecords.Add(Audit.Of(Self, clock.GetUtcNow(), action, "account", Me.Id.ToString(), Me.DisplayName, details));

    private async Task<UserPasskeyInfo> FindAsync(string id) =>
        (Base64Url.IsValid(id) ? await users.GetPasskeyAsync(Me, Base64Url.DecodeFromChars(id)) : null)
        ?? throw new Refused(RefusalKind.Missing, "passkey-unknown", "", $"There is no such passkey any more.");

    private async Task<IActionResult> DoAsync(string done, Func<Task> act)
    {
        try
        {
            await act();
            Note = Words[done];
            return RedirectToPage();
        }
        catch (Refused refused)
        {
            // What was refused must not be saved with anything else.
            db.ChangeTracker.Clear();
            Me = (await users.GetUserAsync(User))!;
            Problem = Say(refused);
            Response.StatusCode = Problems.Of(refused).Status ?? StatusCodes.Status400BadRequest;
            return await ShowAsync();
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        var passkeys = new List<(string, string, DateTime?, DateTime?)>();
        foreach (var passkey in (await users.GetPasskeysAsync(Me)).OrderBy(passkey => passkey.CreatedAt))
        {
            var used = await ((DeskSignIn)signIn).PasskeyUsedAsync(Me, passkey.CredentialId);
            passkeys.Add((Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt.UtcDateTime,
                used is null ? null : DateTimeOffset.Parse(used, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime));
        }
        Passkeys = passkeys;
        Sessions = await sessions.ListAsync(Me.Id, HttpContext.RequestAborted);
        return Page();
    }
}
