using System.Globalization;
using System.Text;

namespace LiveBlog.Core.Search;

/// <summary>Text as it is compared: without accents, in lower case, one space between words.</summary>
public static class Folded
{
    /// <summary>The text so.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length + 1);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                continue;
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
                continue;
            }
            _ = char.ToLowerInvariant(c) switch
            {
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                'ß' => folded.Append("ss"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' => folded.Append('d'),
                var lower => folded.Append(lower),
            };
        }
        if (folded.Length > 0 && folded[^1] == ' ')
            folded.Length--;
        return folded.ToString();
    }

    /// <summary>Whether each of the words begins a word of the text.</summary>
    /// <param name="folded">A folded text.</param>
    /// <param name="words">Folded words.</param>
    public static bool HasAll(string folded, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            var at = folded.IndexOf(word, StringComparison.Ordinal);
            while (at > 0 && folded[at - 1] != ' ')
                at = folded.IndexOf(word, at + 1, StringComparison.Ordinal);
            if (at < 0)
                return false;
        }
        return true;
    }
}
