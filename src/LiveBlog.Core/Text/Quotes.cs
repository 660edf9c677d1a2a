namespace LiveBlog.Core.Text;

/// <summary>
/// Typewriter quotation marks and apostrophes as print has them, and the space that keeps a dash on its line. Spaces
/// that were typed stay: none of these languages adds any, and to take one away could be wrong.
/// </summary>
internal static class Quotes
{
    /// <summary>The changes in the order of the text.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="leftAlone">The ranges that are no prose, in order.</param>
    /// <param name="opening">Stands for the first <c>"</c> of a pair.</param>
    /// <param name="closing">Stands for the second one.</param>
    /// <param name="apostrophes">Whether <c>'</c> between two letters becomes ’.</param>
    /// <param name="dashes">Whether the space before a dash between two spaces becomes U+00A0.</param>
    public static List<TextEdit> Edits(
        string text, List<(int Start, int End)> leftAlone, char opening, char closing, bool apostrophes, bool dashes)
    {
        var pairs = new List<int>();
        var others = new List<TextEdit>();
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (next < leftAlone.Count && leftAlone[next].End <= i)
                next++;
            if (next < leftAlone.Count && leftAlone[next].Start <= i)
                i = leftAlone[next].End - 1;
            else if (text[i] == '"')
                pairs.Add(i);
            else if (apostrophes && text[i] == '\'' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]))
                others.Add(new TextEdit(i, i + 1, i, '’'));
            else if (dashes && text[i] == '—' && i > 1 && i + 1 < text.Length && text[i - 1] == ' ' && text[i + 1] == ' ' && !char.IsWhiteSpace(text[i - 2]))
                others.Add(new TextEdit(i - 1, i, i, Typography.NoBreakSpace));
        }
        if (!AreClear(text, pairs))
            return others;
        return [.. pairs.Select((at, i) => new TextEdit(at, at + 1, at, i % 2 == 0 ? opening : closing)).Concat(others).OrderBy(edit => edit.Start)];
    }

    // One that is an inch, a second or forgotten would turn all that follow the wrong way: then all stay.
    private static bool AreClear(string text, List<int> pairs) => pairs.Count % 2 == 0 && pairs.Select((at, i) => (at, i)).All(mark =>
    {
        var before = mark.at == 0 ? ' ' : text[mark.at - 1];
        var after = mark.at + 1 == text.Length ? ' ' : text[mark.at + 1];
        return mark.i % 2 == 0
            ? (char.IsWhiteSpace(before) || "([{—–-/¿¡«“‘".Contains(before)) && !char.IsWhiteSpace(after)
            : !char.IsWhiteSpace(before) && (char.IsWhiteSpace(after) || ")]}.,;:!?…—–-/»”’".Contains(after));
    });
}
