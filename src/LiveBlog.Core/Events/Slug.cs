using System.Globalization;
using System.Text;

namespace LiveBlog.Core.Events;

/// <summary>The readable part of an address, in one normal form, so that no column needs to ignore case.</summary>
public static class Slug
{
    /// <summary>The longest slug, in characters.</summary>
    public const int Longest = 80;

    /// <summary>What the desk's own pages are called, which stand beside the events' (<c>/desk/{slug}</c>), and the wire, an event that is always there.</summary>
    public static IReadOnlySet<string> Reserved { get; } =
        new HashSet<string> { "articles", "audit", "authors", "new", "people", "tokens", "topics", LiveEvent.WireSlug };

    /// <summary>
    /// Lower-case letters and digits of any script joined by single hyphens; Latin letters lose their accents:
    /// <c>"Conseil Otan-Russie : la journée"</c> becomes <c>conseil-otan-russie-la-journee</c>.
    /// </summary>
    /// <exception cref="Refused">Nothing is left of the text.</exception>
    public static string From(string? text, string field = "slug")
    {
        var slug = new StringBuilder();
        var gap = false;
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                if (gap && slug.Length > 0)
                    slug.Append('-');
                slug.Append(char.ToLowerInvariant(c));
                gap = false;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                gap = true;
            }
            if (slug.Length >= Longest)
                break;
        }
        var result = slug.ToString().Normalize(NormalizationForm.FormC).TrimEnd('-');
        if (result.Length == 0)
        {
            throw new Refused(RefusalKind.Invalid, "slug-empty", field,
                $"The {field} holds no letter or digit, so it makes no address: use a few words, such as \"conseil-otan-russie\".");
        }
        return Reserved.Contains(result) ? $"{result}-event" : result;
    }
}
