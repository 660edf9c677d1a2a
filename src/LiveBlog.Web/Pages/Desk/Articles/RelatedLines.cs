using System.Text.RegularExpressions;
using LiveBlog.Core.Entries;

namespace LiveBlog.Web.Pages.Desk.Articles;

/// <summary>Related links as a form has them: one a line, its address first and then, where it leads elsewhere, its headline.</summary>
public static partial class RelatedLines
{
    /// <summary>As the form shows them.</summary>
    public static string Write(IEnumerable<RelatedCard> cards) =>
        string.Join('\n', cards.Select(card => card.Url is null ? card.Headline : $"{card.Url} {card.Headline}"));

    /// <summary>
    /// What the lines say; day and picture stay as they were. One that names nothing but an address of this site gets its
    /// headline from there, one of another site is called by its address.
    /// </summary>
    /// <param name="lines">The form's text.</param>
    /// <param name="before">The cards as they stand.</param>
    public static IReadOnlyList<RelatedCard> Read(string? lines, IReadOnlyList<RelatedCard> before) =>
        [.. (lines ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Card(line, before))];

    private static RelatedCard Card(string line, IReadOnlyList<RelatedCard> before)
    {
        var (first, rest) = line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? (line[..space], line[space..].Trim()) : (line, "");
        if (!Address().IsMatch(first))
            return before.FirstOrDefault(card => card.Url is null && card.Headline == line) ?? new RelatedCard(line, null, null);
        if (before.FirstOrDefault(card => card.Url == first) is { } known)
            return rest.Length > 0 ? known with { Headline = rest } : known;
        return new RelatedCard(rest.Length > 0 || first.StartsWith('/') ? rest : first, first, null);
    }

    // Whatever looks like an address is one, so that a wrong one is refused rather than shown as words.
    [GeneratedRegex(@"^(/|[a-z][a-z0-9+.-]*:\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
