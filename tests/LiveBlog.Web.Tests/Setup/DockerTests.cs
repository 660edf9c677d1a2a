using System.Text.RegularExpressions;
using LiveBlog.Web.Demo;
using LiveBlog.Web.Setup;

namespace LiveBlog.Web.Tests.Setup;

/// <summary>The files that an operator starts from stay in step with the program. Nothing here needs Docker.</summary>
public sealed partial class DockerTests
{
    private static readonly string Root = Find();
    private static readonly string Dockerfile = Read("src/LiveBlog.Web/Dockerfile");
    private static readonly string Compose = Read("docker-compose.yml");

    [Fact]
    public void Each_setting_of_the_containers_and_of_the_program_is_in_the_table_of_the_README()
    {
        var documented = TableKey().Matches(Read("README.md")).Select(row => row.Groups[1].Value).ToHashSet();
        var used = EnvironmentKey().Matches(Dockerfile + Compose)
            .Select(key => Index().Replace(key.Groups[1].Value.Replace("__", ":"), "")).ToList();
        Assert.Contains("ConnectionStrings:LiveBlog", used);
        var options = typeof(SiteOptions).GetProperties().Select(option => $"Site:{option.Name}")
            .Concat(typeof(DemoOptions).GetProperties().Select(option => $"Demo:{option.Name}"));
        Assert.Empty(used.Concat(options).Except(documented));
    }

    [Fact]
    public void The_images_have_the_version_of_dotnet_that_the_program_is_built_for()
    {
        var target = Regex.Match(Read("src/Directory.Build.props"), @"<TargetFramework>net([\d.]+)</TargetFramework>").Groups[1].Value;
        var images = Regex.Matches(Dockerfile, @"^FROM \S*/dotnet/(\w+):(\S+)", RegexOptions.Multiline)
            .ToDictionary(image => image.Groups[1].Value, image => image.Groups[2].Value);
        Assert.Equal(new Dictionary<string, string> { ["sdk"] = target, ["aspnet"] = target }, images);
    }

    [Fact]
    public void Packages_are_restored_from_all_the_projects_that_the_web_is_made_of()
    {
        var restore = Dockerfile.IndexOf("dotnet restore", StringComparison.Ordinal);
        Assert.NotEqual(-1, restore);
        var copied = Dockerfile[..restore].Split([' ', '\n']).ToHashSet();
        var needed = Projects("src/LiveBlog.Web/LiveBlog.Web.csproj").Append("src/Directory.Build.props").Append("src/Directory.Packages.props");
        Assert.Empty(needed.Except(copied));
    }

    [Fact]
    public void No_password_is_written_down()
    {
        var passwords = Password().Matches(Compose).Select(line => line.Groups[1].Value).ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, value => Assert.Matches(@"^\$\{POSTGRES_PASSWORD:\?[^}]+\}$", value));
        Assert.DoesNotMatch("(?i)password *=|pwd *=", Compose.Replace("echo POSTGRES_PASSWORD=…", ""));
        Assert.DoesNotMatch("(?i)password|secret|token", Dockerfile);
    }

    // A project and those it refers to, from the repository's root.
    private static IEnumerable<string> Projects(string project) =>
        Regex.Matches(Read(project), "<ProjectReference Include=\"([^\"]+)\"")
            .Select(reference => Path.Combine(Root, Path.GetDirectoryName(project)!, reference.Groups[1].Value))
            .SelectMany(path => Projects(Path.GetRelativePath(Root, Path.GetFullPath(path)).Replace('\\', '/')))
            .Append(project);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LiveBlog.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("These tests run inside the repository.");
    }

    [GeneratedRegex(@"^\| `([A-Za-z]+(?::[A-Za-z]+)+)`", RegexOptions.Multiline)]
    private static partial Regex TableKey();

    // Commented examples count too.
    [GeneratedRegex(@"(?<=[\s#])([A-Za-z]+(?:__[A-Za-z0-9]+)+)(?=[:=])")]
    private static partial Regex EnvironmentKey();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Index();

    [GeneratedRegex(@"^\s*\w*PASSWORD: *(.+)$", RegexOptions.Multiline)]
    private static partial Regex Password();
}
