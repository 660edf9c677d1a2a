namespace LiveBlog.Web.Setup;

/// <summary>Where the program's own files are.</summary>
public static class Content
{
    /// <summary>
    /// The working directory, if the settings lie there, as under <c>dotnet run</c>; else the program's own, so that it can
    /// be started from anywhere.
    /// </summary>
    public static WebApplicationOptions Options(string[] settings) => new()
    {
        Args = settings,
        ContentRootPath = File.Exists("appsettings.json") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory,
    };
}
