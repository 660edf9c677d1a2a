namespace LiveBlog.Core.Accounts;

/// <summary>Who asks for a change: a signed-in person, an API token or the program itself.</summary>
/// <param name="Name">Kept with each version of an entry and used as its byline when no other is named.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Key">Tells apart who have the same name: an account's or a token's id, or a word of the program's own.</param>
public sealed record Actor(string Name, Role Role, string Key)
{
    /// <summary>Stops who may not run events. In one event somebody may do more: see <see cref="EventRoles"/>.</summary>
    /// <exception cref="Refused">The role is below editor.</exception>
    public void MustBeEditor() => Role.MustReach(Role.Editor);

    /// <summary>Stops who may not manage accounts.</summary>
    /// <exception cref="Refused">The role is below administrator.</exception>
    public void MustBeAdmin() => Role.MustReach(Role.Admin);
}
