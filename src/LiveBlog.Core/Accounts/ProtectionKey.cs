namespace LiveBlog.Core.Accounts;

/// <summary>A key that protects sign-ins and forms, as ASP.NET Core Data Protection writes it: all nodes share them.</summary>
public sealed class ProtectionKey
{
    /// <summary>What Data Protection calls it: <c>key-{id}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The key, as XML.</summary>
    public required string Xml { get; init; }
}
