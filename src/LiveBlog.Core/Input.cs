using System.Text;

namespace LiveBlog.Core;

/// <summary>What every typed text goes through before it is stored.</summary>
public static class Input
{
    /// <summary>
    /// The text with line ends as <c>\n</c>, without control characters (PostgreSQL cannot store U+0000, and pasted
    /// text brings others along) and without white space at its end. Otherwise exactly what was typed.
    /// </summary>
    /// <exception cref="Refused">The text is longer than <paramref name="longest"/> UTF-16 units.</exception>
    public static string Text(string? typed, string field, int longest)
    {
        if (string.IsNullOrEmpty(typed))
            return "";
        var text = new StringBuilder(typed.Length);
        foreach (var c in typed.ReplaceLineEndings("\n"))
        {
            if (!char.IsControl(c) || c is '\n' or '\t')
                text.Append(c);
        }
        var clean = Scrub(text.ToString()).TrimEnd();
        return clean.Length <= longest
            ? clean
            : throw new Refused(RefusalKind.Invalid, "text-too-long", field,
                $"The {field} has {clean.Length} characters; at most {longest} are allowed: shorten it or split it.");
    }

    /// <summary>As <see cref="Text"/>, on one line and without white space around it.</summary>
    /// <exception cref="Refused">The text is too long.</exception>
    public static string Line(string? typed, string field, int longest) =>
        Text(typed?.ReplaceLineEndings(" ").Replace('\t', ' '), field, longest).Trim();

    /// <summary>As <see cref="Line"/>, and there must be something left.</summary>
    /// <exception cref="Refused">The text is empty or too long.</exception>
    public static string Required(string? typed, string field, int longest)
    {
        var line = Line(typed, field, longest);
        return line.Length > 0
            ? line
            : throw new Refused(RefusalKind.Invalid, "text-missing", field, $"The {field} is missing: fill it in.");
    }

    /// <summary>
    /// A moment in UTC, cut to whole milliseconds: what PostgreSQL, SQLite, .NET and JavaScript can all hold exactly.
    /// </summary>
    public static DateTime Instant(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    // A lone surrogate is no character and cannot be stored: it becomes U+FFFD.
    private static string Scrub(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
