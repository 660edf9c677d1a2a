using LiveBlog.Core.Data;
using LiveBlog.Web.Rendering;

namespace LiveBlog.Web.Setup;

/// <summary>Where LiveBlog keeps its data.</summary>
public static class Storage
{
    /// <summary>Adds the database and the data directory: <c>Database:Provider</c>, <c>ConnectionStrings:LiveBlog</c>, <c>Data:Directory</c>.</summary>
    /// <exception cref="StartupException">A setting is wrong or the directory can't be written.</exception>
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var directory = DataFolder(configuration, builder.Environment);
        EnsureWritable(directory);
        builder.Services.AddLiveBlogCore(Database(configuration, directory));
        builder.Services.AddSingleton<MediaFiles>();
        builder.AddProtectionKeys(Path.Combine(directory, "keys"));
    }

    /// <summary>The folder of the newsroom's own files, which is there from now on.</summary>
    public static string MediaFolder(IConfiguration configuration, IWebHostEnvironment environment) =>
        Directory.CreateDirectory(Path.Combine(DataFolder(configuration, environment), "media")).FullName;

    private static string DataFolder(IConfiguration configuration, IWebHostEnvironment environment) =>
        Path.GetFullPath(configuration["Data:Directory"] ?? "data", environment.ContentRootPath);

    private static DatabaseOptions Database(IConfiguration configuration, string directory)
    {
        var provider = configuration["Database:Provider"];
        var connection = configuration.GetConnectionString("LiveBlog");
        if (provider is null || provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            return string.IsNullOrWhiteSpace(connection) ? DatabaseOptions.SqliteIn(directory) : new(DatabaseProvider.Sqlite, connection);
        if (!provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
            throw new StartupException($"Database:Provider is \"{provider}\", which LiveBlog does not know: set it to Sqlite or PostgreSql.");
        return string.IsNullOrWhiteSpace(connection)
            ? throw new StartupException("Database:Provider is PostgreSql, but no connection string is set: set ConnectionStrings:LiveBlog, "
                + "for example to \"Host=localhost;Database=liveblog;Username=liveblog;Password=…\".")
            : new DatabaseOptions(DatabaseProvider.PostgreSql, connection);
    }

    private static void EnsureWritable(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".write-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"LiveBlog cannot write to its data folder {directory} ({failure.Message.TrimEnd('.')}): "
                + "give it write permission, or name another folder with Data:Directory.", failure);
        }
    }
}
