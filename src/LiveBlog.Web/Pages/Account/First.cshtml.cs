using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Account;

/// <summary>What the link printed at the first start opens: <c>/account/first?code=…</c>.</summary>
public sealed class FirstModel(
    FirstAdmin first, NewAccounts accounts, SignInManager<User> signIn, Attempts attempts, IdentityWords identity,
    IStringLocalizer<Resources.Desk> words) : NewAccountPage(accounts, signIn, attempts, identity, words)
{
    /// <summary>The link's secret.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <inheritdoc />
    protected override async Task FindAsync(CancellationToken cancellation) => IsGood = await first.IsGoodAsync(Code, cancellation);

    /// <inheritdoc />
    protected override Task<bool> UseAsync(LiveBlogContext db, Guid user, CancellationToken cancellation) => first.UseAsync(db, Code, cancellation);
}
