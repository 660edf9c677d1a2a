namespace LiveBlog.Core.Accounts;

/// <summary>What somebody at the desk may do; each role may do all that those before it may.</summary>
public enum Role
{
    /// <summary>Nothing by itself: only what a role in an event gives (<see cref="EventMember"/>).</summary>
    Guest,

    /// <summary>Files drafts and edits their own; an editor publishes them.</summary>
    Contributor,

    /// <summary>Approves what others file, sends it back, withdraws.</summary>
    Moderator,

    /// <summary>Runs events: creates, publishes, corrects, pins, withdraws, ends.</summary>
    Editor,

    /// <summary>May do all that an editor may, and manages accounts, tokens and settings.</summary>
    Admin,
}
