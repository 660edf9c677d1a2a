using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Accounts;

internal sealed class AccountMapping : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<ApiToken>
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
}
