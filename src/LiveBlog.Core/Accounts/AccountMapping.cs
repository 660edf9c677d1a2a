using LiveBlog.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Accounts;

internal sealed class AccountMapping
    : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<ApiToken>, IEntityTypeConfiguration<EventMember>,
    IEntityTypeConfiguration<UserSession>, IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<FilingLink>,
    IEntityTypeConfiguration<Setting>, IEntityTypeConfiguration<ProtectionKey>, IEntityTypeConfiguration<AttemptCount>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("Users");
        builder.Property(u => u.Role).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Role).HasConversion<string>();
        builder.HasIndex(t => t.Hash).IsUnique();
        builder.HasIndex(t => t.Name).IsUnique().HasFilter("\"RevokedAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<EventMember> builder)
    {
        builder.HasKey(m => new { m.EventId, m.UserId });
        builder.Property(m => m.Role).HasConversion<string>();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(m => m.EventId);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
    }

    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
    }

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Role).HasConversion<string>();
        builder.HasIndex(i => i.Hash).IsUnique();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(i => i.EventId);
    }

    public void Configure(EntityTypeBuilder<FilingLink> builder)
    {
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => l.Hash).IsUnique();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(l => l.EventId);
    }

    public void Configure(EntityTypeBuilder<Setting> builder) => builder.HasKey(s => s.Key);

    public void Configure(EntityTypeBuilder<ProtectionKey> builder) => builder.HasKey(k => k.Name);

    public void Configure(EntityTypeBuilder<AttemptCount> builder)
    {
        builder.HasKey(a => a.Key);
        builder.HasIndex(a => a.Until);
    }
}
