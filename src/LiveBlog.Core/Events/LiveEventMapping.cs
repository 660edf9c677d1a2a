using LiveBlog.Core.Entries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Events;

internal sealed class LiveEventMapping : IEntityTypeConfiguration<LiveEvent>, IEntityTypeConfiguration<SlugRedirect>
{
    public void Configure(EntityTypeBuilder<SlugRedirect> builder)
    {
        builder.HasKey(r => r.Slug);
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(r => r.EventId);
    }

    public void Configure(EntityTypeBuilder<LiveEvent> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.HasIndex(e => e.Slug).IsUnique();
        builder.HasIndex(e => e.ImportedFrom).IsUnique();
        // Lists of them, and those of a dossier.
        builder.HasIndex(e => new { e.Status, e.StartedAt });
        builder.HasIndex(e => new { e.TopicId, e.Status, e.StartedAt });
        builder.HasIndex(e => new { e.TopicId, e.StartedAt });
        // The parts of the sitemap.
        builder.HasIndex(e => e.CreatedAt);
        builder.Property(e => e.Status).HasConversion<string>();
        builder.Property(e => e.DefaultOrder).HasConversion<string>().HasDefaultValue(EntryOrder.Newest);
        // The row lock orders changes; should it ever fail, a change is refused rather than a revision given twice.
        builder.Property(e => e.Revision).IsConcurrencyToken();
        builder.Ignore(e => e.Zone);
        builder.Ignore(e => e.IsWire);
        builder.Ignore(e => e.ShownStatus);
        builder.Ignore(e => e.IsCovered);
        builder.HasMany(e => e.Authors).WithMany().UsingEntity("EventAuthors");
        builder.HasOne(e => e.Topic).WithMany().HasForeignKey(e => e.TopicId).OnDelete(DeleteBehavior.SetNull);
        builder.OwnsOne(e => e.Photo, photo => photo.Property(p => p.Formats).HasDefaultValue("webp jpg"));
        // Its title, language and zone are set at each start (WireWriter).
        builder.HasData(new
        {
            Id = LiveEvent.WireId,
            Slug = LiveEvent.WireSlug,
            Epoch = "wire",
            Revision = 1L,
            HeaderRevision = 1L,
            KeyEventsRevision = 0L,
            Title = "Fil d’actu",
            Standfirst = "",
            Background = "",
            Summary = "",
            Language = "fr",
            TimeZone = "Europe/Paris",
            Status = EventStatus.Live,
            DefaultOrder = EntryOrder.Newest,
            StartedAt = Entry.Earliest,
            CreatedAt = Entry.Earliest,
            ChangedAt = Entry.Earliest,
        });
    }
}
