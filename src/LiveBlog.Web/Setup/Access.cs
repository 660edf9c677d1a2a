using System.Security.Claims;
using System.Text.Encodings.Web;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveBlog.Web.Setup;

/// <summary>Who may use the API: a bearer token, or a sign-in at the desk.</summary>
public static class Access
{
    /// <summary>The policy of the API.</summary>
    public const string ApiPolicy = "Api";

    /// <summary>Adds it.</summary>
    public static void AddApiAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(ApiPolicy, policy => policy
            .AddAuthenticationSchemes(TokenHandler.Scheme, IdentityConstants.ApplicationScheme)
            .RequireClaim(Actors.KeyClaim)
            .RequireAssertion(IsAtDesk)
            .RequireAssertion(HasScope));
    }

    /// <summary>Whether somebody has a role here, and has shown a second factor where that is asked of everybody.</summary>
    public static bool IsAtDesk(AuthorizationHandlerContext context) =>
        context.User.HasClaim(claim => claim.Type == Actors.KeyClaim)
        && context.User.ActorHere().Role > Role.Guest && !context.User.HasClaim(claim => claim.Type == Actors.WeakClaim);

    /// <summary>
    /// What a narrowed token needs for a request; null if only a token that is not narrowed will do, so that a new address is
    /// shut to all others until it is named here.
    /// </summary>
    public static string? ScopeFor(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return Scopes.Read;
        string[] parts = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        // api, v1, events, {slug}, entries, …
        return parts.ElementAtOrDefault(2) switch
        {
            "events" when parts.Length > 4 && parts[4] is "entries" or "notes" or "templates" or "working-copies" or "pinned" => Scopes.Entries,
            "events" => Scopes.Events,
            "templates" or "working-copies" or "notes" => Scopes.Entries,
            "articles" or "topics" or "authors" => Scopes.Articles,
            "media" => Scopes.Media,
            _ => null,
        };
    }

    private static bool HasScope(AuthorizationHandlerContext context)
    {
        var scopes = context.User.FindAll(Actors.ScopeClaim).Select(claim => claim.Value).ToList();
        return scopes.Count == 0 || context.Resource is HttpContext http && ScopeFor(http.Request) is { } needed && scopes.Contains(needed);
    }
}

/// <summary>Authenticates bearer tokens (RFC 6750).</summary>
public sealed class TokenHandler(
    TokenWriter tokens, TimeProvider clock, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Bearer";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var token = await tokens.FindAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted);
        if (token is null)
            return AuthenticateResult.Fail("The token is unknown: make one at /desk/tokens or with \"LiveBlog.Web token create\".");
        if (token.RevokedAt is { } revoked)
            return AuthenticateResult.Fail($"The token \"{token.Name}\" was revoked on {revoked:yyyy-MM-dd}: ask for a new one.");
        if (token.ExpiresAt is { } expires && expires <= clock.GetUtcNow().UtcDateTime)
            return AuthenticateResult.Fail($"The token \"{token.Name}\" was good until {expires:yyyy-MM-dd HH:mm} UTC: ask for a new one.");
        if (await tokens.UseAsync(token, Context.RequestAborted) is not { } role)
            return AuthenticateResult.Fail($"Whoever made the token \"{token.Name}\" has no account any more: ask for a new one.");
        var identity = new ClaimsIdentity(Actors.Claims(new Actor(token.Name, role, token.Id.ToString())), Scheme);
        identity.AddClaims(token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => new Claim(Actors.ScopeClaim, scope)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    /// <inheritdoc />
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, failure is null ? "Bearer" : "Bearer error=\"invalid_token\"");
        await Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Not signed in",
            detail: failure?.Message ?? "Send a bearer token, or sign in at /account/sign-in.").ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Access.ScopeFor(Request);
        var isToken = (await HandleAuthenticateOnceSafeAsync()).Succeeded;
        if (isToken)
            Response.Headers.Append(HeaderNames.WWWAuthenticate, $"Bearer error=\"insufficient_scope\"{(needed is null ? "" : $", scope=\"{needed}\"")}");
        await Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Not allowed",
            detail: !isToken ? "The account has no role here, or a second factor is needed: open /account."
                : needed is null ? "The token is narrowed to scopes that do not cover this address: use one that is not narrowed."
                : $"The token is narrowed and lacks the scope \"{needed}\": use another one.").ExecuteAsync(Context);
    }
}
