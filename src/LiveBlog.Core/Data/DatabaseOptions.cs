namespace LiveBlog.Core.Data;

/// <summary>The engines LiveBlog runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data directory.</summary>
    Sqlite,

    /// <summary>A server, named by a connection string.</summary>
    PostgreSql,
}

/// <summary>Where LiveBlog keeps what it stores.</summary>
/// <param name="Provider">The engine.</param>
/// <param name="ConnectionString">The engine's connection string.</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>SQLite in <c>liveblog.db</c> in that directory.</summary>
    public static DatabaseOptions SqliteIn(string directory) =>
        new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(directory, "liveblog.db")}");
}
