using LiveBlog.Core.Accounts;
using LiveBlog.Core.Data;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveBlog.Core.Tests;

/// <summary>A real database of its own for one test: a SQLite file, or a database on the cluster that tests/run.sh starts.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public static readonly Actor Editor = new("Claire Morel", Role.Editor, "claire");
    public static readonly Actor Contributor = new("Correspondant", Role.Contributor, "correspondent");

    private readonly string directory;
    private readonly ServiceProvider services;

    private TestDatabase(DatabaseOptions options, string directory)
    {
        (Options, this.directory) = (options, directory);
        services = new ServiceCollection().AddLogging().AddLiveBlogCore(options).BuildServiceProvider();
    }

    /// <summary>Both engines, for theories: the same test body runs on each.</summary>
    public static TheoryData<DatabaseProvider> Engines => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    public DatabaseOptions Options { get; }

    public EventWriter Events => services.GetRequiredService<EventWriter>();

    public EntryWriter Entries => services.GetRequiredService<EntryWriter>();

    public ImportWriter Imports => services.GetRequiredService<ImportWriter>();

    public TokenWriter Tokens => services.GetRequiredService<TokenWriter>();

    public IServiceProvider Services => services;

    /// <summary>Options for an empty database, which nobody has migrated yet.</summary>
    public static (DatabaseOptions Options, string Directory) Reserve(DatabaseProvider provider)
    {
        var directory = Directory.CreateTempSubdirectory("liveblog-test-").FullName;
        if (provider == DatabaseProvider.Sqlite)
            return (DatabaseOptions.SqliteIn(directory), directory);
        var server = Environment.GetEnvironmentVariable("LIVEBLOG_TEST_POSTGRESQL");
        Assert.SkipWhen(server is null, "No PostgreSQL: tests/run.sh starts one and names it in LIVEBLOG_TEST_POSTGRESQL.");
        return (new DatabaseOptions(provider, $"{server};Database=test_{Guid.NewGuid():n};Maximum Pool Size=30"), directory);
    }

    /// <summary>Options for a database of this version, with nothing in it.</summary>
    public static async Task<(DatabaseOptions Options, string Directory)> PrepareAsync(DatabaseProvider provider)
    {
        var (options, directory) = Reserve(provider);
        await MigratedDatabase.CopyToAsync(options);
        return (options, directory);
    }

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var (options, directory) = await PrepareAsync(provider);
        return new TestDatabase(options, directory);
    }

    public static TestDatabase Over(DatabaseOptions options, string directory) => new(options, directory);

    public LiveBlogContext Open() => services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContext();

    public Task<LiveEvent> CreateEventAsync(string title = "Une journée en continu") =>
        Events.CreateAsync(
            new EventInput { Title = title, TimeZone = "Europe/Brussels", Status = EventStatus.Live }, Editor, CancellationToken.None);

    public async Task<Entry> PostAsync(string slug, string headline, DateTimeOffset? at = null) =>
        (await Entries.PostAsync(
            slug, Guid.CreateVersion7(), new EntryInput { Headline = headline, PublishedAt = at }, Editor, CancellationToken.None)).Entry;

    public async ValueTask DisposeAsync()
    {
        await using (var db = Open())
            await db.Database.EnsureDeletedAsync();
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }
}
