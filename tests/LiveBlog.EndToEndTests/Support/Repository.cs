namespace LiveBlog.EndToEndTests.Support;

/// <summary>Where things lie in the repository these tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Web => Path.Combine(Root, "src", "LiveBlog.Web");

    /// <summary>Where npm put the checkers.</summary>
    public static string Tools => Path.Combine(Root, "tests", "LiveBlog.EndToEndTests", "node_modules");

    /// <summary>Figures and pictures that a run leaves behind.</summary>
    public static string Results => Directory.CreateDirectory(Path.Combine(Root, "tests", "results")).FullName;

    /// <summary>
    /// For nodes that are not tested for how soon they notice that it is away: where many tests share a machine, each answer of
    /// PostgreSQL may take seconds.
    /// </summary>
    public static string PatientPostgreSql => $"{PostgreSql};Timeout=30;Command Timeout=30;Maximum Pool Size=40";

    /// <summary>The tests' PostgreSQL, or a skip that says so.</summary>
    public static string PostgreSql
    {
        get
        {
            var server = Environment.GetEnvironmentVariable("LIVEBLOG_TEST_POSTGRESQL");
            Assert.SkipWhen(server is null, "No PostgreSQL: tests/run.sh starts one and names it in LIVEBLOG_TEST_POSTGRESQL.");
            return $"{server};Database=e2e_{Guid.NewGuid():n}";
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LiveBlog.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("These tests run inside the repository.");
    }
}
