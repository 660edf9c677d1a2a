using LiveBlog.Core.Authors;
using LiveBlog.Core.Data;
using LiveBlog.Core.Events;
using LiveBlog.Core.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Entries;

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>, IEntityTypeConfiguration<EntryVersion>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Position).UseOrdinalCollation();
        builder.Property(e => e.Status).HasConversion<string>();
        builder.Property(e => e.Certainty).HasConversion<string>().HasDefaultValue(Certainty.None);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.Property(e => e.Media).HasConversion<MediaJson, MediaComparer>().HasDefaultValueSql("'[]'");
        builder.Ignore(e => e.IsPublic);
        builder.Ignore(e => e.Heading);
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(e => e.EventId);
        builder.HasOne(e => e.Author).WithMany().HasForeignKey(e => e.AuthorId).OnDelete(DeleteBehavior.SetNull);
        builder.OwnsOne(e => e.Related);
        // A page's window; and "what changed since", which also promises that no revision is given twice.
        builder.HasIndex(e => new { e.EventId, e.Status, e.IsPinned, e.Position });
        builder.HasIndex(e => new { e.EventId, e.Revision }).IsUnique().HasFilter("\"Revision\" > 0");
        // The newest entry of all, pinned or not.
        builder.HasIndex(e => new { e.EventId, e.Status, e.Position });
        // The desk's list of all of them, whatever their status.
        builder.HasIndex([nameof(Entry.EventId), nameof(Entry.Position)], "IX_Entries_EventId_Position_All");
        // What was withdrawn last: tombstones in feeds.
        builder.HasIndex([nameof(Entry.EventId), nameof(Entry.Revision)], "IX_Entries_EventId_Revision_Withdrawn").HasFilter("\"Status\" = 'Withdrawn'");
        // The newest of all events; and an author's.
        builder.HasIndex(e => new { e.Status, e.PublishedAt });
        builder.HasIndex(e => new { e.AuthorId, e.Status, e.PublishedAt });
        builder.HasIndex(e => new { e.AuthorId, e.Status, e.EventId });
        // What is to be published by itself, of all events.
        builder.HasIndex(e => e.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        // The list of key events.
        builder.HasIndex(e => new { e.EventId, e.Position }).HasFilter("\"IsKey\"");
    }

    public void Configure(EntityTypeBuilder<EntryVersion> builder)
    {
        builder.HasKey(v => new { v.EntryId, v.Version });
        builder.Property(v => v.Status).HasConversion<string>();
        builder.Property(v => v.Certainty).HasConversion<string>().HasDefaultValue(Certainty.None);
        builder.Property(v => v.Media).HasConversion<MediaJson, MediaComparer>().HasDefaultValueSql("'[]'");
        builder.HasOne<Entry>().WithMany().HasForeignKey(v => v.EntryId);
        builder.HasOne<Author>().WithMany().HasForeignKey(v => v.AuthorId).OnDelete(DeleteBehavior.SetNull);
        builder.OwnsOne(v => v.Related);
    }
}
