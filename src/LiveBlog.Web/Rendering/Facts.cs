using LiveBlog.Core.Articles;
using LiveBlog.Core.Entries;
using LiveBlog.Core.Events;
using LiveBlog.Core.Text;

namespace LiveBlog.Web.Rendering;

/// <summary>What structured data, feeds and sitemaps say alike about what readers see. Times are UTC.</summary>
public static class Facts
{
    /// <summary>What to call an entry where it stands alone, as readers see it; never empty.</summary>
    public static string Title(this Entry entry, LiveEvent liveEvent) => Typography.Apply(
        entry.Heading.Length > 0 ? entry.Heading
        : entry.Media.Select(medium => medium.Caption.Length > 0 ? medium.Caption : medium.Alt).FirstOrDefault(text => text.Length > 0) ?? liveEvent.Title,
        liveEvent.Language);

    /// <summary>Since when an entry has read as it does: its publication, its last edit or its correction.</summary>
    public static DateTime ReadSince(this Entry entry) => Latest(entry.PublishedAt, entry.EditedAt, entry.CorrectedAt);

    /// <summary>Since when an article has read as it does.</summary>
    public static DateTime ReadSince(this Article article) => Latest(article.PublishedAt, article.EditedAt, null);

    /// <summary>Since when an event has been public: its announcement counts, if it has not begun.</summary>
    public static DateTime PublicSince(this LiveEvent liveEvent) =>
        liveEvent.Status == EventStatus.Scheduled ? liveEvent.CreatedAt : liveEvent.StartedAt;

    /// <summary>The latest of these times.</summary>
    public static DateTime Latest(DateTime first, params DateTime?[] others) =>
        others.OfType<DateTime>().Append(first).Max();

    /// <summary>A text's first words, on one line.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="longest">In characters, the sign that more follows left out.</param>
    public static string Shortened(string text, int longest)
    {
        // Line ends and what follows them only: a no-break space stays what it is.
        var line = string.Join(' ', text.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= longest)
            return line;
        var space = line.LastIndexOf(' ', longest);
        return line[..(space > longest / 2 ? space : longest)] + "…";
    }
}
