using System.Security.Claims;
using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Web.Demo;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LiveBlog.Web.Setup;

/// <summary>
/// Asks with every request whether its session is still good, and what its account may do now: the cookie only names the session.
/// </summary>
public static class SessionCheck
{
    /// <summary>The claim, and its value, of a sign-in that showed two factors (RFC 8176).</summary>
    public static readonly Claim TwoFactors = new("amr", "mfa");

    private static readonly string[] Replaced =
    [
        Actors.NameClaim, Actors.RoleClaim, Actors.RoleHereClaim, Actors.KeyClaim, Actors.LanguageClaim, Actors.EventClaim, Actors.WeakClaim,
    ];

    /// <summary>Replaces what the cookie says by what stands.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        // The page that says so needs nobody, and must not fail for the same reason.
        if (DatabaseAway.Says(http.Features.Get<IExceptionHandlerFeature>()?.Error))
        {
            context.RejectPrincipal();
            return;
        }
        var found = context.Principal?.Session() is { } session
            ? await services.GetRequiredService<SignedInCache>().FindAsync(session, http.RequestAborted)
            : null;
        if (found is null || found.IsDemo && !services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled)
        {
            context.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        var old = (ClaimsIdentity)context.Principal!.Identity!;
        var identity = new ClaimsIdentity(
            old.Claims.Where(claim => !Replaced.Contains(claim.Type)), old.AuthenticationType, old.NameClaimType, old.RoleClaimType);
        identity.AddClaims(Actors.Claims(new Actor(found.Name, found.Role, found.UserId.ToString())));
        identity.AddClaim(new Claim(Actors.RoleHereClaim, RoleAt(http, found).ToString()));
        identity.AddClaims(found.Events.Select(member => new Claim(Actors.EventClaim, $"{member.Role}:{member.Slug}")));
        if (found.Language is { } language)
            identity.AddClaim(new Claim(Actors.LanguageClaim, language));
        if (found.NeedsSecondFactor && !identity.HasClaim(TwoFactors.Type, TwoFactors.Value))
            identity.AddClaim(new Claim(Actors.WeakClaim, ""));
        context.ReplacePrincipal(new ClaimsPrincipal(identity));
    }

    private static Role RoleAt(HttpContext http, SignedIn found)
    {
        // Articles have addresses of their own, which may be those of events as well.
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/');
        if (pattern is not null && (pattern.StartsWith("desk/{slug}", StringComparison.Ordinal) || pattern.StartsWith("api/v1/events/{slug}", StringComparison.Ordinal)))
        {
            var slug = http.GetRouteValue("slug") as string;
            return found.Events.Concat(found.FormerEvents).Where(member => member.Slug == slug).Select(member => member.Role).Append(found.Role).Max();
        }
        // Whoever belongs to some event may open the desk, where by itself a contributor can change nothing.
        return found.Role == Role.Guest && found.Events.Count > 0 ? Role.Contributor : found.Role;
    }
}
