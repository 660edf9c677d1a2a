using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Core.Accounts;

/// <summary>Somebody who signs in at the desk. The user name is the e-mail address.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name shown at the desk and used as byline.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What they may do.</summary>
    public Role Role { get; set; }

    /// <summary>Made by the demo with a password everybody knows: may not sign in where the demo is off.</summary>
    public bool IsDemo { get; set; }
}
