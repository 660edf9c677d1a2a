namespace LiveBlog.Benchmarks.Servers;

internal static class Repository
{
    /// <summary>The folder of LiveBlog's source, above the one that the benchmark was built in.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LiveBlog.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Run the benchmark from LiveBlog's own folder.");
        return folder.FullName;
    }
}
