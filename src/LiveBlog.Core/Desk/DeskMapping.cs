using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Numbers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveBlog.Core.Desk;

internal sealed class DeskMapping
    : IEntityTypeConfiguration<WorkingCopy>, IEntityTypeConfiguration<EntryTemplate>, IEntityTypeConfiguration<Note>,
    IEntityTypeConfiguration<AuditRecord>, IEntityTypeConfiguration<Presence>, IEntityTypeConfiguration<ReaderSample>,
    IEntityTypeConfiguration<ShareCount>, IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<WorkingCopy> builder)
    {
        // A text has one owner, so nobody else's text can be written over under its id.
        builder.HasKey(c => new { c.ActorKey, c.Id });
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(c => c.EventId);
    }

    public void Configure(EntityTypeBuilder<EntryTemplate> builder)
    {
        builder.ToTable("EntryTemplates");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(t => t.EventId);
    }

    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(n => n.EventId);
        builder.HasOne<Entry>().WithMany().HasForeignKey(n => n.EntryId);
    }

    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.At);
        builder.HasIndex(r => new { r.SubjectKind, r.SubjectId });
    }

    public void Configure(EntityTypeBuilder<Presence> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Doing).HasConversion<string>();
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(p => p.EventId);
    }

    public void Configure(EntityTypeBuilder<ReaderSample> builder)
    {
        builder.HasKey(s => new { s.EventId, s.At, s.Node });
        builder.HasOne<LiveEvent>().WithMany().HasForeignKey(s => s.EventId);
    }

    public void Configure(EntityTypeBuilder<Node> builder) => builder.HasKey(n => n.Name);

    public void Configure(EntityTypeBuilder<ShareCount> builder)
    {
        builder.HasKey(s => s.EntryId);
        builder.HasIndex(s => s.EventId);
        builder.HasOne<Entry>().WithMany().HasForeignKey(s => s.EntryId);
    }
}
