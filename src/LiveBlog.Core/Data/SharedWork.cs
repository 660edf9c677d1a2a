namespace LiveBlog.Core.Data;

/// <summary>What only one node does at a time. The numbers are those of locks in the database, so they stay as they are.</summary>
public enum SharedWork
{
    /// <summary>Making the first key that protects sign-ins.</summary>
    ProtectionKeys = 1,
}
