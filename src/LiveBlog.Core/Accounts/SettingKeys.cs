namespace LiveBlog.Core.Accounts;

/// <summary>What administrators decide: the keys of <see cref="Setting"/>.</summary>
public static class SettingKeys
{
    /// <summary>Whether everybody needs a second factor.</summary>
    public const string SecondFactor = "second-factor";

    /// <summary>How the hashes of one-time links for the first administrator begin: one for each node.</summary>
    public const string FirstAdmin = "first-admin.";

    /// <summary>The value of a choice made.</summary>
    public const string On = "true";

    /// <summary>The value of a choice undone.</summary>
    public const string Off = "false";
}
