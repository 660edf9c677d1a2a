using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Purges;

internal sealed class PurgeMapping : IEntityTypeConfiguration<Purge>
{
    public void Configure(EntityTypeBuilder<Purge> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => p.DueAt);
    }
}
