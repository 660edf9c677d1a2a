namespace LiveBlog.Core.Accounts;

/// <summary>A choice that administrators make at the desk, for the whole site.</summary>
public sealed class Setting
{
    /// <summary>What it decides.</summary>
    public required string Key { get; init; }

    /// <summary>The choice.</summary>
    public required string Value { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTime ChangedAt { get; set; }
}
