using System.Security.Claims;
using LiveBlog.Core.Accounts;

namespace LiveBlog.Web.Setup;

/// <summary>Carries an <see cref="Actor"/> in claims, whether it signed in at the desk or sent a token.</summary>
public static class Actors
{
    /// <summary>The claim that holds the name shown.</summary>
    public const string NameClaim = "liveblog:name";

    /// <summary>The claim that holds the role.</summary>
    public const string RoleClaim = "liveblog:role";

    /// <summary>The claim that holds the key.</summary>
    public const string KeyClaim = "liveblog:key";

    /// <summary>The claim that holds the language the account's owner wants the desk in; absent where they chose none.</summary>
    public const string LanguageClaim = "liveblog:language";

    /// <summary>The claims of an actor.</summary>
    public static IEnumerable<Claim> Claims(Actor actor) =>
        [new Claim(NameClaim, actor.Name), new Claim(RoleClaim, actor.Role.ToString()), new Claim(KeyClaim, actor.Key)];

    /// <summary>Who makes this request.</summary>
    /// <exception cref="InvalidOperationException">Nobody known does; the address should have asked for authorization.</exception>
    public static Actor Actor(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(NameClaim) is { } name && principal.FindFirstValue(KeyClaim) is { } key
            && Enum.TryParse<Role>(principal.FindFirstValue(RoleClaim), out var role)
            ? new Actor(name, role, key)
            : throw new InvalidOperationException("The request carries no actor.");
}
