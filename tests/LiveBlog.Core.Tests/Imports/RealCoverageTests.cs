using LiveBlog.Core.Imports;

namespace LiveBlog.Core.Tests.Imports;

/// <summary>A real coverage, which is not part of the repository.</summary>
public class RealCoverageTests
{
    [Fact]
    public void The_real_coverage_is_read_whole()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LiveBlog.sln")))
            root = root.Parent;
        var file = root is null ? null : Path.Combine(root.FullName, "../shared/real/conseil-otan-russie-2022-01-12.jsonld");
        if (!File.Exists(file))
            Assert.Skip("../shared/real/conseil-otan-russie-2022-01-12.jsonld is not beside this repository.");

        var result = LiveBlogPostingReader.Read(File.ReadAllText(file), Path.GetFileName(file), TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels"));

        Assert.Empty(result.Notes);
        var read = Assert.Single(result.Events);
        Assert.Equal("Garanties de sécurité", read.TopicName);
        Assert.Equal("Bruxelles", read.Place);
        Assert.Equal([TimeSpan.FromHours(1)], read.Offsets);
        Assert.Equal(20, read.Entries.Count);
        Assert.Equal(new DateTimeOffset(2022, 1, 12, 14, 38, 0, TimeSpan.FromHours(1)).UtcDateTime, read.Entries[0].PublishedAt);
        Assert.Equal(new DateTimeOffset(2022, 1, 12, 21, 32, 0, TimeSpan.FromHours(1)).UtcDateTime, read.Entries[^1].PublishedAt);
        var related = Assert.Single(read.Entries, entry => entry.Related is not null);
        Assert.Equal(new DateTime(2022, 1, 12, 17, 13, 0), related.PublishedAt);
        Assert.Equal(new DateOnly(2022, 1, 10), related.Related!.PublishedOn);
        Assert.NotNull(related.Related.ImageCaption);
    }
}
