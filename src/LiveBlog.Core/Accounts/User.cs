using Microsoft.AspNetCore.Identity;

namespace LiveBlog.Core.Accounts;

/// <summary>Somebody who signs in at the desk. The user name is the e-mail address.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name shown at the desk and used as byline.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>What they may do.</summary>
    public Role Role { get; set; }

    /// <summary>The language the desk speaks to them, an IETF tag; null for what their browser asks for.</summary>
    public string? Language { get; set; }

    /// <summary>When the account was made, UTC; null if before LiveBlog kept it.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When they last signed in, UTC, or null.</summary>
    public DateTime? LastSignedInAt { get; set; }

    /// <summary>When the account was shut, UTC; null while it may sign in.</summary>
    public DateTime? DeactivatedAt { get; set; }

    /// <summary>Made by the demo with a password everybody knows: may not sign in where the demo is off.</summary>
    public bool IsDemo { get; set; }
}
