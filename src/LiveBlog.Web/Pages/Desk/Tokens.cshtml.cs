using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace LiveBlog.Web.Pages.Desk;

/// <summary>Bearer tokens of tools: <c>/desk/tokens</c>. An editor sees their own, an administrator all.</summary>
public sealed class TokensModel(
    IDbContextFactory<LiveBlogContext> contexts, TokenWriter tokens, SignedInCache signedIn, TimeProvider clock, IStringLocalizer<Resources.Desk> words)
    : PeoplePage(signedIn, words)
{
    private Dictionary<string, string> makers = [];

    /// <summary>The tokens.</summary>
    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    /// <summary>Whether all tokens are shown.</summary>
    public bool IsAdmin => Actor.Role >= Role.Admin;

    /// <summary>Whether the token can be used.</summary>
    public bool IsGood(ApiToken token) => token.RevokedAt is null && (token.ExpiresAt is null || token.ExpiresAt > clock.GetUtcNow().UtcDateTime);

    /// <summary>The name of who made it; null if it was made on the command line.</summary>
    public string? Maker(ApiToken token) => makers.GetValueOrDefault(token.CreatedBy);

    /// <inheritdoc />
    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (IsEditor)
            return next();
        context.Result = Forbid();
        return Task.CompletedTask;
    }

    /// <summary>Answers the page.</summary>
    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>Makes a token and shows its secret, once.</summary>
    public Task<IActionResult> OnPostCreateAsync(string? name, Role role, string[] scopes, int? days) => DoAsync("", async () =>
        new Handed(Words["token-made"], await tokens.CreateAsync(
            new TokenInput(name, role, scopes, days is { } count ? TimeSpan.FromDays(count) : null), Actor, CancellationToken.None)));

    /// <summary>Revokes a token.</summary>
    public Task<IActionResult> OnPostRevokeAsync(Guid id) => DoAsync("token-revoked", async () =>
    {
        await tokens.RevokeAsync(id, Actor, CancellationToken.None);
        return null;
    });

    /// <inheritdoc />
    protected override async Task LoadAsync(CancellationToken cancellation)
    {
        Tokens = await tokens.ListAsync(cancellation, IsAdmin ? null : Actor.Key);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        makers = await db.Users.ToDictionaryAsync(u => u.Id.ToString(), u => u.DisplayName, cancellation);
    }
}
