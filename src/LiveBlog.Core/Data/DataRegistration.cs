using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Data.Demo;
using LiveBlog.Core.Data.PostgreSql;
using LiveBlog.Core.Data.Sqlite;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Imports;
using LiveBlog.Core.Live;
using LiveBlog.Core.Media;
using LiveBlog.Core.Numbers;
using LiveBlog.Core.Purges;
using LiveBlog.Core.Search;
using LiveBlog.Core.Topics;
using LiveBlog.Core.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LiveBlog.Core.Data;

/// <summary>Registers the core: the only place that sees an engine.</summary>
public static class DataRegistration
{
    /// <summary>Adds contexts, change signal, commands and timelines. The web adds the <see cref="IEventRenderer"/>.</summary>
    public static IServiceCollection AddLiveBlogCore(this IServiceCollection services, DatabaseOptions database)
    {
        switch (database.Provider)
        {
            case DatabaseProvider.PostgreSql:
                var connection = PostgreSqlDefaults.Apply(database.ConnectionString);
                services.AddContext<PostgreSqlLiveBlogContext>(options => options.UseNpgsql(connection));
                services.AddSingleton<ChangeSignal>(provider => new NotifySignal(connection, provider.GetRequiredService<ILogger<NotifySignal>>()));
                break;
            default:
                services.AddContext<SqliteLiveBlogContext>(options => options
                    .UseSqlite(database.ConnectionString).AddInterceptors(new SqlitePragmas()));
                services.AddSingleton<ChangeSignal, InProcessSignal>();
                break;
        }
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EventWriter>();
        services.AddSingleton<EntryWriter>();
        services.AddSingleton<ArticleWriter>();
        services.AddSingleton<TopicWriter>();
        services.AddSingleton<AuthorWriter>();
        services.AddSingleton<WireWriter>();
        services.AddSingleton<ImportWriter>();
        services.AddSingleton<TokenWriter>();
        services.AddSingleton<WorkingCopies>();
        services.AddSingleton<SessionWriter>();
        services.AddSingleton<AccountWriter>();
        services.AddSingleton<InvitationWriter>();
        services.AddSingleton<FilingLinkWriter>();
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<ChangeCheck>();
        services.AddSingleton<PresenceWriter>();
        services.AddSingleton<NoteWriter>();
        services.AddSingleton<TemplateWriter>();
        services.AddSingleton<NumbersWriter>();
        services.AddSingleton<AttemptCounter>();
        services.AddSingleton<PurgeQueue>();
        services.AddSingleton<DeskCleaning>();
        services.AddSingleton<MediaUse>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<DemoEvents>();
        return services;
    }

    private static void AddContext<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where TContext : LiveBlogContext
    {
        services.AddPooledDbContextFactory<TContext>(options =>
        {
            use(options);
            // Foreseen: a post refused by a unique index, a database that is away. Whoever catches it says so.
            options.ConfigureWarnings(warnings => warnings.Ignore(
                CoreEventId.SaveChangesFailed, RelationalEventId.CommandError, RelationalEventId.ConnectionError));
        });
        services.AddSingleton<IDbContextFactory<LiveBlogContext>>(provider =>
            new BaseContextFactory<TContext>(provider.GetRequiredService<IDbContextFactory<TContext>>()));
        services.AddScoped<LiveBlogContext>(provider => provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext());
    }

    private sealed class BaseContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<LiveBlogContext>
        where TContext : LiveBlogContext
    {
        public LiveBlogContext CreateDbContext() => contexts.CreateDbContext();
    }
}
