using System.Text.Json;
using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Articles;

internal sealed class ArticleMapping : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Status).HasConversion<string>();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.Slug).IsUnique();
        // Lists of them, those of a dossier and those of an author.
        builder.HasIndex(a => new { a.Status, a.PublishedAt });
        builder.HasIndex(a => new { a.TopicId, a.Status, a.PublishedAt });
        builder.HasIndex(a => new { a.AuthorId, a.Status, a.PublishedAt });
        builder.HasOne(a => a.Author).WithMany().HasForeignKey(a => a.AuthorId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(a => a.Topic).WithMany().HasForeignKey(a => a.TopicId).OnDelete(DeleteBehavior.SetNull);
        builder.OwnsOne(a => a.Photo);
        // Read and written only whole.
        builder.Property(a => a.Related).HasConversion(
            cards => JsonSerializer.Serialize(cards, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<RelatedCard>>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<IReadOnlyList<RelatedCard>>(
                (one, other) => one!.SequenceEqual(other!), cards => cards.Count, cards => cards));
    }
}
