using System.Globalization;
using System.Text;

namespace LiveBlog.Core.Text;

/// <summary>Where a piece of text stands: in both texts, only in the old one, or only in the new one.</summary>
public enum DifferenceKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the old text.</summary>
    Removed,

    /// <summary>Only in the new text.</summary>
    Added,
}

/// <summary>A piece of one or both texts; never empty.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="Text">What it says.</param>
public readonly record struct DifferencePiece(DifferenceKind Kind, string Text);

/// <summary>What changed from one plain text to another, by the longest sequence of words that both have.</summary>
/// <remarks>
/// The one version of DiffPlex that could be had (1.4.4) takes 0.9 s for two texts of 3,500 words, too long for a page that
/// anybody may ask for.
/// </remarks>
public static class TextDifference
{
    // Comparing n words with m fills n·m cells. This many take some milliseconds and are a thousand changed words.
    private const int MostCells = 4_000_000;

    /// <summary>
    /// The pieces in the order of the texts: the same and the removed ones are the old text, the same and the added ones
    /// the new. Where both change, what was removed stands first. Long texts are compared by lines, and only the changed
    /// lines by words.
    /// </summary>
    public static IReadOnlyList<DifferencePiece> Between(string old, string @new)
    {
        var cells = MostCells;
        return Grouped(Compare(Words(old), Words(@new), ref cells) ?? ByLines(old, @new, ref cells));
    }

    private static List<DifferencePiece> ByLines(string old, string @new, ref int cells)
    {
        if (Compare(Lines(old), Lines(@new), ref cells) is not { } lines)
            return Replaced(old, @new);
        var pieces = new List<DifferencePiece>();
        var (removed, added) = (new StringBuilder(), new StringBuilder());
        // The empty one at the end closes the last change.
        foreach (var line in lines.Append(new DifferencePiece(DifferenceKind.Same, "")))
        {
            if (line.Kind != DifferenceKind.Same)
            {
                (line.Kind == DifferenceKind.Removed ? removed : added).Append(line.Text);
                continue;
            }
            var (before, after) = (removed.ToString(), added.ToString());
            pieces.AddRange(Compare(Words(before), Words(after), ref cells) ?? Replaced(before, after));
            pieces.Add(line);
            removed.Clear();
            added.Clear();
        }
        return pieces;
    }

    private static List<DifferencePiece> Replaced(string old, string @new) =>
        [new(DifferenceKind.Removed, old), new(DifferenceKind.Added, @new)];

    /// <summary>Piece by piece, what both have and what only one has; null if that would cost more cells than are left.</summary>
    private static List<DifferencePiece>? Compare(List<string> old, List<string> @new, ref int cells)
    {
        var start = 0;
        while (start < old.Count && start < @new.Count && old[start] == @new[start])
            start++;
        var end = 0;
        while (end < old.Count - start && end < @new.Count - start && old[^(end + 1)] == @new[^(end + 1)])
            end++;
        var (height, width) = (old.Count - start - end, @new.Count - start - end);
        if ((long)height * width > cells)
            return null;
        cells -= height * width;

        var common = CommonLengths(old.GetRange(start, height), @new.GetRange(start, width));
        var pieces = old.Take(start).Select(Same).ToList();
        for (var (i, j) = (0, 0); i < height || j < width;)
        {
            if (i < height && j < width && old[start + i] == @new[start + j])
            {
                pieces.Add(Same(old[start + i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == width || i < height && common[i + 1, j] >= common[i, j + 1])
                pieces.Add(new(DifferenceKind.Removed, old[start + i++]));
            else
                pieces.Add(new(DifferenceKind.Added, @new[start + j++]));
        }
        pieces.AddRange(old.TakeLast(end).Select(Same));
        return pieces;
    }

    private static DifferencePiece Same(string text) => new(DifferenceKind.Same, text);

    // At [i, j]: how long the longest common subsequence of what follows i and what follows j is.
    private static ushort[,] CommonLengths(List<string> old, List<string> @new)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int Number(string piece) => numbers.TryGetValue(piece, out var number) ? number : numbers[piece] = numbers.Count;
        var (rows, columns) = (old.ConvertAll(Number), @new.ConvertAll(Number));
        var lengths = new ushort[rows.Count + 1, columns.Count + 1];
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            for (var j = columns.Count - 1; j >= 0; j--)
            {
                lengths[i, j] = rows[i] == columns[j]
                    ? (ushort)(lengths[i + 1, j + 1] + 1)
                    : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }
        return lengths;
    }

    // A space or a comma alone between two changes belongs to them: "12 mai" becomes "13 juin" in one change, not in two.
    private static List<DifferencePiece> Grouped(List<DifferencePiece> pieces)
    {
        var grouped = new List<DifferencePiece>();
        var (removed, added, same) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        void Flush(StringBuilder text, DifferenceKind kind)
        {
            if (text.Length > 0)
                grouped.Add(new(kind, text.ToString()));
            text.Clear();
        }
        foreach (var (kind, text) in pieces.Where(piece => piece.Text.Length > 0))
        {
            if (kind == DifferenceKind.Same)
            {
                same.Append(text);
                continue;
            }
            if (same.Length > 0 && (removed.Length + added.Length == 0 || Separates(same)))
            {
                Flush(removed, DifferenceKind.Removed);
                Flush(added, DifferenceKind.Added);
                Flush(same, DifferenceKind.Same);
            }
            removed.Append(same);
            added.Append(same);
            same.Clear();
            (kind == DifferenceKind.Removed ? removed : added).Append(text);
        }
        Flush(removed, DifferenceKind.Removed);
        Flush(added, DifferenceKind.Added);
        Flush(same, DifferenceKind.Same);
        return grouped;
    }

    private static bool Separates(StringBuilder same)
    {
        var text = same.ToString();
        return text.Any(c => c is not (' ' or ',' or Typography.NoBreakSpace or Typography.NarrowNoBreakSpace));
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    // Words, runs of spaces, and every other character by itself.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (IsOfWord(text[start]))
                while (end < text.Length && IsOfWord(text[end]))
                    end++;
            else if (text[start] == ' ')
                while (end < text.Length && text[end] == ' ')
                    end++;
            words.Add(text[start..end]);
            start = end;
        }
        return words;
    }

    // What must not be cut counts as a letter: marks on one, joiners, halves of a character.
    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;
}
