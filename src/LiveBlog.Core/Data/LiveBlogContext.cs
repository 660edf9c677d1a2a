using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Topics;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveBlog.Core.Data;

/// <summary>What LiveBlog stores. Each engine has a subclass, which overrides what that engine does its own way.</summary>
public abstract class LiveBlogContext(DbContextOptions options) : IdentityUserContext<User, Guid>(options)
{
    /// <summary>The covered happenings.</summary>
    public DbSet<LiveEvent> Events => Set<LiveEvent>();

    /// <summary>Their entries, drafts and tombstones included.</summary>
    public DbSet<Entry> Entries => Set<Entry>();

    /// <summary>Every version of every entry.</summary>
    public DbSet<EntryVersion> EntryVersions => Set<EntryVersion>();

    /// <summary>Bylines.</summary>
    public DbSet<Author> Authors => Set<Author>();

    /// <summary>Dossiers.</summary>
    public DbSet<Topic> Topics => Set<Topic>();

    /// <summary>Plain stories.</summary>
    public DbSet<Article> Articles => Set<Article>();

    /// <summary>Bearer tokens of tools.</summary>
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    /// <summary>Loads an event and keeps others from changing it until the transaction ends.</summary>
    public abstract Task<LiveEvent?> LockEventAsync(Guid eventId, CancellationToken cancellation);

    /// <summary>Begins a transaction in which all reads see the same state and which hinders no writer.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellation);

    /// <summary>Brings the database to the current version; safe when several nodes start at once.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellation);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(LiveBlogContext).Assembly);
        builder.Entity<Author>(author =>
        {
            author.Property(a => a.Id).ValueGeneratedNever();
            author.HasIndex(a => a.Name).IsUnique();
        });
        builder.Entity<Topic>(topic =>
        {
            topic.Property(t => t.Id).ValueGeneratedNever();
            topic.HasIndex(t => t.Slug).IsUnique();
            topic.OwnsOne(t => t.Photo);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("UserClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("UserLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("UserTokens");
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder builder) =>
        builder.Properties<DateTime>().HaveConversion<UtcConverter>();

    // SQLite forgets that a time is UTC.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        stored => stored,
        read => DateTime.SpecifyKind(read, DateTimeKind.Utc));
}
