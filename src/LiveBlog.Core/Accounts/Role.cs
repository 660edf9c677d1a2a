namespace LiveBlog.Core.Accounts;

/// <summary>What somebody at the desk may do; each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Files drafts and edits their own; an editor publishes them.</summary>
    Contributor,

    /// <summary>Runs events: creates, publishes, corrects, pins, withdraws, ends.</summary>
    Editor,

    /// <summary>Also manages accounts and tokens.</summary>
    Admin,
}
