using LiveBlog.Core.Accounts;
using LiveBlog.Core.Articles;
using LiveBlog.Core.Authors;
using LiveBlog.Core.Desk;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Numbers;
using LiveBlog.Core.Purges;
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

    /// <summary>Addresses that events once had.</summary>
    public DbSet<SlugRedirect> SlugRedirects => Set<SlugRedirect>();

    /// <summary>Roles in single events.</summary>
    public DbSet<EventMember> EventMembers => Set<EventMember>();

    /// <summary>Sign-ins.</summary>
    public DbSet<UserSession> UserSessions => Set<UserSession>();

    /// <summary>Links that make accounts.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Links of correspondents.</summary>
    public DbSet<FilingLink> FilingLinks => Set<FilingLink>();

    /// <summary>The administrators' choices.</summary>
    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>Keys that protect sign-ins and forms.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>Texts being typed.</summary>
    public DbSet<WorkingCopy> WorkingCopies => Set<WorkingCopy>();

    /// <summary>Texts to begin entries with.</summary>
    public DbSet<EntryTemplate> EntryTemplates => Set<EntryTemplate>();

    /// <summary>Words among colleagues.</summary>
    public DbSet<Note> Notes => Set<Note>();

    /// <summary>Who changed what.</summary>
    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    /// <summary>Open tabs of the desk.</summary>
    public DbSet<Presence> Presences => Set<Presence>();

    /// <summary>Numbers of readers, minute by minute.</summary>
    public DbSet<ReaderSample> ReaderSamples => Set<ReaderSample>();

    /// <summary>The processes that serve this site.</summary>
    public DbSet<Node> Nodes => Set<Node>();

    /// <summary>How often things were tried.</summary>
    public DbSet<AttemptCount> AttemptCounts => Set<AttemptCount>();

    /// <summary>What caches have to forget.</summary>
    public DbSet<Purge> Purges => Set<Purge>();

    /// <summary>How often entries were shared.</summary>
    public DbSet<ShareCount> ShareCounts => Set<ShareCount>();

    /// <summary>Loads an event and keeps others from changing it until the transaction ends.</summary>
    public abstract Task<LiveEvent?> LockEventAsync(Guid eventId, CancellationToken cancellation);

    /// <summary>Begins a transaction in which all reads see the same state and which hinders no writer.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CancellationToken cancellation);

    /// <summary>Waits until no other node does that work, and keeps others from it until what it answers is disposed of.</summary>
    public abstract Task<IAsyncDisposable> LockAsync(SharedWork work, CancellationToken cancellation);

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
            author.HasIndex(a => a.Slug).IsUnique();
            author.OwnsOne(a => a.Photo);
            author.Property(a => a.JobTitle).HasDefaultValue("");
            author.Property(a => a.Description).HasDefaultValue("");
            author.Property(a => a.Version).HasDefaultValue(0);
            author.Property(a => a.Links).HasConversion<AuthorLinks, AuthorLinksComparer>().HasDefaultValue(Array.Empty<string>());
        });
        builder.Entity<Topic>(topic =>
        {
            topic.Property(t => t.Id).ValueGeneratedNever();
            topic.HasIndex(t => t.Slug).IsUnique();
            topic.OwnsOne(t => t.Photo);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("UserClaims");
        // As Identity's own schema 3 has it, without what else that changes.
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("UserPasskeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        });
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
