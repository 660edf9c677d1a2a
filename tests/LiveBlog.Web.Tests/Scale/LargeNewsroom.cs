using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Data.PostgreSql;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Tests;
using LiveBlog.Scale;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LiveBlog.Web.Tests.Scale;

/// <summary>One for all the tests that only read it.</summary>
[CollectionDefinition(nameof(LargeNewsroom))]
public sealed class LargeNewsroomTests : ICollectionFixture<LargeNewsroom>;

/// <summary>A newsroom after many years, on PostgreSQL: one event of 100,000 entries, and 10,000 events of three.</summary>
public sealed class LargeNewsroom : IAsyncLifetime
{
    public const int Entries = 100_000;
    public const int Events = 10_000;

    /// <summary>Who has written everything, but for one entry of Claire Morel's.</summary>
    public const string Agency = "Agence";

    /// <summary>The dossier that everything is in.</summary>
    public const string Topic = "guerre";

    private static readonly CancellationToken None = CancellationToken.None;

    private (DatabaseOptions Options, string Directory) database;

    /// <summary>The event of 100,000 entries.</summary>
    public string Slug { get; private set; } = "";

    public LiveBlogApp App { get; private set; } = null!;

    /// <summary>Everything that was asked of the database.</summary>
    public AskedCommands Asked { get; } = new();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.PrepareAsync(DatabaseProvider.PostgreSql);
        await FillAsync(new LiveBlogApp(database) { KeepsDatabase = true });
        // Each question is asked of the database, whoever asked the same before.
        App = new LiveBlogApp(database, Listen, kestrel: false, "Delivery:ReadyMegabytes=0");
    }

    /// <summary>Another node on the same database, which holds nothing yet.</summary>
    public LiveBlogApp Node() => new(database, Listen) { KeepsDatabase = true };

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private void Listen(IServiceCollection services)
    {
        services.ConfigureDbContext<PostgreSqlLiveBlogContext>(options => options.AddInterceptors(Asked));
        // It compares sums over all events every few seconds, and nobody waits for it.
        services.Remove(services.Single(service => service.ImplementationType?.Name == "SafetyNet"));
    }

    private async Task FillAsync(LiveBlogApp app)
    {
        await using var made = app;
        var input = new EventInput { Title = "Une longue guerre en continu", TimeZone = "Europe/Brussels", Status = EventStatus.Live, Topic = Topic, Authors = [Agency] };
        var created = await app.Events.CreateAsync(input, TestDatabase.Editor, None);
        Slug = created.Slug;
        var (entry, _) = await app.Entries.PostAsync(
            Slug, Guid.CreateVersion7(), new EntryInput { Headline = "Une dépêche parmi cent mille", Author = Agency }, TestDatabase.Editor, None);
        await app.PostAsync(Slug, "Par Claire");
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<LiveBlogContext>>().CreateDbContextAsync())
        {
            foreach (var author in await db.Authors.AsNoTracking().ToListAsync())
                await app.Services.GetRequiredService<AuthorWriter>().EditAsync(author.Id, null, new AuthorInput { JobTitle = "…" }, TestDatabase.Editor, None);
        }
        await app.Services.GetRequiredService<ArticleWriter>().CreateAsync(Guid.CreateVersion7(),
            new ArticleInput { Title = "Avant la guerre", Body = "…", TimeZone = "Europe/Paris", Language = "fr", Topic = Topic, Author = Agency }, TestDatabase.Editor, None);
        await using var open = new NpgsqlConnection(database.Options.ConnectionString);
        await open.OpenAsync();
        await new Copies(open, created.Id, entry.Id).FillAsync(Entries, Events);
    }
}
