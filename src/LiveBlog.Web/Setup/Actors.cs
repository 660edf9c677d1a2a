using System.Security.Claims;
using LiveBlog.Core.Accounts;

namespace LiveBlog.Web.Setup;

/// <summary>Carries an <see cref="Actor"/> in claims, whether it signed in at the desk or sent a token.</summary>
public static class Actors
{
    /// <summary>The claim that holds the name shown.</summary>
    public const string NameClaim = "liveblog:name";

    /// <summary>The claim that holds the role for the whole site.</summary>
    public const string RoleClaim = "liveblog:role";

    /// <summary>The claim that holds the role where the request's address leads; absent where it can be no other.</summary>
    public const string RoleHereClaim = "liveblog:role-here";

    /// <summary>The claim that holds the key.</summary>
    public const string KeyClaim = "liveblog:key";

    /// <summary>The claim that holds the language the account's owner wants the desk in; absent where they chose none.</summary>
    public const string LanguageClaim = "liveblog:language";

    /// <summary>The claim that names the session of a sign-in.</summary>
    public const string SessionClaim = "liveblog:session";

    /// <summary>The claims that hold roles in single events: <c>Editor:slug</c>.</summary>
    public const string EventClaim = "liveblog:event";

    /// <summary>The claim of whoever has to show a second factor before the desk opens.</summary>
    public const string WeakClaim = "liveblog:weak";

    /// <summary>The claims that hold what a token is narrowed to; absent where it may use all of its role.</summary>
    public const string ScopeClaim = "liveblog:scope";

    /// <summary>The claims of an actor.</summary>
    public static IEnumerable<Claim> Claims(Actor actor) =>
        [new Claim(NameClaim, actor.Name), new Claim(RoleClaim, actor.Role.ToString()), new Claim(KeyClaim, actor.Key)];

    /// <summary>Who makes this request: what every command is given, which looks up the role in its event by itself.</summary>
    /// <exception cref="InvalidOperationException">Nobody known does; the address should have asked for authorization.</exception>
    public static Actor Actor(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(NameClaim) is { } name && principal.FindFirstValue(KeyClaim) is { } key
            && Enum.TryParse<Role>(principal.FindFirstValue(RoleClaim), out var role)
            ? new Actor(name, role, key)
            : throw new InvalidOperationException("The request carries no actor.");

    /// <summary>The same with the role they have where its address leads: for what is shown, never for a command.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Actor"/>.</exception>
    public static Actor ActorHere(this ClaimsPrincipal principal) =>
        Enum.TryParse<Role>(principal.FindFirstValue(RoleHereClaim), out var role) ? principal.Actor() with { Role = role } : principal.Actor();

    /// <summary>Whether that is nobody of the newsroom.</summary>
    public static bool IsReader(ClaimsPrincipal? principal) => principal?.HasClaim(claim => claim.Type == KeyClaim) != true;

    /// <summary>The id of this sign-in's session, or null.</summary>
    public static Guid? Session(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? id : null;
}
