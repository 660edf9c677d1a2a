using System.Security.Claims;
using System.Text.Encodings.Web;
using LiveBlog.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
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
            .RequireClaim(Actors.KeyClaim));
    }
}

/// <summary>Authenticates bearer tokens (RFC 6750).</summary>
public sealed class TokenHandler(
    TokenWriter tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
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
            return AuthenticateResult.Fail("The token is unknown: make one with \"LiveBlog.Web token create\".");
        if (token.RevokedAt is { } revoked)
            return AuthenticateResult.Fail($"The token \"{token.Name}\" was revoked on {revoked:yyyy-MM-dd}: ask for a new one.");
        var identity = new ClaimsIdentity(Actors.Claims(new Actor(token.Name, token.Role, token.Id.ToString())), Scheme);
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
}
